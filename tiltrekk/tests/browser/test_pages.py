"""Every page: accessible in both languages, light and dark, wide and on a phone, with a picture of each.

The pages are only looked at, so all tests share one world, one server and the visitors' browsers.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tiltrekk.accounts.models import User
from world import World, build

from .conftest import House, axe
from .pages import PAGES, prepare

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FOLDER = Path(settings.CHECKOUT) / "build" / "screens"
LOCALES = {"en": "en-GB", "nb": "nb-NO"}
NARROWEST = 320


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    del django_db_setup
    with django_db_blocker.unblock():
        made = build()
        prepare(made)
        User.objects.update(language="")  # as the browser asks
        yield made
        _end_other_sessions()
        call_command("flush", verbosity=0, interactive=False)
        connections.close_all()


def _end_other_sessions() -> None:
    """A page that was closed while it asked for news leaves its answer's session behind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def house(world: World, browser: Browser) -> Iterator[House]:
    server = LiveServer("localhost")
    made = House(browser, server.url)
    for user in world.users.values():
        made.sign_in(user)  # here, because what a test writes itself is never committed
    yield made
    made.leave()
    server.stop()


@pytest.mark.req("A11Y-01", "A11Y-02")
@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_accessible_and_has_its_picture_taken(name: str, language: str, world: World, house: House) -> None:
    who, address = PAGES[name]
    user = world.users.get(who)
    problems = []
    with house.quietly():
        for width in ("wide", "phone"):
            page = house.enter(user, address(world), width=width, locale=LOCALES[language])
            assert page.locator("html").get_attribute("lang") == language
            problems += [f"{language} {width} {line}" for line in _look_at(page, f"{name}-{language}-{width}")]
            page.close()
    assert not problems, "\n".join(problems)


def _look_at(page: Page, picture: str) -> list[str]:
    """Return what is wrong: everything in the light, contrast in the dark, width on the narrowest phone."""
    page.screenshot(path=FOLDER / f"{picture}-light.png")
    problems = axe(page)
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-bs-theme=dark]").wait_for(state="attached")
    page.screenshot(path=FOLDER / f"{picture}-dark.png")
    problems += [f"dark {line}" for line in axe(page, only=("color-contrast",))]
    if "phone" in picture:
        page.set_viewport_size({"width": NARROWEST, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append("scrolls sideways")
    return problems
