"""Module 4: who may see a job in Recruiter follows the hiring team."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import expect

from rehearsal import names
from rehearsal.chapters.rsc.outward import add_applicant, job_key
from rehearsal.chapters.rsc.people import R1, R2, offers, postings, shown, write_note
from rehearsal.chapters.seed_story.export import activate, add_to_team, draft, let_linkedin_take, patience
from rehearsal.chapters.seed_story.in_ats import settled
from rehearsal.chapters.seed_story.people import ADMIN, colleague, go, recruiter_at, seat_of, sign_in, someone_new, tab
from rehearsal.chapters.seed_story.user import connect_own
from rehearsal.rules import chapter
from rehearsal.stage import Stage
from rehearsal.words import say

RULES, rule = chapter()
SOURCE = "RSC certification, module 4"
JOB = "Harbour pilot"
NOTE, PEOPLE = "Knows every quay from here to the North Cape.", 2


@rule("RSC-401", "A new job of a hiring team: who is on it finds the job in the export box, others do not",
      source=SOURCE, grade="F")  # fmt: skip
def own_job(stage: Stage) -> None:
    go(stage, sign_in(stage, R2), "settings/connections/")
    connect_own(stage, R2)
    page = draft(stage, JOB, by=R1)
    tab(page, "Hiring team")
    add_to_team(page, ADMIN, "hiring_manager")
    stage.shot(page, "the team")
    _key, job_id = activate(page)
    let_linkedin_take(stage, job_id)
    stage.eventually(lambda: _is_offered(stage, R1), "R1 may export to it", seconds=30)
    assert postings(stage, job_id)[0]["accessRestricted"], "the job was sent without restriction"
    stage.kept["restricted job"] = job_id
    assert _assignees(stage), "no access list with the job has anybody in it"
    stage.fact(f"{len(_assignees(stage))} may export to it: {', '.join(sorted(_assignees(stage)))}")
    stage.kept["restricted"] = [someone_new(stage), someone_new(stage)]
    _found(stage, R1, found=True)
    _found(stage, R2, found=False)


def _assignees(stage: Stage) -> set[str]:
    """Return the person URNs on the access lists that hold the job at LinkedIn."""
    lists = {one["parent"] for one in stage.store("atsEntityAcls") if one["key"] == stage.kept["restricted job"]}
    return {one["key"] for one in stage.store("atsEntityAclAssignees") if one["parent"] in lists}


def _is_offered(stage: Stage, key: str) -> bool:
    answer: Any = stage.stack.control("GET", "jobs-offered", params={"seat": seat_of(stage, key), "q": JOB})
    return any(JOB in one["title"] for one in answer["jobs"])


def _found(stage: Stage, key: str, *, found: bool) -> None:
    """Look for the job in a colleague's own export box."""
    page = recruiter_at(stage, key, stage.kept["restricted"][0]["id"])
    expect(offers(page, JOB, JOB)).to_have_count(int(found))
    stage.shot(page, f"{key}: {'offered' if found else 'not offered'}")


@rule("RSC-402", "An application with stage and note on that job: members see it behind In ATS, others do not",
      source=SOURCE, grade="F")  # fmt: skip
def own_application(stage: Stage) -> None:
    for member in stage.kept["restricted"]:
        write_note(add_applicant(stage, JOB, member), NOTE)
    stage.eventually(lambda: _seen(stage, R1) == PEOPLE, "R1 sees the applications", seconds=30)
    stage.eventually(lambda: NOTE in str(_panels(stage, R1)), "R1 sees the note", seconds=30)
    assert not _seen(stage, R2), "R2 sees them too"
    assert NOTE not in str(_panels(stage, R2)), "R2 reads the note"
    _look(stage, R1, sees=True)
    _look(stage, R2, sees=False)


def _panels(stage: Stage, key: str) -> list[dict[str, Any]]:
    return [one for member in stage.kept["restricted"] for one in shown(stage, key, member["id"])]


def _seen(stage: Stage, key: str) -> int:
    """Return for how many of the people the job stands behind *In ATS*."""
    return sum(any(job["job_name"] == JOB for job in one["jobs"]) for one in _panels(stage, key))


def _look(stage: Stage, key: str, *, sees: bool) -> None:
    page = recruiter_at(stage, key, stage.kept["restricted"][0]["id"])
    page.bring_to_front()
    if page.locator("#mark").count():
        page.locator("#mark").hover()
    status = page.locator("#in-ats p.app").filter(has_text=JOB)
    expect(status).to_have_count(int(sees))
    stage.shot(page, f"{key}: {'in ats' if sees else 'not in ats'}")


@rule("RSC-403", "Taken off the team: the job leaves export box and In ATS", source=SOURCE, grade="F")
def taken_off(stage: Stage) -> None:
    settled(stage)  # the two seconds are of a quiet day
    page = go(stage, sign_in(stage, ADMIN), f"jobs/{job_key(stage, JOB)}/team/")
    take_off = page.get_by_label(say("Take %(name)s off the team", name=colleague(R1).name))
    _measure(stage, take_off.click, sees=False)
    expect(take_off).to_have_count(0)
    stage.shot(page, "the team without")
    gone = names.is_about("atsEntityAcls")
    job_id = stage.kept["restricted job"]
    assert stage.wire(lambda one: gone(one) and one["method"] == "DELETE" and job_id in one["query"]), "no DELETE"
    _found(stage, R1, found=False)
    _look(stage, R1, sees=False)


@rule("RSC-404", "Put back on the team: the job and what hangs on it are there again", source=SOURCE, grade="F")
def put_back(stage: Stage) -> None:
    page = go(stage, sign_in(stage, ADMIN), f"jobs/{job_key(stage, JOB)}/team/")
    _measure(stage, lambda: add_to_team(page, R1, "recruiter"), sees=True)
    stage.shot(page, "the team again")
    _found(stage, R1, found=True)
    _look(stage, R1, sees=True)


def _measure(stage: Stage, change: Callable[[], object], *, sees: bool) -> None:
    """Change the team and say how long both places took to follow."""
    began = time.monotonic()
    change()
    both = partial(_follows, stage, sees=sees)
    stage.eventually(both, "export box and In ATS follow the team", seconds=30)
    took = time.monotonic() - began
    stage.fact(f"Both places followed after {took:.1f} s")
    assert took <= patience(), f"it took {took:.1f} s"


def _follows(stage: Stage, *, sees: bool) -> bool:
    return _is_offered(stage, R1) is sees and _seen(stage, R1) == PEOPLE * sees
