"""LR, *View LinkedIn candidates*: the LinkedIn tab, its actions, the matching rules."""

from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from rehearsal.chapters.seed_story.export import TITLE
from rehearsal.chapters.seed_story.in_ats import open_person
from rehearsal.chapters.seed_story.people import (
    BLOCKED,
    MANAGER,
    MANAGER_SEAT,
    NO_SEAT,
    RECRUITER,
    go,
    inside,
    member_of,
    name_of,
    recruiter_at,
    sign_in,
    sign_in_at_linkedin,
)
from rehearsal.rules import chapter
from rehearsal.stage import BLOCK_THIRD_PARTY, Stage
from rehearsal.words import say

RULES, rule = chapter()
ALONE, TOGETHER = "Only for me: wants to move in spring.", "Met at the hydrogen day, good impression."
SUBJECT, BODY = "Our hydrogen pilot", "Would you like to hear more? This text stays at LinkedIn."
SECOND_BODY = "We could talk on Thursday about the electrolysers."
REASON = "Too far from Bergen this year."
MANAGER_SEAT_JOB, NO_SEAT_JOB = "Produktdesigner", "Marin konstruktør"
HALF_AN_HOUR = 31 * 60


def linkedin_page(stage: Stage, key: str = RECRUITER, candidate: str = "") -> Page:
    """Open a person's LinkedIn tab as a colleague; the exported person's if none is named."""
    page = go(stage, sign_in(stage, key), f"candidates/{candidate or stage.kept['candidate']}/linkedin/")
    page.bring_to_front()
    return page


def widget(page: Page) -> FrameLocator:
    """LinkedIn's profile frame inside our frame document."""
    return inside(page, "iframe.li-frame")


@rule("SEED-28", "From Jobs, select the person, then the LinkedIn tab", source="LR, view, steps 1 and 2", grade="S")
def linkedin_tab(stage: Stage) -> None:
    page = open_person(stage)
    page.locator("#drawer header").get_by_role("link", name=say("Open the candidate’s page")).click()
    page.locator(".page-head nav.tabs").get_by_role("link", name="LinkedIn").click()
    expect(widget(page).get_by_role("heading", name=name_of(stage.kept["member"]))).to_be_visible()
    expect(widget(page).get_by_role("button", name="Send InMail")).to_be_visible()
    stage.shot(page, "profile with a recruiter seat")


@rule("SEED-29", "Matched: the profile shows, and can be unlinked", source="LR, matching rule 1", grade="S")
def matched(stage: Stage) -> None:
    member = stage.kept["member"]
    page = go(stage, sign_in(stage, RECRUITER), f"candidates/{stage.kept['candidate']}/change/")
    page.locator("[name=emails]").fill(f"{member['id']}@home.example")  # another one than LinkedIn knows
    page.get_by_role("button", name=say("Save"), exact=True).click()
    page = linkedin_page(stage)
    expect(page.get_by_text(say("Linked to %(name)s on LinkedIn", name=name_of(member)))).to_be_visible()
    frame = widget(page)
    expect(frame.get_by_role("heading", name=name_of(member))).to_be_visible()
    stage.shot(page, "linked")
    frame.get_by_role("button", name="Unlink", exact=True).click()
    frame.get_by_role("button", name="Yes, unlink").click()
    expect(page.get_by_text(say("Not matched with a LinkedIn profile"))).to_be_visible()
    stage.eventually(lambda: "manualMatchedMember" not in _stored(stage), "the link is taken back at LinkedIn")
    stage.shot(page, "unlinked")


def _stored(stage: Stage) -> str:
    """Return what LinkedIn holds of the exported person."""
    records: Any = stage.stack.control("GET", "store", params={"resource": "atsCandidates"})["records"]
    return str([one for one in records if stage.kept["candidate"] in str(one)])


@rule("SEED-30", "Not agreeing: a list of possible people; choose and link", source="LR, matching rule 2", grade="S")
def possible(stage: Stage) -> None:
    page, who = linkedin_page(stage), name_of(stage.kept["member"])
    frame = widget(page)
    expect(frame.get_by_role("heading", name=f"Which of these is {who}?")).to_be_visible()
    stage.shot(page, "possible people")
    frame.get_by_role("button", name=f"Link {who}").click()
    expect(page.get_by_text(say("Linked to %(name)s on LinkedIn", name=who))).to_be_visible()
    stage.eventually(lambda: "manualMatchedMember" in _stored(stage), "the link is at LinkedIn")
    stage.shot(page, "linked")


