"""LR, *View information in LinkedIn Recruiter*, and the gate before it."""

from playwright.sync_api import Locator, Page, expect

from rehearsal.chapters.seed_story.people import MANAGER, RECRUITER, recruiter_at, sign_in
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
NOTE, PRIVATE = "Knows electrolysis from the yard; three months' notice.", "Ask about the salary range before Friday."
STRENGTHS = "Runs a shift calmly and writes things down."


@rule(
    "SEED-22", "Nothing in LinkedIn before the person has moved past Prospect", source="LR, note on In ATS", grade="S"
)
def gate(stage: Stage) -> None:
    page = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"])
    expect(page.locator("#mark")).to_have_count(0)
    stage.shot(page, "no mark")
    sent = stage.wire(lambda one: one["method"] == "PUT" and stage.kept["member"]["last_name"] in str(one))
    assert not sent, "the prospect was on the wire"


@rule("SEED-23", "After moving to Application the person is In ATS", source="LR, In ATS, steps 1 and 2", grade="S")
def in_ats(stage: Stage) -> None:
    page = open_person(stage)
    page.get_by_role("button", name="Advance to Application").last.click()
    page.wait_for_timeout(2500)
    stage.shot(page, "advanced")
    panel = _panel(stage)
    expect(panel).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "in ats on hover")


def open_person(stage: Stage, tab: str = "prospects") -> Page:
    """Open the exported person from the job's tab."""
    page = sign_in(stage, RECRUITER)
    page.goto(f"{stage.stack.product_url}/jobs/{stage.kept['job']}/{tab}/")
    who = f"{stage.kept['member']['first_name']} {stage.kept['member']['last_name']}"
    page.get_by_role("link", name=who).first.click()
    expect(page.get_by_text(who).first).to_be_visible()
    return page


def _panel(stage: Stage) -> Locator:
    """Hover over *In ATS*; loads the profile again until the mark is there, as a recruiter would."""
    page = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"])
    for _ in range(10):
        if page.locator("#mark").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.locator("#mark").hover()
    return page.get_by_role("region", name="In ATS")


@rule("SEED-24", "Jobs & Statuses", source="LR, In ATS, step 3", grade="S")
def jobs_and_statuses(stage: Stage) -> None:
    panel = _panel(stage)
    expect(panel.get_by_text("Hydrogen process engineer")).to_be_visible()
    expect(panel.get_by_text("Application").first).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "jobs and statuses")


@rule("SEED-25", "Interview Feedback", source="LR, In ATS, step 3", grade="S")
def feedback(stage: Stage) -> None:
    page = open_person(stage, "applicants")
    page.get_by_role("link", name="Feedback").first.click()
    page.get_by_label("Yes", exact=False).first.check()
    page.get_by_label("Strengths").fill(STRENGTHS)
    page.get_by_role("button", name="Submit").first.click()
    expect(page.get_by_text(STRENGTHS).first).to_be_visible()
    stage.shot(page, "submitted")
    page.wait_for_timeout(2000)
    expect(_panel(stage).get_by_text(STRENGTHS)).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "feedback")


@rule("SEED-26", "Notes of the team, and no private one ever", source="LR, In ATS, step 3", grade="S")
def notes(stage: Stage) -> None:
    page = open_person(stage, "applicants")
    for text, private in ((NOTE, False), (PRIVATE, True)):
        page.get_by_role("link", name="Notes").first.click()
        page.locator("textarea[name=text]").first.fill(text)
        if private:
            page.get_by_label("Only me").first.check()
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_text(text).first).to_be_visible()
    stage.shot(page, "notes")
    page.wait_for_timeout(2000)
    panel = _panel(stage)
    expect(panel.get_by_text(NOTE)).to_be_visible()
    expect(panel.get_by_text(PRIVATE)).to_have_count(0)
    stage.shot(stage.kept["daniel at LinkedIn"], "notes")
    assert not stage.wire(lambda one: PRIVATE in str(one)), "a private note was on the wire"


@rule("SEED-27", "A stage move shows in Recruiter; who has not connected sees no job", source="LR, In ATS, export",
      grade="S")  # fmt: skip
def stage_move(stage: Stage) -> None:
    page = open_person(stage, "applicants")
    page.get_by_role("button", name="Advance to Screening").last.click()
    page.wait_for_timeout(2500)
    expect(_panel(stage).get_by_text("Screening").first).to_be_visible()
    stage.shot(stage.kept["daniel at LinkedIn"], "screening")
    other = recruiter_at(stage, MANAGER, stage.kept["member"]["id"])
    stage.shot(other, "not connected")
