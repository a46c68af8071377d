"""Module 2, from the product to LinkedIn: the history, and a new candidate."""

import time
from typing import Any

from playwright.sync_api import Page, expect

from rehearsal import names
from rehearsal.chapters.rsc.onboarding import PRIVATE_JOB
from rehearsal.chapters.rsc.people import (
    R1,
    application_page,
    candidate_named,
    candidate_page,
    give_feedback,
    marked_in_both_places,
    offers,
    shown,
    someone,
    widget,
    write_note,
)
from rehearsal.chapters.seed_story.connecting import admin
from rehearsal.chapters.seed_story.in_ats import settled
from rehearsal.chapters.seed_story.people import go, name_of, recruiter_at, sign_in
from rehearsal.company.jobs import JOBS, WITH_PROSPECTS
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say, shape

RULES, rule = chapter()
SOURCE = "RSC certification, module 2"
TWO_YEARS = 730
SAMPLE = 10
LOADING = ("The history is loading: %(done)s of %(total)s records.",)
LOADED = ("The history is loaded: %(number)s record,", "The history is loaded: %(number)s records,")
ONCE_ACTIVE = "select job_id from jobs_job where activated_at is not null"
THERE = "candidate_id in (select id from candidates_candidate where deleted_at is null)"
OF_THEM = f"application_id in (select id from applications_application where {THERE})"
OF_DELETED = """select count(*) from linkedin_syncrow r join applications_application a on a.public_id = r.parent
    join candidates_candidate c on c.id = a.candidate_id
    where r.kind = %s and r.held <> '' and c.deleted_at is not null"""  # held back until they are erased
PAST_PROSPECT = """from applications_application a join jobs_stage s on s.id = a.stage_id
    join candidates_candidate c on c.id = a.candidate_id join jobs_job j on j.id = a.job_id
    where s.kind <> 'prospect' and c.deleted_at is null and c.merged_into_id is null and j.activated_at is not null"""
KINDS = {
    "candidate": (
        "atsCandidates",
        f"select count(distinct c.id) {PAST_PROSPECT}",
        "candidates_candidate where deleted_at is null",
    ),
    "application": ("atsApplications", f"select count(*) {PAST_PROSPECT}", f"applications_application where {THERE}"),
    "note": (
        "atsApplications/notes",
        f"""select count(*) from applications_note where visibility = 'team' and
        application_id in (select a.id {PAST_PROSPECT})""",
        f"applications_note where {OF_THEM}",
    ),
    "feedback": (
        "atsApplications/interviewFeedback",
        f"""select count(*) from applications_feedback where state = 'submitted' and
        application_id in (select a.id {PAST_PROSPECT})""",
        f"applications_feedback where {OF_THEM}",
    ),
}


@rule("RSC-201", "The history of jobs: public and private, open and closed, of more than two years; all of it counted",
      source=SOURCE, grade="F")  # fmt: skip
def jobs(stage: Stage) -> None:
    _load_again_through_a_fault(stage)
    first = stage.stack.first
    ours = {str(one) for (one,) in first.rows(ONCE_ACTIVE)}
    theirs = {one["external_id"] for one in stage.store("jobs") if one["external_id"].startswith("N1-")}
    assert theirs == ours, f"only here {ours - theirs}, only there {theirs - ours}"
    oldest = max(one.days_open for one in JOBS)
    assert oldest > TWO_YEARS, "the history is too short"
    recent = first.number("select count(*) from jobs_job where activated_at > now() - interval '2 years'")
    closed = {str(one) for (one,) in first.rows(f"{ONCE_ACTIVE} and status = 'closed'")}
    states = {one["external_id"]: one["state"] for one in stage.store("jobs")}
    assert closed, "no job was closed"
    assert {states[one] for one in closed} == {"CLOSED"}, f"closed jobs are {[states[one] for one in closed]}"
    _box_lists_open_jobs(stage)
    stage.fact(
        f"{len(ours)} jobs here and there, {recent} of them of the last two years, {len(closed)} closed; "
        f"the oldest is {oldest} days old"
    )