@rule("SEED-31", "No good match: it says so", source="LR, matching rule 3", grade="S")
def no_match(stage: Stage) -> None:
    nobody = _not_at_linkedin(stage)
    page = linkedin_page(stage, candidate=nobody["atsCandidateId"])
    frame = widget(page)
    expect(frame.get_by_role("heading", name="No match for")).to_be_visible()
    stage.shot(page, "no match")
    frame.get_by_label("Name or profile link").fill("Nobody Whatsoever")
    frame.get_by_role("button", name="Search").click()
    expect(frame.get_by_role("heading", name="No match for Nobody Whatsoever")).to_be_visible()
    stage.shot(page, "searched by hand")


def _not_at_linkedin(stage: Stage) -> dict[str, Any]:
    """Return a synced candidate who has no account at LinkedIn, as LinkedIn holds them."""
    members: Any = stage.stack.control("GET", "world")["members"]
    known = {name_of(one) for one in members}
    records: Any = stage.stack.control("GET", "store", params={"resource": "atsCandidates"})["records"]
    bodies = [{"atsCandidateId": one["key"]} | one["body"] for one in records]
    return next(one for one in bodies if f"{one['firstName']} {one['lastName']}" not in known)


@rule("SEED-32", "Recruiting activities: notes private by default, InMail activity, rejections",
      source="LR, view, Recruiting activities", grade="S")  # fmt: skip
def activities(stage: Stage) -> None:
    recruiter, member = recruiter_at(stage, RECRUITER, stage.kept["member"]["id"]), stage.kept["member"]
    expect(recruiter.get_by_label("Private", exact=True)).to_be_checked()
    recruiter.get_by_label("Write a note").fill(ALONE)
    recruiter.get_by_role("button", name="Save note").click()
    expect(recruiter.get_by_text(ALONE)).to_be_visible()
    recruiter.get_by_label("Write a note").fill(TOGETHER)
    recruiter.get_by_text("Public", exact=True).first.click()
    recruiter.get_by_role("button", name="Save note").click()
    expect(recruiter.get_by_text(TOGETHER)).to_be_visible()
    write_inmail(recruiter, SUBJECT, BODY)
    recruiter.get_by_text("Rejection", exact=True).click()
    recruiter.get_by_label("Reason, seen only by you").fill(REASON)
    recruiter.get_by_role("button", name=f"Reject {name_of(member)}").click()
    page = linkedin_page(stage)
    frame = widget(page)
    frame.get_by_role("link", name="Recruiting activities").click()
    for text in (ALONE, TOGETHER, REASON):
        expect(frame.get_by_text(text).first).to_be_visible()
    expect(frame.get_by_text("Private, only you").first).to_be_visible()
    stage.shot(page, "linkedin's own tab")


def write_inmail(recruiter: Page, subject: str, body: str) -> None:
    """Send an InMail from the open profile in Recruiter."""
    recruiter.locator("details#inmail summary").click()
    recruiter.get_by_label("Subject").fill(subject)
    recruiter.locator("details#inmail textarea").fill(body)
    with recruiter.expect_navigation():
        recruiter.get_by_role("button", name="Send InMail").click()


@rule("SEED-33", "Our own list: InMail date, direction, colleague; public notes; no text, no private note",
      source="LR, view, Recruiting activities", grade="S")  # fmt: skip
def own_list(stage: Stage) -> None:
    page = linkedin_page(stage)
    stage.stack.control("POST", "clock", json={"advance_seconds": HALF_AN_HOUR})
    region = page.locator("#li-activities")
    expect(region.get_by_text(say("InMail sent")).first).to_be_visible()
    expect(region.get_by_text(TOGETHER)).to_be_visible()
    stage.shot(page, "our list")
    kept = stage.stack.dump()
    assert TOGETHER in kept, "the public note is kept"
    for text in (ALONE, SUBJECT, BODY, REASON):
        assert text not in page.content(), f"on our page: {text}"
        assert text not in kept, f"in our database: {text}"


