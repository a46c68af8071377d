"""Module 5: what is deleted here vanishes at LinkedIn, in parts and as a whole."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from rehearsal import names
from rehearsal.chapters.rsc.onboarding import HALF_AN_HOUR
from rehearsal.chapters.rsc.outward import add_applicant
from rehearsal.chapters.rsc.people import (
    R1,
    application_page,
    candidate_named,
    candidate_page,
    give_feedback,
    shown,
    write_note,
)
from rehearsal.chapters.seed_story.people import name_of, recruiter_at, seat_of, someone_new
from rehearsal.chapters.seed_story.profile import write_inmail
from rehearsal.company.jobs import WITH_PROSPECTS
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
SOURCE = "RSC certification, module 5"
ON_PERSON, ON_APPLICATION = "Prefers to be called in the evening.", "Sails since the age of six."
IN_ONE_STEP = "Goes with the person."
STRENGTHS = "Splices wire and explains it."


@rule(
    "RSC-501",
    "Delete a candidate's notes, then the candidate: the notes vanish, then the mark",
    source=SOURCE,
    grade="F",
)
def notes_then_candidate(stage: Stage) -> None:
    member = someone_new(stage)
    candidate = somebody(stage, member)
    page = candidate_page(stage, R1, candidate, "notes")
    for text in (ON_APPLICATION, ON_PERSON):
        delete_note(page, text)
        _gone(stage, member, text)
    _look(stage, member, "notes gone", without=(ON_APPLICATION, ON_PERSON))
    delete_candidate(stage, candidate)
    unmarked(stage, member)
    for resource in ("applicationNotes", "candidateNotes", "atsCandidates"):
        assert _deletes(stage, resource), f"no DELETE of {resource}"


def somebody(stage: Stage, member: dict[str, Any], *, feedback: bool = False) -> str:
    """Add a member as an applicant with notes, wait until Recruiter shows them, and return the candidate's id."""
    page = add_applicant(stage, WITH_PROSPECTS, member)
    candidate = candidate_named(stage, member)
    write_note(page, ON_APPLICATION)
    if feedback:
        give_feedback(page, STRENGTHS)
    _write_on_person(stage, candidate, ON_PERSON)
    wanted = [ON_APPLICATION, ON_PERSON, *([STRENGTHS] if feedback else [])]
    stage.eventually(
        lambda: all(text in str(shown(stage, R1, member["id"])) for text in wanted), "all arrived", seconds=60
    )
    _look(stage, member, "all there")
    return candidate


def _write_on_person(stage: Stage, candidate: str, text: str) -> None:
    page = candidate_page(stage, R1, candidate, "notes")
    page.locator(".card-head [hx-get$='/notes/add/']").click()
    dialog = page.locator("dialog#dialog")
    dialog.locator("textarea[name=text]").fill(text)
    dialog.locator("button.btn-brand").click()
    expect(page.get_by_text(text)).to_be_visible()


def delete_note(page: Page, text: str) -> None:
    entry = page.locator(".note-entry").filter(has_text=text)
    entry.locator("details.menu summary").click()
    page.once("dialog", lambda dialog: dialog.accept())
    entry.locator("button[hx-post$='/delete/']").click()
    confirm = page.locator("dialog[open] button.btn-danger, dialog[open] button.btn-danger-fill")
    expect(entry.or_(confirm).first).to_be_attached()
    if confirm.count():
        confirm.click()
    expect(page.get_by_text(text)).to_have_count(0)


def _gone(stage: Stage, member: dict[str, Any], text: str) -> None:
    stage.eventually(
        lambda: text not in str(shown(stage, R1, member["id"])), f"gone from Recruiter: {text}", seconds=60
    )


def _look(stage: Stage, member: dict[str, Any], label: str, *, without: tuple[str, ...] = ()) -> Locator:
    """Look behind *In ATS*."""
    page = recruiter_at(stage, R1, member["id"])
    page.bring_to_front()
    page.locator("#mark").hover()
    panel = page.get_by_role("region", name="In ATS")
    expect(panel).to_be_visible()
    for text in without:
        expect(panel.get_by_text(text)).to_have_count(0)
    stage.shot(page, label)
    return panel


def delete_candidate(stage: Stage, candidate: str) -> None:
    delete_form(stage, candidate_page(stage, R1, candidate, "delete"), "delete")