def _load_again_through_a_fault(stage: Stage) -> None:
    """Everything once more, LinkedIn breaking down in the middle: progress shows, and the end is told."""
    fault = {"route": f"PUT {names.path('atsCandidates')}*", "kind": "status", "status": 503, "nth": 0, "times": 1}
    stage.stack.control("POST", "faults", json=fault)
    page = admin(stage)
    page.locator("[data-dialog-open=li-resend]").click()
    page.locator("#li-resend button.btn-brand").click()
    expect(page.locator("#li-sync .li-load")).to_contain_text(shape(*LOADING))
    stage.shot(page, "loading")
    stage.kept["loading"] = page.locator("#li-sync .li-load").inner_text()
    page = settled(stage)
    expect(page.locator("#li-sync .li-load")).to_contain_text(shape(*LOADED))
    stage.shot(page, "loaded")
    stage.kept["loaded"] = page.locator("#li-sync .li-load").inner_text()
    broken = stage.wire(lambda one: one["status"] == 503 and names.is_about("atsCandidates")(one))
    assert broken, "LinkedIn did not break down"
    stage.fact(f"While it loads: “{stage.kept['loading'].strip()}” At the end: “{stage.kept['loaded'].strip()}”")


def _box_lists_open_jobs(stage: Stage) -> None:
    page = recruiter_at(stage, R1, someone(stage))
    for title in (WITH_PROSPECTS, PRIVATE_JOB):
        expect(offers(page, title, title)).to_have_count(1)
    stage.shot(page, "the export box")
    expect(offers(page, "Substation engineer", "Substation")).to_have_count(0)


@rule("RSC-202", "The history of candidates: each past Prospect is marked in Recruiter, the right profile shows here",
      source=SOURCE, grade="S")  # fmt: skip
def candidates(stage: Stage) -> None:
    reconciles(stage, "candidate")
    known = _known(stage)[:SAMPLE]
    assert len(known) == SAMPLE, f"only {len(known)} candidates are members"
    for _candidate, member in known:
        assert shown(stage, R1, member["id"]), f"{name_of(member)} is not marked"
        page = recruiter_at(stage, R1, member["id"])
        expect(page.locator("#mark")).to_be_visible()
    stage.shot(recruiter_at(stage, R1, known[0][1]["id"]), "the mark")
    for candidate, member in known:
        page = candidate_page(stage, R1, candidate)
        expect(widget(page).get_by_role("heading", name=name_of(member))).to_be_visible()
    stage.shot(page, "the right profile")


def reconciles(stage: Stage, kind: str) -> None:
    """Sum one: what LinkedIn holds is what is past Prospect. Sum two: with what is held back it is all there is."""
    resource, past, everything = KINDS[kind]
    first, there = stage.stack.first, len(stage.store(resource))
    here, total = first.number(past), first.number(f"select count(*) from {everything}")
    cells = admin(stage).locator(f"#li-sync tr[data-kind={kind}] td.number").all_inner_texts()
    synced, waiting, held, failed = (int(text) for text in cells)
    assert there == here == synced, f"{kind}: {there} at LinkedIn, {here} here past Prospect, {synced} shown"
    assert (waiting, failed) == (0, 0), f"{kind}: {waiting} wait, {failed} failed"
    gone = first.number(OF_DELETED, kind)
    assert synced + held - gone == total, f"{kind}: {synced} + {held} without {gone} of the deleted is not {total}"
    stage.shot(stage.person("grete"), f"{kind}s counted")
    stage.fact(f"{kind}: {there} at LinkedIn + {held} held back = {total} here ({_reasons(stage, kind)})")


def _reasons(stage: Stage, kind: str) -> str:
    rows = stage.stack.first.rows(
        "select held, count(*) from linkedin_syncrow where kind = %s and held <> '' group by held order by held", kind
    )
    return ", ".join(f"{reason} {number}" for reason, number in rows) or "nothing held back"


