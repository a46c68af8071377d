"""The questions about equality on a phone and at a desk, and their figures, as people meet them."""

from datetime import date
from uuid import uuid4

import pytest
from equality_company import ask_on, switch_on
from playwright.sync_api import expect
from tiltrekk.careers import receipts
from tiltrekk.careers.models import Submission
from tiltrekk.core import clock
from tiltrekk.postings import services as postings
from tiltrekk.privacy import vault
from tiltrekk.privacy.models import Access
from tiltrekk.privacy.questions import QUESTIONS
from world import World

from .conftest import OpenAs, axe
from .test_pages import FOLDER, LOCALES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def thanks(world: World) -> str:
    switch_on()
    ask_on(world.job)
    postings.post(actor=world.users["recruiter"], job=world.job, channel="career_site")
    token = uuid4().hex
    Submission.objects.create(token=token, application=world.application, terms_accepted_at=clock.now())
    return receipts.thanks_url(world.job, token)


@pytest.mark.req("PROC-27", "A11Y-01")
@pytest.mark.parametrize(("width", "language"), [("phone", "nb"), ("wide", "en")])
def test_the_questions_are_answered_by_keyboard_and_taken_back(
    world: World, open_as: OpenAs, width: str, language: str
) -> None:
    page = open_as(None, thanks(world), width=width, locale=LOCALES[language])
    expect(page.get_by_role("group")).to_have_count(len(QUESTIONS))
    assert axe(page) == []
    page.screenshot(path=FOLDER / f"equality-questions-{language}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=gender]:checked")).to_have_value("male")
    page.get_by_role("button", name="Send").press("Enter")
    withdraw = page.get_by_role("button", name={"en": "Take my answers back", "nb": "Trekk svarene"}[language])
    expect(withdraw).to_be_visible()
    assert axe(page) == []
    page.screenshot(path=FOLDER / f"equality-answered-{language}-{width}.png")
    withdraw.click()
    expect(page.get_by_role("heading", name={"en": "deleted", "nb": "slettet"}[language])).to_be_visible()
    assert axe(page) == []


@pytest.mark.req("PROC-26", "A11Y-01")
@pytest.mark.parametrize(("width", "language"), [("phone", "nb"), ("wide", "en")])
def test_figures_are_shown_after_saying_what_for(world: World, open_as: OpenAs, width: str, language: str) -> None:
    quarter = figures(world)
    page = open_as(world.users["admin"], "/admin-center/equality/", width=width, locale=LOCALES[language])
    assert axe(page) == []
    page.locator("select[name=quarter]").select_option(quarter.isoformat())
    page.locator("input[name=purpose]").fill("Yearly report")
    page.locator("button[value=page]").click()
    expect(page.get_by_role("table").first).to_be_visible()
    assert axe(page) == []
    page.screenshot(path=FOLDER / f"equality-figures-shown-{language}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Access.objects.get(quarter=quarter, purpose="Yearly report").reader == world.users["admin"]
    page.goto(page.url + "accesses/")
    expect(page.get_by_text("Yearly report").first).to_be_attached()
    assert axe(page) == []
    page.screenshot(path=FOLDER / f"equality-accesses-shown-{language}-{width}.png")


def figures(world: World) -> date:
    """Some answers to count, in a quarter no other test has counted: what is counted stays."""
    known = vault.counted_quarters()
    quarter = next(day for year in range(1990, 2020) if (day := date(year, 1, 1)) not in known)
    genders = ["female", "male"] * 10 + ["prefer_not", ""] * 6
    for number, gender in enumerate(genders):
        name = f"{quarter} {number}"
        origin = ("white", "white", "asian", "black", "prefer_not")[number % 5]
        answers = {"gender": gender, "ethnicity": origin, "disability": "", "veteran": "", "military": ""}
        vault.hand_in(application=name, submission=name, job=world.job.pk, quarter=quarter, answers=answers)
    some = [f"{quarter} {number}" for number in range(26)]
    vault.count_quarter(quarter, interviewed=some, offered=some[:3])
    return quarter
