"""Every page: accessible in both languages, light and dark, wide and on a phone, with a picture of each."""

from pathlib import Path

import pytest
from django.conf import settings
from tiltrekk.accounts.models import User
from world import World, build

from .conftest import OpenAs, axe
from .pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLDER = Path(settings.CHECKOUT) / "build" / "screens"


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
    for width in ("wide", "phone"):
        page = open_as(user, address(world), width=width, locale="nb-NO" if language == "nb" else "en-GB")
        assert page.locator("html").get_attribute("lang") == language
        across = 1440 if width == "wide" else 390
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)
            page.locator(f"html[data-bs-theme={look}]").wait_for(state="attached")
            page.screenshot(path=FOLDER / f"{name}-{language}-{across}-{look}.png")
            problems += [f"{language} {across} {look} {line}" for line in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{across} scrolls sideways"
        page.context.close()
    assert not problems, "\n".join(problems)
