"""AL, *Configure job posting to LinkedIn*: company, feed, limited listings."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from demo.company.jobs import COMPANY, COMPANY_ID
from rehearsal.chapters.seed_story.people import ADMIN, RECRUITER, go, sign_in, tab
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import either, say

RULES, rule = chapter()
JOB = "Data analyst, grid and markets"
HOUR = 3600
POST_NOW = "a[href$='/postings/linkedin/post/']"
DIGITS = "The company ID has digits only, for example 90210."


@rule("SEED-1", "Settings (gear) › Admin center", source="AL, job posting, step 1", grade="F")
def gear(stage: Stage) -> None:
    page = sign_in(stage, ADMIN)
    page.get_by_label(say("Settings")).first.click()
    stage.shot(page, "settings menu")
    page.get_by_role("link", name=say("Admin center")).first.click()
    expect(page.get_by_role("navigation", name=say("Admin center"))).to_be_visible()
    stage.shot(page, "admin center")


@rule("SEED-2", "The LinkedIn integration tab", source="AL, job posting, step 2", grade="F")
def linkedin_tab(stage: Stage) -> None:
    page = stage.person(ADMIN)
    page.get_by_role("navigation", name=say("Admin center")).get_by_role("link", name="LinkedIn").click()
    expect(page.get_by_role("heading", name=say("LinkedIn integration"))).to_be_visible()
    stage.shot(page, "linkedin integration")


@rule("SEED-3", "Company name and company ID, digits only", source="AL, job posting, step 3", grade="F")
def company(stage: Stage) -> None:
    page = stage.person(ADMIN)
    save_company(page, f"urn:{COMPANY_ID}")
    expect(_company(page).get_by_text(say(DIGITS)).first).to_be_visible()
    expect(_company(page).get_by_role("textbox").first).to_have_value(COMPANY)  # nothing typed is lost
    stage.shot(page, "digits only")


def _company(page: Page) -> Locator:
    return page.locator("section[aria-labelledby=li-company]")


def save_company(page: Page, number: str) -> None:
    """Fill the card of the company page, which is open as long as nothing is known, and save it."""
    _company(page).locator("[name=name]").fill(COMPANY)
    _company(page).locator("[name=company_id]").fill(number)
    _company(page).get_by_role("button", name=say("Save")).click()


@rule("SEED-4", "Save; the name is compared with the company page", source="AL, job posting, steps 3 and 4", grade="S")
def save(stage: Stage) -> None:
    page = stage.person(ADMIN)
    save_company(page, COMPANY_ID)
    expect(_company(page).get_by_text(COMPANY_ID)).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name=say("Compare with the page on LinkedIn")).click()
    expect(opened.value.get_by_role("heading", name=COMPANY)).to_be_visible()
    stage.shot(opened.value, "company page")
    opened.value.close()
    stage.shot(page, "saved")


@rule("SEED-5", "A job is posted with Post Now and submitted in the feed", source="AL, job posting", grade="S")
def post_now(stage: Stage) -> None:
    page = _postings(stage)
    post(stage, page)
    expect(_tile(page).get_by_text(either("Submitted", exact=True))).to_be_visible()
    stage.shot(page, "submitted")


def post(stage: Stage, page: Page) -> None:
    """Press *Post Now* and confirm, on the tab *Postings* that is open."""
    _tile(page).locator(POST_NOW).click()
    confirm = page.get_by_role("dialog").get_by_role("button", name=say("Confirm"))
    expect(confirm).to_be_visible()
    stage.shot(page, "dialog")
    confirm.click()
    expect(_tile(page).locator(POST_NOW)).to_have_count(0)


def _postings(stage: Stage) -> Page:
    page = go(stage, sign_in(stage, RECRUITER), "jobs/")
    page.get_by_role("link", name=JOB).first.click()
    tab(page, "Postings")
    expect(_tile(page)).to_be_visible()
    return page


def _tile(page: Page) -> Locator:
    return page.locator("#channel-linkedin")


@rule("SEED-6", "LinkedIn reads the feed; the listing shows in search and under all jobs, not in the Careers panel",
      source="AL, introduction and job posting", grade="S")  # fmt: skip
def fetched(stage: Stage) -> None:
    stage.stack.control("POST", "feed/read", json={})
    page = _postings(stage)
    expect(_tile(page).get_by_text(say("Fetched"), exact=True)).to_be_visible()
    stage.shot(page, "fetched")
    search = stage.tab(RECRUITER)
    search.goto(f"{stage.stack.sandbox_url}/jobs?q=analyst")
    expect(search.get_by_text(JOB).first).to_be_visible()
    stage.shot(search, "job search")
    search.goto(f"{stage.stack.sandbox_url}/company/{COMPANY_ID}")
    expect(search.get_by_role("region", name="All jobs").get_by_text(JOB)).to_be_visible()
    expect(search.get_by_role("region", name="Careers panel").get_by_role("link", name=JOB)).to_have_count(0)
    stage.shot(search, "company page")
    search.close()
    listed = [one for one in _listings(stage) if one["title"] == JOB]
    assert len(listed) == 1, f"one limited listing, not {listed}"
    assert not listed[0]["careers"], "a limited listing is not in the Careers panel"


def _listings(stage: Stage) -> list[dict[str, Any]]:
    found: Any = stage.stack.control("GET", "listings", params={"company": COMPANY_ID})
    return list(found["listings"])


@rule("SEED-7", "Within 48 hours the job is posted", source="AL, job posting", grade="S")
def posted(stage: Stage) -> None:
    stage.stack.control("POST", "clock", json={"advance_seconds": 49 * HOUR})
    stage.stack.control("POST", "feed/read", json={})
    page = _postings(stage)
    expect(_tile(page).get_by_text(say("Posted"), exact=True)).to_be_visible()
    stage.shot(page, "posted")
    kept = [one for one in stage.wire(lambda one: "feed" in one["path"]) if one["judgement"] == "broken"]
    assert not kept, f"the feed broke a rule: {kept[0]['notes']}"