def delete_form(stage: Stage, page: Page, label: str) -> None:
    """Press the red button of the page that asks before somebody is deleted."""
    expect(page.locator("form button.btn-danger-fill")).to_be_visible()
    stage.shot(page, label)
    page.locator("form button.btn-danger-fill").click()
    expect(page.locator("form button.btn-danger-fill")).to_have_count(0)


def unmarked(stage: Stage, member: dict[str, Any]) -> None:
    stage.eventually(lambda: not shown(stage, R1, member["id"]), "the mark is gone", seconds=60)
    page = recruiter_at(stage, R1, member["id"])
    expect(page.get_by_role("heading", name=name_of(member))).to_be_visible()
    expect(page.locator("#mark")).to_have_count(0)
    stage.shot(page, "no mark")


def _deletes(stage: Stage, resource: str) -> list[dict[str, Any]]:
    about = names.is_about(resource, "batch_delete")
    return stage.wire(lambda one: about(one) and "DELETE" in _method(one))


def _method(one: dict[str, Any]) -> str:
    named = {key.lower(): value for key, value in one["headers"].items()}
    return f"{one['method']} {named.get('x-restli-method', '')}".upper()


@rule("RSC-502", "Delete a whole candidate in one step: notes and mark are gone, and so is what came from LinkedIn",
      source=SOURCE, grade="F")  # fmt: skip
def whole_candidate(stage: Stage) -> None:
    member = stage.kept["exported"]
    link = "select candidate_id from candidates_socialidentity where profile_url like %s"
    number = stage.stack.first.number(link, f"%{member['id']}%")
    candidate = str(stage.stack.first.rows("select public_id from candidates_candidate where id = %s", number)[0][0])
    _write_on_person(stage, candidate, IN_ONE_STEP)
    stage.eventually(lambda: IN_ONE_STEP in str(shown(stage, R1, member["id"])), "the note is there", seconds=60)
    urn = _something_of_linkedins(stage, member, number)
    delete_candidate(stage, candidate)
    unmarked(stage, member)
    left = [one for one in stage.store("atsCandidates") if one["key"] == candidate]
    assert not left, f"LinkedIn still holds {left}"
    for notes in ("atsCandidates/notes", "atsApplications/notes"):
        assert not [one for one in stage.store(notes) if candidate in str(one)], f"left there: {notes}"
    _erased_here(stage, number, urn)


def _something_of_linkedins(stage: Stage, member: dict[str, Any], number: int) -> str:
    """Let an InMail and a recruiter's public note about the person be read here; return the person URN."""
    asked = "select external_id from candidates_socialidentity where candidate_id = %s"
    urn = str(stage.stack.first.rows(asked, number)[0][0])
    write_inmail(recruiter_at(stage, R1, member["id"]), "A tower", "Shall we climb it?")
    note = {"seat": seat_of(stage, R1), "member": member["id"], "text": "Climbs well.", "visibility": "PUBLIC"}
    stage.stack.control("POST", "acts/note", json=note)
    stage.stack.control("POST", "clock", json={"advance_seconds": HALF_AN_HOUR})
    stage.eventually(lambda: all(_of_linkedins(stage, urn).values()), "InMail and note are read", seconds=90)
    return urn


def _of_linkedins(stage: Stage, urn: str) -> dict[str, int]:
    tables = ("linkedin_inmail", "linkedin_recruiternote")
    return {one: stage.stack.first.number(f"select count(*) from {one} where person = %s", urn) for one in tables}


def _erased_here(stage: Stage, number: int, urn: str) -> None:
    """No link, match, InMail, note or held export of LinkedIn's about the person is left in our rows."""
    asked = {
        "link": "select count(*) from candidates_socialidentity where candidate_id = %s",
        "match": """select count(*) from linkedin_membermatch m join linkedin_syncrow r on r.id = m.row_id
            join candidates_candidate c on c.public_id = r.object_id where c.id = %s""",
    }
    left = {name: stage.stack.first.number(question, number) for name, question in asked.items()}
    left |= _of_linkedins(stage, urn)
    left["export"] = stage.stack.first.number("select count(*) from linkedin_heldexport where member = %s", urn)
    assert not any(left.values()), f"left here: {left}"


@rule("RSC-503", "Remove an application's note, stage and feedback, then the application: each part disappears",
      source=SOURCE, grade="F")  # fmt: skip
