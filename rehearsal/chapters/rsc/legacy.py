"""The legacy test cases. One that a current rule answers looks at what that rule left, and walks nothing twice."""

from functools import partial
from typing import Any

from playwright.sync_api import Locator, Page, expect

from rehearsal import names
from rehearsal.chapters.rsc import inward, onboarding, outward
from rehearsal.chapters.rsc.deletion import delete_form
from rehearsal.chapters.rsc.inward import candidate_of
from rehearsal.chapters.rsc.people import (
    R1,
    R2,
    application_page,
    candidate_page,
    marked_in_both_places,
    offers,
    postings,
    press_export,
    shown,
    widget,
)
from rehearsal.chapters.seed_story.connecting import LEVELS, admin, badge
from rehearsal.chapters.seed_story.export import activate
from rehearsal.chapters.seed_story.in_ats import SLOW
from rehearsal.chapters.seed_story.people import (
    ADMIN,
    ADVANCE,
    colleague,
    go,
    name_of,
    recruiter_at,
    sign_in,
    sign_in_at_linkedin,
    someone_new,
    tab,
)
from rehearsal.chapters.seed_story.profile import write_inmail
from rehearsal.company.jobs import WITH_PROSPECTS
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say, shape

RULES, rule = chapter()
SOURCE = "RSC legacy test cases"
NEW_EMPLOYER, NEW_TITLE = "Sørvind Drift", "Lead rigger"
WITHOUT_TEXT = "Rope access lead"
SUBJECT, BODY, ANSWER = "A tower of ours", "Would you climb it with us?", "Gladly, after Easter."
A_MONTH = 31 * 24 * 3600
HALF_AN_HOUR = 31 * 60


@rule("Test case 1", "First set-up, public or private, what starts the history and how one knows that it is done",
      source=SOURCE, grade="F")  # fmt: skip
def set_up(stage: Stage) -> None:
    page = admin(stage)
    for level in LEVELS:
        expect(badge(page, level).get_by_text(say("Enabled")).first).to_be_visible()
    expect(page.locator("#li-sync .li-load")).to_contain_text(shape(*outward.LOADED))
    page.locator("[data-dialog-open=li-posting-dialog]").click()
    modes = page.locator("#li-posting-dialog [name=mode] option, #li-posting-dialog input[name=mode]")
    assert modes.count() == 3, f"{modes.count()} choices"
    stage.shot(page, "choice, states, and the end of the history")
    stage.fact(f"Begun by the switch in Recruiter; shown while it ran: “{stage.kept['loading'].strip()}”")


@rule("Test case 2", "History of jobs, candidates, applications, stages", source=SOURCE, grade="F")
def history(stage: Stage) -> None:
    for kind in outward.KINDS:
        outward.reconciles(stage, kind)
    outward.parts_agree(stage)
    states = {one["availability"] for one in stage.store("jobs") if one["external_id"].startswith("N1-")}
    assert states == {onboarding.PRIVATE, onboarding.PUBLIC}, f"availability {states}"


@rule("Test case 3", "A new candidate with values of its own everywhere", source=SOURCE, grade="F")
def new_candidate(stage: Stage) -> None:
    told = shown(stage, R1, stage.kept["unique"]["id"])
    assert [job["job_name"] for job in told[0]["jobs"]] == [WITH_PROSPECTS], f"shown: {told}"
    stage.shot(recruiter_at(stage, R1, stage.kept["unique"]["id"]), "still marked")


@rule(
    "Test case 4", "A synced field of that candidate changes: the new value is in Recruiter", source=SOURCE, grade="F"
)
def changed(stage: Stage) -> None:
    member, candidate = stage.kept["unique"], stage.kept["unique candidate"]
    page = go(stage, sign_in(stage, R1), f"candidates/{candidate}/change/")
    page.locator("[name=current_title]").fill(NEW_TITLE)
    page.locator("[name=current_employer]").fill(NEW_EMPLOYER)
    page.get_by_role("button", name=say("Save"), exact=True).click()
    body = stage.eventually(lambda: _holds(stage, candidate, NEW_TITLE), "the new title is at LinkedIn", seconds=30)
    assert body["currentCompanyName"] == NEW_EMPLOYER, f"LinkedIn holds {body}"
    assert body["atsLastModifiedAt"] >= body["atsCreatedAt"], "changed before it was made"
    page = application_page(stage, R1, candidate)
    page.locator("#drawer").locator(ADVANCE).click()
    stage.eventually(
        lambda: len(shown(stage, R1, member["id"])[0]["jobs"][0]["stages"]) > 1, "the stage is shown", seconds=30
    )
    stage.shot(marked_in_both_places(stage, member), "profile with the new stage")


