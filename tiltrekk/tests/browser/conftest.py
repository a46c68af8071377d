"""The product in a real browser: a served copy, Chromium, signed-in people, the accessibility checker."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from answered import wait_until_answered
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from tiltrekk.accounts.models import User
from world import World, build

WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
USUAL = ("status of 4", "Error Code 4", "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
PATIENCE = 20_000  # milliseconds; the machine may be busy with something else
# Playwright keeps an event loop in this thread; Django would take our plain database calls for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A Chromium for the whole run."""
    running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    expect.set_options(timeout=PATIENCE)
    yield running
    running.close()


class House:
    """People in front of one served copy of the product; each keeps a browser profile as long as the house stands."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._contexts: dict[tuple[Any, ...], BrowserContext] = {}
        self._sessions: dict[int, str] = {}
        self.complaints: list[str] = []

    def enter(
        self, user: User | None, path: str, *, width: str = "wide", dark: bool = False, locale: str = "en-GB"
    ) -> Page:
        """Return a page of the product as that person sees it (None: nobody)."""
        page = self._context(user, width, locale).new_page()
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path)
        return page

    def sign_in(self, user: User) -> str:
        """Return the value of the person's session cookie, writing the session at the first call."""
        if user.pk not in self._sessions:
            self._sessions[user.pk] = _session(user)
        return self._sessions[user.pk]

    def _context(self, user: User | None, width: str, locale: str) -> BrowserContext:
        key = (user and user.pk, width, locale)
        if key not in self._contexts:
            across, down = WIDTHS[width]
            self._contexts[key] = made = self._browser.new_context(
                base_url=self._url,
                viewport={"width": across, "height": down},
                reduced_motion="reduce",  # no movement: pictures and contrast are of the finished page
                locale=locale,
            )
            made.set_default_timeout(PATIENCE)
            if user is not None:
                made.add_cookies(
                    [{"url": self._url, "name": settings.SESSION_COOKIE_NAME, "value": self.sign_in(user)}]
                )
        return self._contexts[key]

    def leave(self) -> None:
        for context in self._contexts.values():
            context.close()
        self._contexts.clear()
        wait_until_answered()

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Fail when something within is said on the console or breaks a script: a policy violation shows up there.

        Answers 4xx and a network that was switched off are said there too; those are other tests' business.
        """
        self.complaints.clear()
        yield
        serious = [text for text in self.complaints if not any(usual in text for usual in USUAL)]
        assert not serious, serious


@pytest.fixture
def world() -> World:
    return build()


OpenAs = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[OpenAs]:
    """Return ``open_as(user, path, width=, dark=)``; errors on the console fail the test that caused them."""
    house = House(browser, live_server.url)
    try:
        with house.quietly():
            yield house.enter
    finally:
        house.leave()


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def axe(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Return what the accessibility checker finds, one line for each rule and element; ``only`` names single rules.

    Raises AssertionError when WCAG 2.2's target-size was not among the rules run: a default run leaves it out.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate((Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js").read_text())
    run = {"type": "rule", "values": only} if only else {"type": "tag", "values": AXE_TAGS}
    found = page.evaluate("runOnly => axe.run(document, {runOnly})", run)
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete", "inapplicable") for rule in found[kind]}
    assert set(only or ("target-size",)) <= ran
    return [
        f"{rule['id']}: {' '.join(node['target'][0:1]) if isinstance(node['target'][0], str) else node['target']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