def _known(stage: Stage) -> list[tuple[str, dict[str, Any]]]:
    """Return candidates at LinkedIn who are members there by their e-mail address."""
    world: Any = stage.stack.control("GET", "world")
    by_email = {one["emails"][0]: one for one in world["members"] if one["emails"]}
    found = [(one["key"], one["body"]["emailAddresses"][:1]) for one in stage.store("atsCandidates")]
    return [(key, by_email[mail[0]]) for key, mail in found if mail and mail[0] in by_email]


@rule(
    "RSC-203", "The history of applications with stages, notes and feedback; no private note", source=SOURCE, grade="F"
)
def applications(stage: Stage) -> None:
    for kind in ("application", "note", "feedback"):
        reconciles(stage, kind)
    parts_agree(stage)
    richest = max(_known(stage), key=lambda one: _richness(shown(stage, R1, one[1]["id"])))
    page = recruiter_at(stage, R1, richest[1]["id"])
    page.locator("#mark").hover()
    panel = page.get_by_role("region", name="In ATS")
    for heading in ("Jobs & Statuses", "Interview Feedback", "Notes"):
        expect(panel.get_by_role("heading", name=heading)).to_be_visible()
    stage.shot(page, "jobs and statuses, feedback, notes")
    for (text,) in stage.stack.first.rows("select text from applications_note where visibility = 'private'"):
        assert not _sent(stage, str(text)), f"a private note was sent: {text}"


def _sent(stage: Stage, words: str) -> list[dict[str, Any]]:
    return stage.wire(lambda one: words in one["request"])


PARTS = {  # moves past Prospect, and one more where it is closed; what the team may read
    "stages": """(select count(*) from applications_stagemove m join jobs_stage t on t.id = m.to_stage_id
        where m.application_id = a.id and t.kind <> 'prospect') + (a.status = 'closed')::int""",
    "notes": "(select count(*) from applications_note n where n.application_id = a.id and n.visibility = 'team')",
    "interviewFeedback": """(select count(*) from applications_feedback f
        where f.application_id = a.id and f.state = 'submitted')""",
}


def parts_agree(stage: Stage) -> None:
    """For each application, as many stages, notes and feedback there as here."""
    for part, counted in PARTS.items():
        rows = stage.stack.first.rows(f"select a.public_id, {counted} {PAST_PROSPECT}")
        here = {str(key): int(str(number)) for key, number in rows}
        there: dict[str, int] = dict.fromkeys(here, 0)
        for one in stage.store(f"atsApplications/{part}"):
            there[one["parent"]] += 1
        assert there == here, f"{part} differ for {[key for key in here if here[key] != there[key]]}"
        stage.fact(f"{part}: {sum(there.values())} on {len(there)} applications, equal for each")


def _richness(found: list[dict[str, Any]]) -> int:
    return sum(len(one["feedback"]) + len(one["notes"]) + 5 * bool(one["feedback"] and one["notes"]) for one in found)


@rule("RSC-204", "A new candidate with a value of its own in every field: each arrives, and the person is matched",
      source=SOURCE, grade="S")  # fmt: skip
def new_candidate(stage: Stage) -> None:
    member = stage.kept["unique"] = _member_like_nobody(stage)
    page = add_applicant(stage, WITH_PROSPECTS, member)
    stage.shot(page, "added")
    told = stage.eventually(lambda: shown(stage, R1, member["id"]), "the mark", seconds=30)
    bodies = [one["body"] for one in stage.store("atsCandidates")]
    body = next(one for one in bodies if one["firstName"] == member["first_name"])
    values = {
        "lastName": member["last_name"], "emailAddresses": [member["emails"][0]],
        "currentCompanyName": member["employer"], "currentJobTitle": member["headline"],
    }  # fmt: skip
    assert {key: body.get(key) for key in values} == values, f"LinkedIn holds {body}"
    phones = str(body["phoneNumbers"]).replace(" ", "")
    assert member["phone"].replace(" ", "") in phones, f"phones {phones}"
    assert told[0]["jobs"][0]["job_name"] == WITH_PROSPECTS, f"shown: {told}"
    note, strengths = f"Asked for {member['headline']}.", f"Rigs like {member['last_name']}."
    write_note(page, note)
    give_feedback(page, strengths)
    wanted = (note, strengths)
    stage.eventually(lambda: all(one in str(shown(stage, R1, member["id"])) for one in wanted), "note and feedback")
    _in_both_places(stage, member, note, strengths)
    _matched(stage, member, told[0]["candidate_id"])