def _holds(stage: Stage, candidate: str, words: str) -> dict[str, Any]:
    found = inward.stored(stage, candidate)
    return found if words in str(found) else {}


@rule("Test case 5", "A required field is missing, or LinkedIn refuses: which record and why is shown, mended it goes",
      source=SOURCE, grade="F")  # fmt: skip
def refused(stage: Stage) -> None:
    _job_without_text(stage)
    _refused_record(stage)


def _job_without_text(stage: Stage) -> None:
    """Without a text a job cannot be activated. With one too short for LinkedIn it is held back before any call, the
    job says why, and it goes as soon as the text is long enough.
    """
    page = go(stage, sign_in(stage, R1), "jobs/new/")
    page.locator("[name=title]").fill(WITHOUT_TEXT)
    page.get_by_role("button", name=say("Create draft")).click()
    tab(page, "Details")
    page.locator("[name=city]").fill("Bergen")
    page.locator("select[name=country]").select_option("NO")
    page.get_by_role("button", name=say("Save"), exact=True).first.click()
    address = page.url
    page.get_by_role("button", name=say("Activate")).first.click()
    expect(page.get_by_text(say("Describe the job."))).to_be_visible()
    stage.shot(page, "refused without a description")
    page.goto(address)
    _describe(page, "Ropes.")
    key, job_id = activate(page)
    held = "select count(*) from linkedin_syncrow where object_id = %s and held = 'incomplete'"
    stage.eventually(lambda: stage.stack.first.number(held, job_id), "the job is held back", seconds=30)
    assert not postings(stage, job_id), "a job without text was sent"
    stage.shot(go(stage, page, f"jobs/{key}/linkedin/"), "the job says what is missing")
    _describe(go(stage, page, f"jobs/{key}/details/"), _TEXT)
    stage.eventually(lambda: postings(stage, job_id), "the job with text is sent", seconds=30)


def _describe(page: Page, text: str) -> None:
    page.locator("[contenteditable=true]").first.fill(text)
    page.get_by_role("button", name=say("Save"), exact=True).first.click()
    expect(page.locator("[contenteditable=true]").first).to_contain_text(text.strip())


_TEXT = "You hang in ropes beside the blade and mend what salt and lightning did to it. " * 2


def _refused_record(stage: Stage) -> None:
    """LinkedIn answers 422 for one person: others go on, it is not repeated endlessly, and a correction goes out."""
    candidate = stage.kept["unique candidate"]
    route = f"PUT {names.path('atsCandidates')}*"
    fault = {"route": route, "kind": "entity", "entity": candidate, "status": 422, "nth": 0}
    stage.stack.control("POST", "faults", json=fault)
    _change_title(stage, candidate, "Refused rigger")
    failed = "select count(*) from linkedin_syncrow where object_id = %s and failed"
    stage.eventually(lambda: stage.stack.first.number(failed, candidate), "the record failed", seconds=60)
    page = admin(stage)
    trouble = page.locator(".li-trouble").filter(has_text=stage.kept["unique"]["last_name"])
    expect(trouble).to_be_visible()
    stage.shot(page, "which record failed and why")
    tries = len(_tries(stage, candidate))
    stage.stack.control("POST", "clock", json={"advance_seconds": HALF_AN_HOUR})
    assert len(_tries(stage, candidate)) == tries, "a refused record was repeated"
    stage.stack.control("DELETE", "faults")
    _change_title(stage, candidate, "Corrected rigger")
    stage.eventually(lambda: _holds(stage, candidate, "Corrected rigger"), "the corrected record is there", seconds=30)
    expect(page.locator(".li-trouble")).to_have_count(0, timeout=SLOW)
    stage.shot(page, "corrected")
    stage.fact(f"Refused after {tries} calls in all about this person, not repeated by itself, gone once corrected")