@rule("SEED-34", "Send InMail without leaving; the text never reaches our database", source="LR, view, actions",
      grade="S")  # fmt: skip
def send_inmail(stage: Stage) -> None:
    page = linkedin_page(stage)
    frame = widget(page)
    frame.get_by_role("button", name="Send InMail").click()
    frame.get_by_label("Subject").fill("A second thought")
    frame.get_by_label("Message to").fill(SECOND_BODY)
    stage.shot(page, "inmail")
    frame.get_by_role("button", name="Send to").click()
    expect(frame.get_by_text("You wrote")).to_have_count(2)
    stage.shot(page, "sent")
    messages = stage.stack.control("GET", "store", params={"resource": "messages"})
    assert SECOND_BODY in str(messages), "LinkedIn has the InMail"
    assert SECOND_BODY not in stage.stack.dump(), "the InMail's text is in our database"


@rule("SEED-35", "Save to a job without leaving", source="LR, view, actions", grade="S")
def save_to_a_job(stage: Stage) -> None:
    page = linkedin_page(stage)
    frame = widget(page)
    frame.get_by_role("button", name="Save to a job").click()
    job = frame.get_by_label("Job in Recruiter")
    job.select_option(label=f"{stage.kept['job id']} {TITLE}")
    stage.shot(page, "save to a job")
    frame.get_by_role("button", name=f"Save {stage.kept['member']['first_name']}").click()
    expect(frame.get_by_text(f"saved {stage.kept['member']['first_name']} to")).to_be_visible()
    stage.shot(page, "saved")


@rule("SEED-36", "Without a Recruiter seat: signed out the name only, signed in a word about the seat",
      source="LR, view, seats", grade="S")  # fmt: skip
def no_seat(stage: Stage) -> None:
    page = linkedin_page(stage, MANAGER)
    page.context.clear_cookies(domain="127.0.0.1")
    page.reload()
    expect(widget(page).get_by_role("heading", name=name_of(stage.kept["member"]))).to_be_visible()
    expect(widget(page).get_by_role("link", name="Sign in")).to_be_visible()
    expect(widget(page).get_by_role("button", name="Send InMail")).to_have_count(0)
    stage.shot(page, "signed out")
    for key, job in ((MANAGER_SEAT, MANAGER_SEAT_JOB), (NO_SEAT, NO_SEAT_JOB)):
        candidate = _applicant(stage, key, job)
        sign_in_at_linkedin(stage, stage.person(key), member_of(key))
        page = linkedin_page(stage, key, candidate)
        expect(widget(page).get_by_role("heading", name="No Recruiter seat")).to_be_visible()
        stage.shot(page, f"signed in {key}")


def _applicant(stage: Stage, key: str, job: str) -> str:
    """Return an applicant to a colleague's job."""
    page = go(stage, sign_in(stage, key), "jobs/")
    page.get_by_role("link", name=job).first.click()
    page.wait_for_url("**/jobs/*/**")
    go(stage, page, f"jobs/{page.url.split('/jobs/')[1].split('/')[0]}/applicants/")
    page.locator("a.card-name").first.click()
    page.locator("#drawer header a[href^='/candidates/']").click()
    page.wait_for_url("**/candidates/**")
    return page.url.split("/candidates/")[1].split("/")[0]


@rule("SEED-37", "With third-party cookies blocked the tab explains itself", source="LR, browsers; OQ-29", grade="S")
def blocked(stage: Stage) -> None:
    stage.person(BLOCKED, cookies=BLOCK_THIRD_PARTY)
    sign_in(stage, BLOCKED)
    sign_in_at_linkedin(stage, stage.person(BLOCKED), member_of(BLOCKED))
    page = linkedin_page(stage, BLOCKED)
    expect(widget(page).locator("#blocked")).to_be_visible()
    expect(widget(page).get_by_role("button", name="Send InMail")).to_have_count(0)
    page.locator("details.li-details summary").first.click()
    expect(page.locator("details.li-details li").nth(1)).to_be_visible()
    stage.shot(page, "cookies blocked")
