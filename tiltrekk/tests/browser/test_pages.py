"""Every page: accessible in both languages, light and dark, wide and on a phone, with a picture of each."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from tiltrekk.accounts.models import User
from world import World, build

from .conftest import OpenAs, axe
from .pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLDER = Path(settings.CHECKOUT) / "build" / "screens"
LOOKS = [("wide", False), ("wide", True), ("phone", False), ("phone", True)]


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.req("A11Y-01", "A11Y-02")
@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_accessible_and_has_its_picture_taken(name: str, language: str, world: World, open_as: OpenAs) -> None:
    who, address = PAGES[name]
    user = world.users.get(who)
    if user:
        User.objects.filter(pk=user.pk).update(language=language)
    FOLDER.mkdir(parents=True, exist_ok=True)
    problems = []
    for width, dark in LOOKS:
        page = open_as(user, address(world), width=width, dark=dark, locale="nb-NO" if language == "nb" else "en-GB")
        page.wait_for_load_state("networkidle") if not page.locator("[data-live-url]").count() else None
        look = f"{name}-{language}-{1440 if width == 'wide' else 390}-{'dark' if dark else 'light'}"
        page.screenshot(path=FOLDER / f"{look}.png", full_page=bool(os.environ.get("FULL_PAGE")))
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), f"{look} scrolls sideways"
        problems += [f"{look} {line}" for line in axe(page)]
        page.context.close()
    assert not problems, "\n".join(problems)
