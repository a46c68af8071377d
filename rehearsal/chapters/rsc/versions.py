"""Module 5, its last rule: what moving to LinkedIn's versioned addresses takes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from linkedin_talent.names import REST_VERSION
from playwright.sync_api import expect

from rehearsal import names
from rehearsal.chapters.rsc.deletion import (
    ON_APPLICATION,
    ON_PERSON,
    delete_application,
    delete_candidate,
    delete_note,
    somebody,
    unmarked,
)
from rehearsal.chapters.rsc.inward import arrives, stored
from rehearsal.chapters.rsc.onboarding import applications
from rehearsal.chapters.rsc.people import R1, candidate_page, offers, press_export
from rehearsal.chapters.seed_story.people import ADMIN, recruiter_at, someone_new
from rehearsal.company.jobs import WITH_PROSPECTS
from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()
VERSIONED = {
    "PUT /rest/candidates",
    "PUT /rest/candidateNotes",
    "PUT /rest/atsApplications",
    "PUT /rest/applicationNotes",
    "PUT /rest/applicationStage",
    "PUT /rest/applicationInterviewFeedbacks",
    "DELETE /rest/candidateNotes",
    "DELETE /rest/applicationNotes",
    "DELETE /rest/atsApplications",
    "DELETE /rest/candidates",
    "GET /rest/exportedCandidates",
}
# Where LinkedIn has published no versioned name, or not this method of it.
UNPUBLISHED = {
    "atsEntityAcls",
    "atsEntityAclAssignees",
    "simpleJobPostings",  # what belongs to Recruiter: private, restricted
    "jobPostingStatus",
    "conversationEvents",
    "mailStubs",
    "prospectNotes",
}
NOT_DELETED_THERE = {"stages", "interviewFeedback"}


@rule("RSC-505", "Moving to versioned addresses takes one setting and a restart: a round by them, and back again",
      source="RSC certification, module 5", grade="F")  # fmt: skip
def versioned(stage: Stage) -> None:
    last = max(one["id"] for one in stage.wire(bool))
    stage.stack.restart(stage.stack.first, **{names.VARIABLE: REST_VERSION})
    try:
        _round(stage)
    finally:
        stage.stack.restart(stage.stack.first, **{names.VARIABLE: names.version()})
    mine = applications(stage)[0]["id"]
    calls = stage.wire(lambda one: one["id"] > last and one["application"] == mine and _is_ours(one))
    versions = {_version(one) for one in calls if one["path"].startswith("/rest/")}
    called = Counter(f"{one['method']} {one['path']}" for one in calls if one["path"].startswith("/rest/"))
    left = [one for one in calls if one["path"].startswith("/v2/")]
    assert versions == {REST_VERSION}, f"versions named: {versions}"
    assert set(called) >= VERSIONED, f"not called: {VERSIONED - set(called)}"
    assert all(map(_has_no_other_name, left)), f"below /v2 although published: {_names(left)}"
    _shot_of_ledger(stage, next(one["id"] for one in calls if one["path"] == "/rest/candidates"))
    stage.fact(f"LinkedIn-Version {REST_VERSION} on {called.total()} calls: {', '.join(sorted(called))}")
    stage.fact(f"{len(left)} calls below /v2, where nothing else is published: {_names(left)}")


def _round(stage: Stage) -> None:
    """A person with application, stage, notes and feedback; an export; notes and person deleted again."""
    member, exported = someone_new(stage), someone_new(stage)
    candidate = somebody(stage, member, feedback=True)
    page = recruiter_at(stage, R1, exported["id"])
    expect(offers(page, WITH_PROSPECTS, WITH_PROSPECTS)).to_be_visible()
    press_export(page, WITH_PROSPECTS)
    arrives(stage, exported)
    page = candidate_page(stage, R1, candidate, "notes")
    for text in (ON_APPLICATION, ON_PERSON):
        delete_note(page, text)
    delete_application(stage, candidate)
    unmarked(stage, member)
    delete_candidate(stage, candidate)
    stage.eventually(lambda: not stored(stage, candidate), "the person is gone at LinkedIn", seconds=60)


def _is_ours(one: dict[str, Any]) -> bool:
    return bool(one["direction"] == "in" and one["path"].startswith(names.EVERY))


def _version(one: dict[str, Any]) -> str:
    return str({name.lower(): value for name, value in one["headers"].items()}.get("linkedin-version", ""))


def _has_no_other_name(one: dict[str, Any]) -> bool:
    resource, ending = one["path"].split("/")[2], one["path"].rpartition("/")[2]
    not_deleted = one["method"] == "DELETE" and ending in NOT_DELETED_THERE
    return resource in UNPUBLISHED or not_deleted or "q=closed" in one["query"]


def _names(calls: Iterable[dict[str, Any]]) -> str:
    return ", ".join(sorted({f"{one['method']} {_without_keys(one['path'])}" for one in calls}))


def _without_keys(path: str) -> str:
    return "/".join("…" if "=" in part else part for part in path.split("/")[2:])


def _shot_of_ledger(stage: Stage, call: int) -> None:
    page = stage.tab(ADMIN)
    page.set_viewport_size({"width": 1440, "height": 2000})  # the sandbox's last line covers nothing then
    page.goto(f"{stage.stack.sandbox_url}/?q=/rest/&row={call}")
    expect(page.get_by_text("LinkedIn-Version").first).to_be_visible()
    stage.shot(page, "the ledger")
    page.close()
