"""LR, *View information in LinkedIn Recruiter*, and the gate before it."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Locator, Page, expect

from rehearsal.chapters.seed_story.export import SIX_MINUTES, TITLE, patience
from rehearsal.chapters.seed_story.people import (
    ADMIN,
    ADVANCE,
    MANAGER,
    RECRUITER,
    go,
    name_of,
    recruiter_at,
    seat_of,
    sign_in,
)
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()
APPLICATION, SCREENING = "Søknad", "Siling"  # the demo company tells LinkedIn its stages in its own language
NOTE, PRIVATE = "Knows electrolysis from the yard; three months' notice.", "Ask about the salary range before Friday."
SLOW = 150_000  # milliseconds; the whole history on a busy machine, or the longest back-off after a short absence
A_LOOK = 10_000  # milliseconds
STRENGTHS = "Runs a shift calmly and writes things down."


@rule("SEED-22", "Nothing in LinkedIn before the person has moved past Prospect", source="LR, note on In ATS",
      grade="S")  # fmt: skip
def gate(stage: Stage) -> None:
    member, product = stage.kept["member"], open_person(stage, "prospects")
    address = product.locator("#drawer header a[href^='/candidates/']").get_attribute("href") or ""
    stage.kept["candidate"] = address.strip("/").split("/")[1]  # the id that every record about the person names
    page = recruiter_at(stage, RECRUITER, member["id"])
    expect(page.get_by_role("heading", name=name_of(member))).to_be_visible()
    expect(page.locator("#mark")).to_have_count(0)
    stage.shot(page, "no mark")
    assert not sent(stage, stage.kept["candidate"]), "the prospect was on the wire"


def sent(stage: Stage, words: str) -> list[dict[str, Any]]:
    """Return what the product told LinkedIn with these words in it, be it in an address or a body."""
    own_pages = ("/recruiter", "/frames", "/messages", "/sandbox", "/rsc", "/xdoor")
    calls = stage.wire(lambda one: one["direction"] == "in" and not one["path"].startswith(own_pages))
    return [one for one in calls if words in one["path"] + one["query"] + one["request"]]


def shown(stage: Stage, member: dict[str, Any], *, seat: str = RECRUITER) -> list[dict[str, Any]]:
    """Return what Recruiter knows behind *In ATS*; empty means no mark."""
    asked = {"seat": seat_of(stage, seat), "member": member["id"]}
    answer: Any = stage.stack.control("GET", "in-ats", params=asked)
    return list(answer["in_ats"])


@rule("SEED-23", "After moving to Application the person is In ATS", source="LR, In ATS, steps 1 and 2", grade="S")
def in_ats(stage: Stage) -> None:
    page, member = open_person(stage, "prospects"), stage.kept["member"]
    stage.shot(page, "prospect")
    assert not sent(stage, stage.kept["candidate"]), "the prospect was on the wire"
    page.locator("#drawer").locator(ADVANCE).click()
    stage.eventually(lambda: shown(stage, member), "In ATS after the move", seconds=SLOW / 1000)
    assert sent(stage, stage.kept["candidate"]), "the applicant is on the wire"
    stage.shot(page, "advanced")
    expect(panel(stage)).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "in ats on hover")


def open_person(stage: Stage, tab: str = "applicants", part: str = "") -> Page:
    """Open the exported person's drawer from the job's tab, and there one of its parts, by its English name."""
    page = go(stage, sign_in(stage, RECRUITER), f"jobs/{stage.kept['job']}/{tab}/")
    page.bring_to_front()
    page.get_by_role("link", name=name_of(stage.kept["member"])).first.click()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", name=name_of(stage.kept["member"]))).to_be_visible()
    if part:
        drawer.get_by_role("link", name=say(part)).first.click()
        expect(drawer.locator("nav.tabs [aria-current=page]")).to_contain_text(say(part))
    return page


def panel(stage: Stage) -> Locator:
    """Open the profile in Recruiter and hover over *In ATS*."""
    page = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"])
    page.bring_to_front()
    page.locator("#mark").hover()
    return page.get_by_role("region", name="In ATS")


def told(stage: Stage, question: Callable[[dict[str, Any]], bool], what: str, *, seconds: float = SLOW / 1000) -> None:
    """Wait until Recruiter knows it."""
    member = stage.kept["member"]
    stage.eventually(lambda: any(map(question, shown(stage, member))), what, seconds=seconds)


def _stages(one: dict[str, Any]) -> list[str]:
    """Return the stages that Recruiter shows for the story's job."""
    return [stage["stage"] for job in one["jobs"] if job["job_name"] == TITLE for stage in job["stages"]]


