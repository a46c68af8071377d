"""The product in a real browser: a served copy, Chromium, signed-in people, the accessibility checker."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tiltrekk.accounts.models import User

WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Playwright keeps an event loop in this thread; Django would take our plain database calls for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def _chromium() -> str | None:
    return os.environ.get("TILTREKK_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for the whole run; without one the test is skipped, in CI it fails."""
    path = _chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium found; set TILTREKK_CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


OpenAs = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, live_server: Any) -> Iterator[OpenAs]:
    """Return ``open_as(user, path, width=, dark=)``: a page of the product as that person sees it (None: nobody).

    A message on the console or a script error fails the test that caused it: a policy violation shows up there.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(user: User | None, path: str, *, width: str = "wide", dark: bool = False, **options: Any) -> Page:
        across, down = WIDTHS[width]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": across, "height": down},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # no movement: pictures and contrast are of the finished page
            **options,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"url": live_server.url, **_session_cookie(user)}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    serious = [text for text in complaints if "status of 4" not in text]
    assert not serious, serious


def _session_cookie(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def axe(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """Return what the accessibility checker finds, one line for each rule and element.

    Raises AssertionError when WCAG 2.2's target-size was not among the rules run: a default run leaves it out.
    """
    source = Path(settings.NODE_MODULES) / "axe-core" / "axe.min.js"
    page.evaluate(source.read_text())
    rules = {name: {"enabled": False} for name in without}
    found = page.evaluate(
        "([tags, rules]) => axe.run(document, {runOnly: {type: 'tag', values: tags}, rules})", [AXE_TAGS, rules]
    )
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete", "inapplicable") for rule in found[kind]}
    assert "target-size" in ran
    return [
        f"{rule['id']}: {' '.join(node['target'][0:1]) if isinstance(node['target'][0], str) else node['target']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
