"""People on a job: the drawer, the board by mouse and by keyboard, moves undone and refused, arrivals."""

import re

import pytest
from factories import CandidateFactory
from playwright.sync_api import Locator, Page, expect
from tiltrekk.applications.models import Application
from tiltrekk.applications.services import adding
from tiltrekk.jobs.models import Job
from world import World

from .conftest import OpenAs, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _board(world: World, open_as: OpenAs, who: str = "recruiter") -> Page:
    return open_as(world.users[who], f"/jobs/{world.job.public_id}/applicants/")


def _column(page: Page, label: str) -> Locator:
    return page.locator(f'[data-column][data-label="{label}"]')


def _card(page: Page, name: str) -> Locator:
    return page.locator(f'[data-card][data-name="{name}"]')


def _stage_of(application: Application) -> str:
    application.refresh_from_db()
    return str(application.stage.kind)


def test_drawer_has_an_address_of_its_own_and_back_closes_it(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as)
    board = page.url
    page.get_by_role("link", name="Sunniva Berge").click()
    expect(page.locator("#drawer").get_by_role("heading", name="Sunniva Berge")).to_be_visible()
    expect(page).to_have_url(re.compile(f"/applications/{world.application.public_id}/$"))
    page.go_back()
    expect(page).to_have_url(board)
    expect(page.locator("#drawer")).to_be_hidden()
    expect(_card(page, "Sunniva Berge")).to_be_visible()