@rule("SEED-24", "Jobs & Statuses", source="LR, In ATS, step 3", grade="S")
def jobs_and_statuses(stage: Stage) -> None:
    told(stage, lambda one: APPLICATION in _stages(one), "the status")
    box = panel(stage)
    expect(box.get_by_text(TITLE)).to_be_visible()
    expect(box.get_by_text(APPLICATION).first).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "jobs and statuses")


@rule("SEED-25", "Interview Feedback", source="LR, In ATS, step 3", grade="S")
def feedback(stage: Stage) -> None:
    page = open_person(stage, part="Feedback")
    drawer = page.locator("#drawer")
    drawer.locator("input[name=recommended]").first.check()
    drawer.locator("[name=strengths]").fill(STRENGTHS)
    drawer.locator("button[name=act][value=submit]").click()
    expect(drawer.get_by_text(say("recommends to continue"), exact=True)).to_be_visible()
    stage.shot(page, "handed in")
    told(stage, lambda one: STRENGTHS in str(one["feedback"]), "the feedback")
    expect(panel(stage).get_by_text(STRENGTHS)).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "feedback")


@rule("SEED-26", "Notes of the team, and no private one ever", source="LR, In ATS, step 3", grade="S")
def notes(stage: Stage) -> None:
    write_note(stage, PRIVATE, "private")
    page = write_note(stage, NOTE)
    stage.shot(page, "notes")
    told(stage, lambda one: NOTE in str(one["notes"]), "the note")
    box = panel(stage)
    expect(box.get_by_text(NOTE)).to_be_visible()
    expect(box.get_by_text(PRIVATE)).to_have_count(0)
    stage.shot(stage.kept["daniel at LinkedIn"], "notes")
    assert sent(stage, NOTE[:20]), "the team's note was on the wire"
    assert not stage.wire(lambda one: PRIVATE in str(one)), "a private note was on the wire"


def write_note(stage: Stage, text: str, visibility: str = "team") -> Page:
    """Write a note on the exported person's application."""
    page = open_person(stage, part="Notes")
    page.locator("#drawer .drawer-foot").get_by_role("button", name=say("Note")).click()
    dialog = page.locator("dialog#dialog")
    dialog.locator("textarea[name=text]").fill(text)
    dialog.locator(f"input[name=visibility][value={visibility}]").check()
    dialog.get_by_role("button", name=say("Save")).click()
    expect(page.locator("#drawer").get_by_text(text)).to_be_visible()
    return page


@rule("SEED-27", "A stage move shows in Recruiter within two seconds; who has not connected sees no job",
      source="LR, In ATS, export", grade="S")  # fmt: skip
def stage_move(stage: Stage) -> None:
    settled(stage)  # the two seconds are of a quiet day, not of the first load
    page = open_person(stage)
    advance = page.locator("#drawer").locator(ADVANCE)
    expect(advance).to_be_visible()
    moved = time.monotonic()
    advance.click()
    told(stage, lambda one: SCREENING in _stages(one), "the move")
    took = time.monotonic() - moved
    expect(panel(stage).get_by_text(SCREENING).first).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "screening")
    other = recruiter_at(stage, MANAGER, stage.kept["member"]["id"])
    with other.expect_response(lambda answer: "/jobs" in answer.url):
        other.get_by_role("combobox").fill(TITLE)
    expect(other.get_by_text("or you may not export to it")).to_be_visible()
    stage.shot(other, "not connected")
    offered: Any = stage.stack.control("GET", "jobs-offered", params={"seat": seat_of(stage, MANAGER), "q": TITLE})
    assert not [one for one in offered["jobs"] if TITLE in one["title"]], "a member who has not connected is offered it"
    assert took <= patience(), f"it took {took:.1f} s"


def status_page(stage: Stage) -> Page:
    """Open the status page as an administrator."""
    page = go(stage, sign_in(stage, ADMIN), "admin/linkedin/")
    page.bring_to_front()
    return page


def settled(stage: Stage) -> Page:
    """Wait on the status page until nothing is on its way and nothing has failed.

    A closed job of the history takes two tasks, one after the other, and one asks after each in five minutes.
    """
    page = status_page(stage)
    stage.eventually(lambda: _is_settled(stage, page), "everything is at LinkedIn", seconds=SLOW / 1000)
    return page


def _is_settled(stage: Stage, page: Page) -> bool:
    stage.stack.control("POST", "clock", json={"advance_seconds": SIX_MINUTES})
    with suppress(AssertionError):
        expect(page.locator("#li-sync")).to_contain_text(say("Everything is at LinkedIn."), timeout=A_LOOK)
        return True
    return False
