"""What Recruiter shows of a member who is in an ATS: the mark, and the three sections behind it."""

import json
from dataclasses import dataclass, field
from typing import Any

from linkedin_sandbox.acls import visibility
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.state import State, world


@dataclass(frozen=True)
class StageLine:
    at: int  # epoch milliseconds
    stage: str


@dataclass(frozen=True)
class NoteLine:
    at: int
    text: str
    author: str
    on: str  # "candidate", or the job's name for a note on an application


@dataclass(frozen=True)
class FeedbackLine:
    at: int | None
    interviewer: str
    interview_type: str | None
    feedback: str
    evaluations: tuple[tuple[str, str], ...]  # attribute and result
    job: str


@dataclass(frozen=True)
class JobStatus:
    """One application: the job, its stages newest first, and how it ended."""

    application_id: str
    job_id: str
    job_name: str
    stages: tuple[StageLine, ...]
    disposition: str
    source: str
    created_at: int

    @property
    def present(self) -> str:
        return self.stages[0].stage if self.stages else ""


@dataclass(frozen=True)
class InAts:
    """One synced candidate record that is this member, in one connected ATS."""

    ats: Application
    candidate_id: str
    profile_url: str  # deep link into the ATS
    name: str
    why: str  # what the match rests on
    jobs: tuple[JobStatus, ...] = field(default=())
    feedback: tuple[FeedbackLine, ...] = field(default=())
    notes: tuple[NoteLine, ...] = field(default=())


def in_ats(state: State, seat: world.Seat, member: world.Member) -> list[InAts]:
    """Everything the connected ATSs have synced about a member, as this seat may see it. Empty: no mark."""
    contract = world.contract(state, seat.contract)
    if contract is None:
        return []
    organization = f"urn:li:organization:{contract.organization}"
    return [
        _one(state, ats, organization, candidate, seat)
        for ats in levels.serving(state, seat)
        for candidate in matching.candidates_of(state, ats.id, organization, member)
    ]


def marked(state: State, seat: world.Seat, member: world.Member) -> bool:
    """Does the member's profile carry the mark *In ATS* for this seat?"""
    contract = world.contract(state, seat.contract)
    organization = f"urn:li:organization:{contract.organization}" if contract else ""
    return any(matching.candidates_of(state, ats.id, organization, member) for ats in levels.serving(state, seat))


def _one(state: State, ats: Application, organization: str, candidate: str, seat: world.Seat) -> InAts:
    found = matching.match(state, ats.id, organization, candidate)
    mine = [
        (key, body)
        for key, body in _applications(state, ats.id, organization, candidate)
        if visibility.may_see_applications(state, ats.id, organization, body["atsJobPostingId"], seat.member)
    ]
    children = {key: _children(state, ats.id, organization, key) for key, _ in mine}
    return InAts(
        ats=ats,
        candidate_id=candidate,
        profile_url=found.candidate.get("externalProfileUrl") or "",
        name=f"{found.candidate.get('firstName')} {found.candidate.get('lastName')}",
        why=found.why,
        jobs=tuple(_status(key, body, children[key]["stages"]) for key, body in mine),
        feedback=tuple(_feedback(one, body) for key, body in mine for one in children[key]["interviewFeedback"]),
        notes=_notes(state, ats.id, organization, candidate, [(body, children[key]["notes"]) for key, body in mine]),
    )


def _applications(
    state: State, application: int, organization: str, candidate: str
) -> list[tuple[str, dict[str, Any]]]:
    rows = state.db.rows(
        """select key, body from records where application = ? and resource = 'atsApplications' and context = ?
        and json_extract(body, '$.atsCandidateId') = ? order by json_extract(body, '$.atsCreatedAt') desc""",
        (application, organization, candidate),
    )
    return [(row["key"], json.loads(row["body"])) for row in rows]


def _children(state: State, application: int, organization: str, parent: str) -> dict[str, list[dict[str, Any]]]:
    rows = state.db.rows(
        """select resource, body from records where application = ? and context = ? and parent = ? and parent <> ''
        and resource like 'atsApplications/%' order by json_extract(body, '$.atsCreatedAt') desc, rowid desc""",
        (application, organization, parent),
    )
    found: dict[str, list[dict[str, Any]]] = {"stages": [], "interviewFeedback": [], "notes": []}
    for row in rows:
        found[row["resource"].rpartition("/")[2]].append(json.loads(row["body"]))
    return found


def _status(key: str, body: dict[str, Any], stages: list[dict[str, Any]]) -> JobStatus:
    return JobStatus(
        application_id=key,
        job_id=body["atsJobPostingId"],
        job_name=body["atsJobPostingName"],
        stages=tuple(StageLine(one["atsCreatedAt"], one["stage"]) for one in stages),
        disposition=body.get("dispositionReason") or "",
        source=body.get("source") or "",
        created_at=body["atsCreatedAt"],
    )


def _feedback(one: dict[str, Any], application: dict[str, Any]) -> FeedbackLine:
    return FeedbackLine(
        at=one.get("atsCreatedAt"),
        interviewer=_name(one.get("interviewer")),
        interview_type=one.get("interviewType"),
        feedback=one.get("feedback") or "",
        evaluations=tuple((e.get("attribute", ""), e.get("result", "")) for e in one.get("evaluations") or []),
        job=application["atsJobPostingName"],
    )


def _notes(
    state: State,
    application: int,
    organization: str,
    candidate: str,
    on_applications: list[tuple[dict[str, Any], list[dict[str, Any]]]],
) -> tuple[NoteLine, ...]:
    rows = state.db.rows(
        """select body from records where application = ? and resource = 'atsCandidates/notes' and context = ?
        and parent = ? and parent <> ''""",
        (application, organization, candidate),
    )
    found = [_note(json.loads(row["body"]), "candidate") for row in rows]
    found += [_note(one, body["atsJobPostingName"]) for body, notes in on_applications for one in notes]
    return tuple(sorted(found, key=lambda one: -one.at))


def _note(body: dict[str, Any], on: str) -> NoteLine:
    return NoteLine(body.get("atsCreatedAt") or 0, body.get("note") or "", _name(body.get("author")), on)


def _name(person: dict[str, Any] | None) -> str:
    return f"{(person or {}).get('firstName') or ''} {(person or {}).get('lastName') or ''}".strip()