def parts(stage: Stage) -> None:
    member = someone_new(stage)
    candidate = somebody(stage, member, feedback=True)
    page = candidate_page(stage, R1, candidate, "linkedin/records")
    stage.shot(page, "what linkedin holds")
    for kind, text in (("note", ON_APPLICATION), ("feedback", STRENGTHS), ("stage", '"stage"')):
        _remove(stage, candidate, kind)
        _empty(stage, candidate, kind)
        if kind != "stage":
            _gone(stage, member, text)
        _look(stage, member, f"without its {kind}", without=(text,))
    _remove(stage, candidate, "application")
    _empty(stage, candidate, "application")
    panel = _look(stage, member, "without the application")
    expect(panel.get_by_text(WITH_PROSPECTS)).to_have_count(0)
    kept = stage.stack.first.number("select count(*) from applications_note where text = %s", ON_APPLICATION)
    assert kept, "the note was taken away here too"
    _send_again(stage, candidate)
    wanted = (ON_APPLICATION, STRENGTHS, WITH_PROSPECTS)
    stage.eventually(
        lambda: all(text in str(shown(stage, R1, member["id"])) for text in wanted), "all is back", seconds=60
    )
    _look(stage, member, "sent again")


def _send_again(stage: Stage, candidate: str) -> None:
    """Undo every removal: a click each."""
    page = candidate_page(stage, R1, candidate, "linkedin/records")
    removed = page.locator("li.li-record[data-state=removed]")
    for left in range(removed.count(), 0, -1):
        removed.last.locator("form[action$='/send-again/'] button").click()
        expect(removed).to_have_count(left - 1)


def _remove(stage: Stage, candidate: str, kind: str) -> None:
    """Press *Remove from LinkedIn* at the first record of a kind on the person's page of records."""
    page = candidate_page(stage, R1, candidate, "linkedin/records")
    rows = stage.stack.first.rows(
        f"select id from linkedin_syncrow where kind = %s and digest <> '' and not withheld and {_BELOW}",
        kind, candidate, candidate)  # fmt: skip
    for (row,) in rows:
        page.locator("form[action$='/remove/']").filter(has=page.locator(f"input[name=row][value='{row}']")).locator(
            "button"
        ).click()
        expect(
            page.locator("li.li-record[data-state=removed]").filter(has=page.locator(f"input[value='{row}']"))
        ).to_be_visible()
    stage.shot(page, f"{kind} removed")


_BELOW = """(parent = %s or parent in (select a.public_id from applications_application a
    join candidates_candidate c on c.id = a.candidate_id where c.public_id = %s))"""
_RESOURCES = {
    "note": "atsApplications/notes",
    "feedback": "atsApplications/interviewFeedback",
    "stage": "atsApplications/stages",
    "application": "atsApplications",
}


def _empty(stage: Stage, candidate: str, kind: str) -> None:
    """Wait until LinkedIn holds nothing of the kind about the person's application."""
    application = str(stage.stack.first.rows(
        """select a.public_id from applications_application a join candidates_candidate c on c.id = a.candidate_id
        where c.public_id = %s""", candidate)[0][0])  # fmt: skip
    here = "key" if kind == "application" else "parent"

    def is_gone() -> bool:
        return not any(one[here] == application for one in stage.store(_RESOURCES[kind]))

    stage.eventually(is_gone, f"{kind} gone at LinkedIn", seconds=60)


@rule(
    "RSC-504", "Delete a whole application in one step: it and all that hangs on it are gone", source=SOURCE, grade="F"
)
def whole_application(stage: Stage) -> None:
    member = someone_new(stage)
    candidate = somebody(stage, member, feedback=True)
    before = len(_deletes(stage, "atsApplications"))
    delete_application(stage, candidate)
    for text in (ON_APPLICATION, STRENGTHS, WITH_PROSPECTS):
        _gone(stage, member, text)
    assert len(_deletes(stage, "atsApplications")) > before, "no DELETE for the application"
    stage.eventually(lambda: not shown(stage, R1, member["id"]), "without an application nobody is marked", seconds=60)
    stage.shot(recruiter_at(stage, R1, member["id"]), "nothing left")


def delete_application(stage: Stage, candidate: str) -> None:
    """Delete a person's newest application from its drawer."""
    page = application_page(stage, R1, candidate)
    page.locator("#drawer .drawer-person details.menu summary").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#drawer button[hx-post$='/delete/']").click()
    confirm = page.locator("dialog[open] button.btn-danger, dialog[open] button.btn-danger-fill")
    if confirm.count():
        confirm.click()
