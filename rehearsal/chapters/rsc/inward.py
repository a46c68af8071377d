"""Module 3, from LinkedIn to the product: export, and the profile frame."""

from typing import Any

from playwright.sync_api import Page, expect

from rehearsal import names
from rehearsal.chapters.rsc.onboarding import PRIVATE_JOB
from rehearsal.chapters.rsc.outward import add_applicant, job_key
from rehearsal.chapters.rsc.people import R1, candidate_named, candidate_page, offers, press_export, shown, widget
from rehearsal.chapters.seed_story.in_ats import A_LOOK
from rehearsal.chapters.seed_story.people import (
    ADVANCE,
    go,
    member_of,
    name_of,
    recruiter_at,
    sign_in,
    sign_in_at_linkedin,
    someone_new,
)
from rehearsal.company.jobs import WITH_PROSPECTS
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()
SOURCE = "RSC certification, module 3"
GIVEN, MAIL = "Changed by hand", "changed.by.hand@example.org"
SIZES = ((1440, 900), (1024, 768), (820, 1180), (390, 844))
WIDTHS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@rule("RSC-301", "Export of a new person: a candidate of the right job with LinkedIn as source, matched exactly",
      source=SOURCE, grade="S")  # fmt: skip
def export_new(stage: Stage) -> None:
    by_title = stage.kept["exported"] = someone_new(stage)
    by_id = stage.kept["exported by id"] = someone_new(stage)
    number = str(stage.stack.first.rows("select job_id from jobs_job where title = %s", WITH_PROSPECTS)[0][0])
    for member, words in ((by_title, WITH_PROSPECTS), (by_id, number)):
        before = len(_pushed(stage))
        page = recruiter_at(stage, R1, member["id"])
        expect(offers(page, WITH_PROSPECTS, words)).to_be_visible()
        stage.shot(page, f"found by {'title' if words == WITH_PROSPECTS else 'job id'}")
        press_export(page, WITH_PROSPECTS)
        arrives(stage, member)
        assert len(_pushed(stage)) == before + 1, "more than one push for one export"
        assert len(_read(stage)) == before + 1, f"read {len(_read(stage)) - before} times"
    page = prospects(stage)
    row = page.locator("#prospects tbody tr").filter(has_text=name_of(by_title))
    expect(row).to_contain_text("LinkedIn")
    stage.shot(page, "prospects, source linkedin")
    row.get_by_role("link", name=name_of(by_title)).click()
    page.locator("#drawer").locator(ADVANCE).click()
    stage.eventually(lambda: shown(stage, R1, by_title["id"]), "in ATS after the move", seconds=30)
    page = candidate_page(stage, R1, candidate_of(stage, by_title))
    expect(widget(page).get_by_role("heading", name=name_of(by_title))).to_be_visible()
    stage.shot(page, "the exact match")


def _pushed(stage: Stage) -> list[dict[str, Any]]:
    return stage.wire(lambda one: one["direction"] == "out" and "EXPORT_CANDIDATE_PROFILE" in one["request"])


def _read(stage: Stage) -> list[dict[str, Any]]:
    return stage.wire(lambda one: names.is_about("exportedCandidates")(one) and "q=request" in one["query"])


def prospects(stage: Stage, title: str = WITH_PROSPECTS) -> Page:
    page = go(stage, sign_in(stage, R1), f"jobs/{job_key(stage, title)}/prospects/")
    page.bring_to_front()
    return page


def arrives(stage: Stage, member: dict[str, Any], title: str = WITH_PROSPECTS) -> None:
    page = prospects(stage, title)
    expect(page.locator("#prospects").get_by_role("link", name=name_of(member))).to_have_count(1)


def candidate_of(stage: Stage, member: dict[str, Any]) -> str:
    """Return the one candidate a member is; the profile link is the key."""
    question = """select c.public_id from candidates_candidate c
        join candidates_socialidentity s on s.candidate_id = c.id where s.profile_url like %s"""
    found = stage.stack.first.rows(question, f"%{member['id']}%")
    assert len(found) == 1, f"{len(found)} candidates for one member"
    return str(found[0][0])


@rule("RSC-302", "Which fields come from an export and which from a shared profile is written for customers",
      source=SOURCE, grade="X")  # fmt: skip
def explained(_stage: Stage) -> None:
    """A page of the manual; a test holds it to what is imported."""


@rule("RSC-303", "Edited here and exported to another job: one candidate on both jobs, what was edited stays",
      source=SOURCE, grade="F")  # fmt: skip