def _change_title(stage: Stage, candidate: str, title: str) -> None:
    page = go(stage, sign_in(stage, R1), f"candidates/{candidate}/change/")
    page.locator("[name=current_title]").fill(title)
    page.get_by_role("button", name=say("Save"), exact=True).click()
    expect(page.get_by_text(title).first).to_be_visible()


def _tries(stage: Stage, candidate: str) -> list[dict[str, Any]]:
    asked = names.is_about("atsCandidates")
    return stage.wire(lambda one: asked(one) and candidate in one["query"] + one["request"])


@rule("Test case 6", "Export of a new person", source=SOURCE, grade="F")
def exported(stage: Stage) -> None:
    """The person of RSC-301 whom nobody changed since: still one prospect, source LinkedIn."""
    page = inward.prospects(stage)
    row = page.locator("#prospects tbody tr").filter(has_text=name_of(stage.kept["exported by id"]))
    expect(row).to_have_count(1)
    expect(row).to_contain_text("LinkedIn")
    stage.shot(page, "the exported person")


@rule("Test case 7", "Export of an existing person to a second job", source=SOURCE, grade="F")
def exported_again(stage: Stage) -> None:
    """The other person of RSC-301, exported to a second job: one candidate, two jobs."""
    member = stage.kept["exported by id"]
    page = recruiter_at(stage, R1, member["id"])
    expect(offers(page, onboarding.PRIVATE_JOB, onboarding.PRIVATE_JOB)).to_be_visible()
    press_export(page, onboarding.PRIVATE_JOB)
    inward.arrives(stage, member, onboarding.PRIVATE_JOB)
    candidate = candidate_of(stage, member)
    number = """select count(*) from applications_application a
        join candidates_candidate c on c.id = a.candidate_id where c.public_id = %s"""
    assert stage.stack.first.number(number, candidate) == 2, "not on both jobs"
    stage.shot(candidate_page(stage, R1, candidate, "applications"), "on both jobs")


@rule("Test case 8", "A profile linked by hand", source=SOURCE, grade="F")
def linked(stage: Stage) -> None:
    """What RSC-304 linked and took back is free again: LinkedIn holds no link, and the frame offers to choose."""
    candidate = stage.kept["invented"]
    assert "manualMatchedMember" not in inward.stored(stage, candidate), "the link is still there"
    page = candidate_page(stage, R1, candidate)
    expect(widget(page).get_by_label("Name or profile link")).to_be_visible()
    stage.shot(page, "free to choose")


@rule("Test case 9", "Signed out: sign in; signed in: the profile; scrolling fits our page", source=SOURCE, grade="F")
def scrolls(stage: Stage) -> None:
    page = candidate_page(stage, R1, stage.kept["unique candidate"])
    expect(widget(page).get_by_role("heading", name=name_of(stage.kept["unique"]))).to_be_visible()
    page.mouse.wheel(0, 2000)
    inward.fits(page, 1440)
    stage.shot(page, "scrolled to the end")


@rule("Test case 10", "InMail: who wrote sees the exchange, a colleague sees only that it took place",
      source=SOURCE, grade="S")  # fmt: skip
def inmail(stage: Stage) -> None:
    member = stage.kept["exported by id"]
    candidate = candidate_of(stage, member)
    page = application_page(stage, R1, candidate)
    page.locator("#drawer").locator(ADVANCE).click()
    stage.eventually(lambda: shown(stage, R1, member["id"]), "in ATS, so that the frame shows", seconds=30)
    write_inmail(recruiter_at(stage, R1, member["id"]), SUBJECT, BODY)
    _answer(stage, member)
    stage.stack.control("POST", "clock", json={"advance_seconds": HALF_AN_HOUR})
    for key, reads in ((R1, True), (R2, False)):
        page = candidate_page(stage, key, candidate)
        _own_list(stage, page)
        widget(page).get_by_role("link", name="Recruiting activities").click()
        expect(widget(page).get_by_text(f"{name_of(member)} accepted")).to_be_visible()
        expect(widget(page).get_by_text(BODY)).to_have_count(int(reads))
        expect(widget(page).get_by_text("You wrote" if reads else f"{colleague(R1).name} wrote").first).to_be_visible()
        stage.shot(page, f"{key} sees {'the exchange' if reads else 'that it took place'}")
    for text in (SUBJECT, BODY, ANSWER):
        assert text not in stage.stack.dump(), f"in our database: {text}"