def test_drawer_opened_by_its_address_stands_over_the_board_and_closes_to_it(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/")
    expect(page.locator("#drawer").get_by_role("heading", name="Sunniva Berge")).to_be_visible()
    expect(_card(page, "Sunniva Berge")).to_have_attribute("aria-current", "")
    expect(page.locator(".page-head .tab[aria-current]")).to_contain_text("Applicants")
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/applicants/$"))


def test_next_and_previous_walk_the_stage(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.others[0].public_id}/")
    heading = page.locator("#drawer h2").first
    seen = set()
    while page.locator("#drawer [data-step=previous]").count():
        before = heading.inner_text()
        page.keyboard.press("k")
        expect(heading).not_to_have_text(before)
    for _ in range(3):
        seen.add(name := heading.inner_text())
        if page.locator("#drawer [data-step=next]").count():
            page.keyboard.press("j")
            expect(heading).not_to_have_text(name)
    assert seen == {"Håkon Sletten", "Maja Ellingsen", "Rahul Menon"}


def test_columns_without_room_fold_beside_the_drawer_and_unfold_when_asked(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/")
    folded = page.locator(".board-column.is-folded")
    expect(folded.first).to_be_visible()
    assert _column(page, "Screening").evaluate("column => !column.classList.contains('is-folded')")
    label = str(folded.last.get_attribute("data-label"))
    folded.last.locator("[data-unfold]").click()
    expect(_column(page, label)).not_to_have_class(re.compile("is-folded"))
    page.locator("[data-drawer-close]").click()
    expect(folded).to_have_count(0)


def test_advanced_by_key_and_undone_by_the_toast(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/")
    page.keyboard.press("a")
    toast = page.locator("#toasts .toast").filter(has_text="Sunniva Berge")
    expect(toast).to_be_visible()
    assert _stage_of(world.application) == "interview"
    expect(_column(page, "Interview").locator('[data-name="Sunniva Berge"]')).to_be_visible()
    toast.get_by_role("button", name="Undo").click()
    expect(_column(page, "Screening").locator('[data-name="Sunniva Berge"]')).to_be_visible()
    assert _stage_of(world.application) == "screening"


@pytest.mark.parametrize(("key", "title"), [("r", "Reject Sunniva Berge"), ("n", "Note"), ("?", "Keys")])
def test_keys_open_dialogs_and_escape_closes_them(key: str, title: str, world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/applications/{world.application.public_id}/")
    page.keyboard.press(key)
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_role("heading", name=title)).to_be_visible()
    assert page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#drawer h2").first).to_have_text("Sunniva Berge")


@pytest.mark.req("A11Y-06")
def test_card_is_dragged_to_another_stage(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as)
    _card(page, "Sunniva Berge").drag_to(_column(page, "Interview").locator("[data-cards]"))
    expect(page.locator("#toasts .toast").filter(has_text="Sunniva Berge")).to_be_visible()
    expect(_column(page, "Interview").locator('[data-name="Sunniva Berge"]')).to_be_visible()
    assert _stage_of(world.application) == "interview"


@pytest.mark.req("A11Y-06")
def test_card_is_moved_without_a_mouse(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as)
    _card(page, "Sunniva Berge").get_by_role("link").focus()
    page.keyboard.press("m")
    page.locator("#stage-menu").get_by_role("button", name="Offer").press("Enter")
    expect(_column(page, "Offer").locator('[data-name="Sunniva Berge"]')).to_be_visible()
    expect(page.locator("#toasts .toast").filter(has_text="Sunniva Berge")).to_be_visible()
    assert _stage_of(world.application) == "offer"


def test_arrow_keys_walk_the_cards(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as)
    _card(page, "Sunniva Berge").get_by_role("link").focus()
    page.keyboard.press("ArrowRight")
    expect(_card(page, "Jonas Tveit").get_by_role("link")).to_be_focused()


def test_refused_move_is_taken_back_with_its_reason(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as)
    Job.objects.filter(pk=world.job.pk).update(status="closed", closed_at=world.job.created_at)
    _card(page, "Sunniva Berge").drag_to(_column(page, "Interview").locator("[data-cards]"))
    expect(page.locator("#toasts .toast").first).to_be_visible()
    expect(_column(page, "Screening").locator('[data-name="Sunniva Berge"]')).to_be_visible()
    assert _stage_of(world.application) == "screening"


def test_hiring_manager_is_told_that_moving_back_is_not_theirs(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as, "manager")
    _card(page, "Sunniva Berge").get_by_role("link").focus()
    page.keyboard.press("m")
    page.locator("#stage-menu").get_by_role("button", name="Application").click()
    expect(page.locator("#toasts")).to_contain_text("Only a recruiter moves people back.")
    expect(_column(page, "Screening").locator('[data-name="Sunniva Berge"]')).to_be_visible()


@pytest.mark.req("A11Y-09")
def test_arrival_shows_on_the_open_prospects_tab_and_is_announced(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/prospects/")
    expect(page.get_by_role("link", name="Thea Brekke")).to_be_visible()
    count = page.locator("#tab-count-prospects")
    before = int(count.inner_text())
    page.evaluate("window.sameDocument = true")
    person = CandidateFactory(given_name="Runa", surname="Fagerli")
    adding.add_prospect(actor=world.users["recruiter"], job=world.job, candidate=person, source="linkedin")
    expect(page.locator("#prospects").get_by_role("link", name="Runa Fagerli")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Runa Fagerli arrived from LinkedIn")).to_be_visible()
    expect(count).to_have_text(str(before + 1))
    assert page.evaluate("window.sameDocument")


def test_a_move_on_the_board_by_somebody_else_renews_the_tabs_count(world: World, open_as: OpenAs) -> None:
    page = _board(world, open_as, "recruiter")
    count = page.locator("#tab-count-applicants")
    before = int(count.inner_text())
    adding.add_applicant(actor=world.users["recruiter"], job=world.job, candidate=CandidateFactory())
    expect(count).to_have_text(str(before + 1))


def test_bell_is_there_also_when_nothing_waits(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["nobody"], "/")
    page.get_by_label("Notices: nothing waits for you").click()
    expect(page.locator("#notices").get_by_text("Nothing waits for you")).to_be_visible()


def test_bell_opens_by_keyboard_and_leads_to_what_waits(world: World, open_as: OpenAs) -> None:
    person = CandidateFactory(given_name="Runa", surname="Fagerli")
    adding.add_prospect(actor=None, job=world.job, candidate=person, source="linkedin", by="linkedin")
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/details/")
    bell = page.locator("#notices summary")
    expect(bell).to_have_accessible_name(re.compile(r"Notices: \d+ things? waits? for you"))
    bell.focus()
    page.keyboard.press("Enter")
    entry = page.locator("#notices").get_by_role("link", name="New prospects")
    expect(entry).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(bell).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    entry.press("Enter")
    expect(page.get_by_role("heading", name="Waiting for me")).to_be_visible()
    assert "waiting=prospects" in page.url


def test_phone_shows_one_stage_and_advances_with_the_arrow(world: World, open_as: OpenAs) -> None:
    page = open_as(world.users["recruiter"], f"/jobs/{world.job.public_id}/applicants/", width="phone")
    page.locator("[data-show-stage]").filter(has_text="Screening").click()
    expect(page.locator(".board-column:visible")).to_have_count(1)
    _card(page, "Sunniva Berge").locator(".card-advance").click()
    expect(_card(page, "Sunniva Berge")).to_be_hidden()
    expect(page.locator("#toasts .toast").filter(has_text="Sunniva Berge")).to_be_visible()
    assert _stage_of(world.application) == "interview"
