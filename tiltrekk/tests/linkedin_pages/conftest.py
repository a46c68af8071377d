"""A product beside a LinkedIn sandbox on another host, and people with browsers of their own."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from answered import wait_until_answered
from django.conf import settings as configuration
from django.test import Client
from factories import UserFactory
from linkedin_fixtures import hilde, job, ragna, sandbox, sandbox_program
from linkedin_rows import URN, connected_row, signed_in
from playwright.sync_api import BrowserContext, Page, Playwright
from sandbox_process import Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Access, CompanyPage, Connection, Level, LevelState

# Playwright keeps an event loop in this thread; Django would take our plain database calls for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
__all__ = ["hilde", "job", "ragna", "sandbox", "sandbox_program"]
ALLOWED, BLOCKED = 0, 1  # third-party cookies, as Chromium's preference counts them


@pytest.fixture
def product(live_server: Any, settings: Any, sandbox: Sandbox) -> str:
    """The address of the served product, under another host name than the sandbox."""
    settings.PUBLIC_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory.create(name="Anna Administrator", roles=["admin", "recruiter"])


@dataclass(frozen=True)
class House:
    """The served product, LinkedIn, and who works there."""

    sandbox: Sandbox
    admin: User
    ragna: User
    job: Job


@pytest.fixture
def house(product: str, sandbox: Sandbox, admin: User, ragna: User, job: Job) -> House:
    del product
    return House(sandbox, admin, ragna, job)


Browse = Callable[..., Page]


@pytest.fixture
def browse(playwright: Playwright, chromium: str, tmp_path: Path, live_server: Any) -> Iterator[Browse]:
    """Return ``browse(user, cookies=ALLOWED)``: that person's own browser profile, signed in to the product."""
    contexts: list[BrowserContext] = []

    def open_browser(user: User | None, *, cookies: int = ALLOWED, **options: Any) -> Page:
        profile = tmp_path / f"profile{len(contexts)}"
        (profile / "Default").mkdir(parents=True)
        blocked = {"cookie_controls_mode": cookies, "block_third_party_cookies": cookies == BLOCKED}
        (profile / "Default" / "Preferences").write_text(json.dumps({"profile": blocked}))
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run"],
            base_url=live_server.url,
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if user is not None:
            context.add_cookies(
                [{"url": live_server.url, "name": configuration.SESSION_COOKIE_NAME, "value": session(user)}]
            )
        return context.pages[0]

    yield open_browser
    for context in contexts:
        context.close()
    wait_until_answered()


def session(user: User) -> str:
    """Return the value of a cookie that signs this person in."""
    client = Client()
    client.force_login(user)
    return str(client.cookies[configuration.SESSION_COOKIE_NAME].value)


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def problems(page: Page) -> list[str]:
    """What the accessibility checker finds on our page; LinkedIn's frames are LinkedIn's."""
    page.evaluate((Path(configuration.NODE_MODULES) / "axe-core" / "axe.min.js").read_text())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "iframes": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]


Shot = Callable[[Page, str], None]


@pytest.fixture
def shot() -> Shot:
    """Keep a picture under build/screens, wide and on a phone, light and dark."""
    folder = Path(os.environ.get("LINKEDIN_SHOTS") or Path(configuration.CHECKOUT) / "build" / "screens" / "linkedin")

    def keep(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width, height in ((1440, 900), (390, 844)):
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_timeout(250)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{name} at {width}"
            assert not problems(page), f"{name} {scheme}"
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})

    return keep


@pytest.fixture
def as_admin(admin: User) -> Client:
    return signed_in(admin)


@pytest.fixture
def connection(tmp_path: Path, settings: Any) -> Connection:
    """Connected, company level on."""
    settings.DATA_DIR = tmp_path
    CompanyPage.objects.create(name="Fjordtech", company_id="90210")
    level = {"context": URN, "organization": URN, "state": LevelState.ENABLED, "requested_at": clock.now()}
    Level.objects.create(access=Access.COMPANY, **level)
    return connected_row()