def export_again(stage: Stage) -> None:
    member = stage.kept["exported"]
    candidate = candidate_of(stage, member)
    page = go(stage, sign_in(stage, R1), f"candidates/{candidate}/change/")
    page.locator("[name=given_name]").fill(GIVEN)
    page.locator("[name=emails]").fill(MAIL)
    page.get_by_role("button", name=say("Save"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(GIVEN)
    for title in (PRIVATE_JOB, WITH_PROSPECTS):
        before = len(_read(stage))
        recruiter = recruiter_at(stage, R1, member["id"])
        expect(offers(recruiter, title, title)).to_be_visible()
        press_export(recruiter, title)
        stage.eventually(lambda: len(_read(stage)) > before, "the export was read")  # noqa: B023  # waited for at once
    _replay(stage)
    assert candidate_of(stage, member) == candidate
    kept = stage.stack.first.rows("select id, given_name from candidates_candidate where public_id = %s", candidate)
    assert kept[0][1] == GIVEN, f"the edit was overwritten: {kept}"
    jobs = stage.stack.first.rows(
        """select j.title from applications_application a join jobs_job j on j.id = a.job_id
        where a.candidate_id = %s order by 1""", kept[0][0])  # fmt: skip
    assert [str(title) for (title,) in jobs] == sorted((PRIVATE_JOB, WITH_PROSPECTS)), f"on {jobs}"
    mails = stage.stack.first.rows("select address from candidates_emailaddress where candidate_id = %s", kept[0][0])
    assert mails == [(MAIL,)], f"e-mails {mails}"
    stage.shot(candidate_page(stage, R1, candidate, "applications"), "on both jobs")


def _replay(stage: Stage) -> None:
    """LinkedIn sends the last notice once more, word for word."""
    last = [one for one in stage.store("pushes") if "EXPORT" in str(one)][-1]
    before = len(_pushed(stage))
    stage.stack.control("POST", "pushes/resend", json={"id": last["id"]})
    stage.eventually(lambda: len(_pushed(stage)) > before, "the notice came again")
    kept = stage.stack.first.number(
        "select count(*) from linkedin_notification where notification_id = %s", str(last["id"])
    )
    assert kept <= 1, "the same notice was kept twice"


@rule("RSC-304", "Somebody nobody can match is linked by hand; it holds after a reload, and can be taken back",
      source=SOURCE, grade="S")  # fmt: skip
def link_by_hand(stage: Stage) -> None:
    member = someone_new(stage)
    invented = {"first_name": "Nobody", "last_name": "Inventedson", "emails": ["nobody.at.all@nowhere.example"]}
    add_applicant(stage, WITH_PROSPECTS, invented)
    candidate = stage.kept["invented"] = candidate_named(stage, invented)
    stage.eventually(lambda: stored(stage, candidate), "the person is at LinkedIn", seconds=30)
    page = candidate_page(stage, R1, candidate)
    frame = widget(page)
    expect(frame.get_by_role("heading", name="No match for")).to_be_visible()
    stage.shot(page, "no match")
    frame.get_by_label("Name or profile link").fill(name_of(member))
    frame.get_by_role("button", name="Search").click()
    frame.get_by_role("button", name=f"Link {name_of(member)}").click()
    linked = say("Linked to %(name)s on LinkedIn", name="Nobody Inventedson")
    expect(page.get_by_text(linked)).to_be_visible()
    stage.eventually(lambda: "manualMatchedMember" in str(stored(stage, candidate)), "the link is at LinkedIn")
    page.reload()
    expect(page.get_by_text(linked)).to_be_visible()
    expect(widget(page).get_by_role("heading", name=name_of(member))).to_be_visible()
    stage.shot(page, "linked, after a reload")
    widget(page).get_by_role("button", name="Unlink", exact=True).click()
    widget(page).get_by_role("button", name="Yes, unlink").click()
    expect(page.get_by_text(linked)).to_have_count(0)
    stage.eventually(lambda: "manualMatchedMember" not in str(stored(stage, candidate)), "the link is taken back")
    stage.shot(page, "unlinked")


def stored(stage: Stage, candidate: str) -> dict[str, Any]:
    """Return what LinkedIn holds of a candidate; empty when nothing."""
    return next((one["body"] for one in stage.store("atsCandidates") if one["key"] == candidate), {})


@rule("RSC-305", "Signed out the frame offers sign-in, signed in it shows the profile; it fits windows of every size",
      source=SOURCE, grade="F")  # fmt: skip
def sign_in_and_out(stage: Stage) -> None:
    member = stage.kept["unique"]
    page = candidate_page(stage, R1, stage.kept["unique candidate"])
    cookies = page.context.cookies(stage.stack.sandbox_url)
    page.context.clear_cookies(domain="127.0.0.1")
    page.reload()
    expect(widget(page).get_by_role("link", name="Sign in")).to_be_visible()
    expect(widget(page).get_by_role("button", name="Send InMail")).to_have_count(0)
    stage.shot(page, "signed out")
    assert cookies, "nobody was signed in before"
    sign_in_at_linkedin(stage, page, member_of(R1))
    page = candidate_page(stage, R1, stage.kept["unique candidate"])
    expect(widget(page).get_by_role("heading", name=name_of(member))).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        fits(page, width)
        stage.shot(page, f"signed in at {width} x {height}")
    page.set_viewport_size({"width": 1440, "height": 900})


def fits(page: Page, width: int) -> None:
    """Neither the page nor our frame document scrolls sideways, and the frame has no bar of its own beside ours."""
    ours = page.frame_locator("iframe.li-frame")
    expect(ours.locator("iframe")).to_be_visible(timeout=A_LOOK)
    assert page.evaluate(WIDTHS), f"the page scrolls sideways at {width}"
    frames = [frame for frame in page.frames if "/linkedin/frames/profile/" in frame.url]
    assert frames, "our frame document is gone"
    inner = frames[0].evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    )
    assert inner[0] <= 0, f"the frame is clipped by {inner[0]} px at {width}"
    assert inner[1] <= 0, f"a second scroll bar of {inner[1]} px at {width}"
