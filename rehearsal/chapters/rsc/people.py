"""Who plays in the certification, and what they do in both programs."""

import json
import time
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from rehearsal.chapters.seed_story.people import (
    BLOCKED,
    RECRUITER,
    go,
    inside,
    name_of,
    recruiter_at,
    seat_of,
    sign_in,
)
from rehearsal.stage import Stage

R1, R2 = RECRUITER, BLOCKED  # two recruiters with seats in the connected contract


def candidate_page(stage: Stage, key: str, candidate: str, part: str = "linkedin") -> Page:
    """Open a tab of a person's page as a colleague."""
    page = go(stage, sign_in(stage, key), f"candidates/{candidate}/{part}/")
    page.bring_to_front()
    return page


def widget(page: Page) -> FrameLocator:
    """LinkedIn's profile frame inside our frame document."""
    return inside(page, "iframe.li-frame")


def offers(page: Page, title: str, words: str) -> Locator:
    """Type into the export box of the open profile; return the option of a job."""
    box = page.get_by_role("combobox", name="Export to")
    with page.expect_response(lambda answer: "/jobs" in answer.url):
        box.fill(words)
    return page.get_by_role("option", name=title)


def shown(stage: Stage, key: str, member: str) -> list[dict[str, Any]]:
    """Return what Recruiter shows a colleague behind *In ATS*; empty means no mark."""
    answer: Any = stage.stack.control("GET", "in-ats", params={"seat": seat_of(stage, key), "member": member})
    return list(answer["in_ats"])


def marked_in_both_places(stage: Stage, member: dict[str, Any]) -> Page:
    """See the mark *In ATS* on Recruiter's search result, then open what is behind it on the profile."""
    page = recruiter_at(stage, R1)
    page.get_by_label("Find people").fill(name_of(member))
    page.get_by_label("Find people").press("Enter")
    expect(page.get_by_role("navigation", name="People").get_by_text("In ATS")).to_be_visible()
    stage.shot(page, "search result")
    page = recruiter_at(stage, R1, member["id"])
    page.locator("#mark").hover()
    return page


def someone(stage: Stage) -> str:
    """Return a member who is nobody's candidate, without taking them."""
    members: Any = stage.stack.control("GET", "world")["members"]
    return str(members[-1]["id"])


def press_export(page: Page, title: str) -> float:
    """Choose the job that the export box offers and press *Export*; return when (monotonic seconds)."""
    page.get_by_role("option", name=title).first.click()
    pressed = time.monotonic()
    with page.expect_navigation():
        page.get_by_role("button", name="Export", exact=True).click()
    return pressed


def application_page(stage: Stage, key: str, candidate: str) -> Page:
    """Open the drawer of a candidate's newest application."""
    question = """select a.public_id from applications_application a
        join candidates_candidate c on c.id = a.candidate_id where c.public_id = %s order by a.id desc limit 1"""
    page = go(stage, sign_in(stage, key), f"applications/{stage.stack.first.rows(question, candidate)[0][0]}/")
    page.bring_to_front()
    return page


def write_note(page: Page, text: str) -> None:
    """Write a team note on the application whose drawer is open."""
    page.locator("#drawer .drawer-foot [hx-get$='/notes/add/']").click()
    dialog = page.locator("dialog#dialog")
    dialog.locator("textarea[name=text]").fill(text)
    dialog.locator("button.btn-brand").click()
    expect(dialog).to_be_hidden()


def give_feedback(page: Page, strengths: str) -> None:
    """Hand in feedback on the application whose drawer is open."""
    drawer = page.locator("#drawer")
    drawer.locator("nav.tabs a[href$='/feedback/']").click()
    drawer.locator("input[name=recommended]").first.check()
    drawer.locator("[name=strengths]").fill(strengths)
    drawer.locator("button[name=act][value=submit]").click()
    expect(drawer.get_by_text(strengths).first).to_be_visible()


def candidate_named(stage: Stage, who: dict[str, Any]) -> str:
    """Return the id of the candidate with somebody's name."""
    question = (
        "select public_id from candidates_candidate where (given_name, surname) = (%s, %s) and deleted_at is null"
    )
    return str(stage.stack.first.rows(question, who["first_name"], who["last_name"])[0][0])


def postings(stage: Stage, job_id: str) -> list[dict[str, Any]]:
    """Return the records of a job that were sent to LinkedIn, oldest first; one call carries several jobs."""
    calls = stage.wire(lambda one: one["method"] == "POST" and one["path"].endswith("/simpleJobPostings"))
    sent = [record for call in calls for record in json.loads(call["request"])["elements"]]
    return [one for one in sent if one["externalJobPostingId"] == job_id]