def _member_like_nobody(stage: Stage) -> dict[str, Any]:
    mark = f"{time.time_ns():x}"[-8:]
    member = {
        "id": f"unique-{mark}", "first_name": f"Yrsa{mark[:4]}", "last_name": f"Nordvik{mark[4:]}",
        "headline": f"Rigger {mark}", "location": "Bergen, NO", "emails": [f"yrsa.{mark}@example.org"],
        "phone": "+47 900 00 777", "employer": f"Vestvind {mark}",
    }  # fmt: skip
    stage.stack.control("POST", "world", json={"members": [member]})
    stage.kept.setdefault("taken", set()).add(member["id"])
    return member


def add_applicant(stage: Stage, job: str, who: dict[str, Any]) -> Page:
    """Add a person by hand as an applicant to R1's job; ends on the application."""
    page = go(stage, sign_in(stage, R1), f"jobs/{job_key(stage, job)}/applicants/")
    page.bring_to_front()
    page.locator("[hx-get*='/add/']").first.click()
    form = page.locator("dialog#dialog form")
    values = {
        "given_name": who["first_name"], "surname": who["last_name"], "email": (who.get("emails") or [""])[0],
        "phone": who.get("phone", ""), "title": who.get("headline", ""), "employer": who.get("employer", ""),
    }  # fmt: skip
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=source]").select_option("referral")
    form.locator("[name=kind][value=applicant]").check()
    form.locator("button.btn-brand").click()
    expect(page.locator("dialog#dialog")).to_be_hidden()
    return application_page(stage, R1, candidate_named(stage, who))


def job_key(stage: Stage, title: str) -> str:
    """Return the part of a job's address that names it."""
    return str(stage.stack.first.rows("select public_id from jobs_job where title = %s", title)[0][0])


def _in_both_places(stage: Stage, member: dict[str, Any], note: str, strengths: str) -> None:
    """On the search result the mark, on the profile what is behind it: status, feedback, note."""
    page = marked_in_both_places(stage, member)
    panel = page.get_by_role("region", name="In ATS")
    for text in (WITH_PROSPECTS, note, strengths):
        expect(panel.get_by_text(text).first).to_be_visible()
    stage.shot(page, "profile")


def _matched(stage: Stage, member: dict[str, Any], candidate: str) -> None:
    """LinkedIn is asked whom it matched, and the tab says so."""
    stage.kept["unique candidate"] = candidate
    asked = stage.eventually(lambda: _asks_for_match(stage), "LinkedIn was asked for the match", seconds=30)
    assert asked
    page = candidate_page(stage, R1, candidate)
    expect(widget(page).get_by_role("heading", name=name_of(member))).to_be_visible()
    expect(page.get_by_text(say("LinkedIn found %(name)s", name=name_of(member)))).to_be_visible()
    kept = stage.stack.first.rows(
        """select m.members from linkedin_membermatch m join linkedin_syncrow r on r.id = m.row_id
        where r.object_id = %s""", candidate)  # fmt: skip
    assert "urn:li:person:" in str(kept), f"no person URN is kept: {kept}"
    stage.shot(page, "matched")


def _asks_for_match(stage: Stage) -> list[dict[str, Any]]:
    return stage.wire(lambda one: names.is_about("atsCandidates")(one) and "matchedMembers" in one["query"])