def _answer(stage: Stage, member: dict[str, Any]) -> None:
    page = stage.person("a member")
    sign_in_at_linkedin(stage, page, member["id"])
    page.goto(f"{stage.stack.sandbox_url}/messages")
    page.get_by_label(f"Your answer to {colleague(R1).name}").fill(ANSWER)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    stage.shot(page, "the member answers")


def _own_list(stage: Stage, page: Page) -> None:
    """Our list: date, direction, colleague; no word of it."""
    region = page.locator("#li-activities")
    for words in ("InMail sent", "InMail received"):
        expect(region.get_by_text(say(words)).first).to_be_visible(timeout=60_000)
    for text in (SUBJECT, BODY, ANSWER):
        assert text not in page.content(), f"on our page: {text}"
    stage.shot(page, "our list")


@rule("Test case 13", "People who closed their LinkedIn account: told to the administrator, deleted one by one or all",
      source=SOURCE, grade="S")  # fmt: skip
def closed(stage: Stage) -> None:
    gone = [stage.kept["exported by id"], *(_export_one_more(stage) for _ in range(2))]
    for member in gone:
        stage.stack.control("POST", "acts/close-account", json={"member": member["id"]})
    stage.stack.control("POST", "clock", json={"advance_seconds": A_MONTH})
    stage.eventually(lambda: _asks_who_closed(stage), "LinkedIn is asked who closed", seconds=60)
    for member in gone:
        stage.eventually(partial(_is_listed, stage, member), f"{name_of(member)} is listed", seconds=60)
    page = _told(stage)
    _row(page, gone[0]).locator("a[href*='/closed/delete/']").click()
    delete_form(stage, page, "delete one")
    expect(_row(page, gone[0])).to_have_count(0)
    page.locator("a[href$='/closed/delete/?everybody=1']").click()
    delete_form(stage, page, "delete all")
    expect(page.locator("tbody tr")).to_have_count(0)
    stage.shot(page, "nobody is left")
    log = "select values ->> 'decision' from core_event where verb = 'linkedin.closed_decided' and actor_id is not null"
    decided = [str(one) for (one,) in stage.stack.first.rows(log)]
    assert decided == ["deleted"] * len(gone), f"the log says {decided}"
    for member in gone:
        assert not _is_here(stage, member), f"{name_of(member)} is still here"
    stage.fact(f"{len(gone)} people listed, one deleted alone and the rest at once; each decision is in the log")


def _is_listed(stage: Stage, member: dict[str, Any]) -> int:
    page = go(stage, sign_in(stage, ADMIN), "admin/linkedin/closed/")
    return _row(page, member).count()


def _told(stage: Stage) -> Page:
    """The administrator is led from the page of the integration to the list."""
    page = admin(stage)
    stage.shot(page, "the administrator is told")
    page.locator("a[href$='/admin/linkedin/closed/']").first.click()
    expect(page.locator("tbody tr").first).to_be_visible()
    stage.shot(page, "who closed")
    return page


def _is_here(stage: Stage, member: dict[str, Any]) -> int:
    left = "select count(*) from candidates_candidate where (surname, given_name) = (%s, %s) and deleted_at is null"
    return stage.stack.first.number(left, member["last_name"], member["first_name"])


def _export_one_more(stage: Stage) -> dict[str, Any]:
    member = someone_new(stage)
    page = recruiter_at(stage, R1, member["id"])
    expect(offers(page, WITH_PROSPECTS, WITH_PROSPECTS)).to_be_visible()
    press_export(page, WITH_PROSPECTS)
    inward.arrives(stage, member)
    return member


def _asks_who_closed(stage: Stage) -> list[dict[str, Any]]:
    return stage.wire(lambda one: names.is_about("exportedCandidates", "closed")(one) and "q=closed" in one["query"])


def _row(page: Page, member: dict[str, Any]) -> Locator:
    return page.locator("tbody tr").filter(has_text=name_of(member))
