"""What the pages do in a real browser: the In ATS mark, the job box by keyboard, the live ledger, narrow screens."""

from collections.abc import Callable, Iterator

import pytest
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.state import ledger
from playwright.sync_api import BrowserType, Page, expect

from .conftest import Company

pytestmark = [pytest.mark.browser, pytest.mark.process]
Open = Callable[..., Page]


@pytest.fixture
def open_page(running: tuple[str, Company], chromium: BrowserType) -> Iterator[Open]:
    """Opens a path as a member; an error in the console fails the test."""
    browser = chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    errors: list[str] = []

    def open_page(path: str, member: str, width: int = 1440) -> Page:
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{running[0]}/login")
        page.locator(f"button[value={member}]").click()
        page.goto(f"{running[0]}{path}")
        return page

    yield open_page
    browser.close()
    assert errors == []


@pytest.mark.req("LI-32")
def test_the_mark_opens_on_hover_focus_and_click_and_closes_on_escape(open_page: Open) -> None:
    page = open_page("/recruiter/solveig", "astrid")
    mark, panel = page.locator("#mark"), page.locator("#in-ats")
    expect(panel).to_be_hidden()

    mark.hover()
    expect(panel).to_be_visible()
    page.mouse.move(5, 400)
    expect(panel).to_be_hidden()

    mark.focus()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()

    mark.click()
    page.mouse.move(5, 400)
    page.wait_for_timeout(400)
    expect(panel).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "true")
    for head in ("Jobs & Statuses", "Interview Feedback", "Notes"):
        expect(panel.get_by_role("heading", name=head)).to_be_visible()


@pytest.mark.req("LI-28")
def test_a_job_is_found_and_exported_with_the_keyboard(open_page: Open, running: tuple[str, Company]) -> None:
    page = open_page("/recruiter/marte", "astrid")
    box = page.get_by_role("combobox", name="Export to")
    expect(page.get_by_role("button", name="Export")).to_be_disabled()

    box.press_sequentially("engineer")
    expect(page.get_by_role("option")).to_have_count(3)
    box.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    box.fill("1051")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Enter")
    page.get_by_label("E-mail to send along").fill("marte@example.org")
    page.get_by_role("button", name="Export").click()

    expect(page.get_by_role("status").filter(has_text="was exported to Test engineer")).to_be_visible()
    (done,) = exports.exports_of(running[1].state, "marte")
    assert (done["external_id"], done["email"]) == ("N1-1051", "marte@example.org")


def test_change_ats_leads_to_the_other_makers_jobs(open_page: Open) -> None:
    page = open_page("/recruiter/marte", "astrid")

    page.get_by_role("button", name="Change ATS").click()
    page.get_by_role("radio", name="Harbourline Hiring").check()
    page.get_by_role("button", name="Use this ATS").click()
    page.get_by_role("combobox", name="Export to").fill("deck")

    expect(page.get_by_role("option", name="Deck engineer")).to_be_visible()


def test_the_ledger_grows_and_a_row_opens_in_place(open_page: Open, running: tuple[str, Company]) -> None:
    page = open_page("/", "kari")
    state = running[1].state
    note = ledger.Note("broken", "start is missing", "15.1")
    ledger.record(state, ledger.Entry(method="GET", path="/v2/liveOne", status=400, notes=[note]))

    row = page.locator(".entry", has_text="/v2/liveOne")
    expect(row).to_be_visible()
    row.locator("a.trow").click()
    expect(row.get_by_text("start is missing")).to_be_visible()
    expect(row.locator("a.trow")).to_have_attribute("aria-expanded", "true")

    page.get_by_role("button", name="Pause").click()
    ledger.record(state, ledger.Entry(method="GET", path="/v2/laterOne", status=200))
    page.wait_for_timeout(1500)
    expect(page.locator(".entry", has_text="/v2/laterOne")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/", "/recruiter/solveig", "/admin/ats", "/jobs", "/company/90210", "/frames", "/world", "/login"]
)
def test_a_narrow_screen_needs_no_scrolling_sideways(open_page: Open, path: str) -> None:
    page = open_page(path, "kari", width=390)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
