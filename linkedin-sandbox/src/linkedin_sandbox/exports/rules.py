"""One-click export: the recruiter's side, and what the ATS then fetches (retrieve-exported-candidates page)."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from linkedin_sandbox.acls import visibility
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import requisitions
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.state import State, persons, world

MONTHLY_LIMIT = 300
KIND = "EXPORT_CANDIDATE_PROFILE"


@dataclass(frozen=True)
class OfferedJob:
    """A line in the export dialog's job box. ``application`` is None for the sandbox's own foreign ATS."""

    application: int | None
    ats: str
    external_id: str
    shown_id: str  # companyJobCode where there is one
    title: str
    location: str
    private: bool  # only in Recruiter, not public


@dataclass(frozen=True)
class Export:
    """What pressing *Export* did. ``request`` is empty for a foreign ATS: nothing leaves then."""

    request: str
    job: OfferedJob
    member: str


def ats_choices(state: State, seat: world.Seat) -> list[tuple[int | None, str]]:
    """The connected ATSs of a seat, for *Change ATS*: application (None: foreign) and name."""
    contract = _contract(state, seat)
    own: list[tuple[int | None, str]] = [(one.id, one.name) for one in levels.serving(state, seat)]
    return own + [(None, one.name) for one in world.foreign_ats(state, contract.organization)]


def jobs_offered(state: State, seat: world.Seat, text: str = "", ats: str | None = None) -> list[OfferedJob]:
    """Open jobs whose title or id holds the text, as the access control lists let this seat's member see them.

    ``ats`` limits to one connected ATS by name.
    """
    contract = _contract(state, seat)
    found = [one for app in levels.serving(state, seat) for one in _synced(state, app.id, app.name, contract, seat)]
    found += [one for app in levels.serving(state, seat) for one in _requisitions(state, app.id, app.name, contract)]
    found += _foreign(state, contract.organization)
    wanted = text.strip().casefold()
    return [one for one in found if ats in (None, one.ats) and (wanted in one.title.casefold() or wanted in _ids(one))]


def already_applied(state: State, job: OfferedJob, seat: world.Seat, member: world.Member) -> bool:
    """Has the ATS synced an application of this member for this job?"""
    if job.application is None:
        return False
    organization = f"urn:li:organization:{_contract(state, seat).organization}"
    candidates = matching.candidates_of(state, job.application, organization, member)
    marks = ",".join("?" * len(candidates))
    sql = f"""select count(*) from records where application = ? and resource = 'atsApplications' and context = ?
        and json_extract(body, '$.atsJobPostingId') = ? and json_extract(body, '$.atsCandidateId') in ({marks})"""  # noqa: S608
    return bool(state.db.value(sql, (job.application, organization, job.external_id, *candidates)))


def exports_this_month(state: State, seat: int) -> int:
    now = datetime.fromtimestamp(state.clock.now() / 1000, UTC)
    start = int(datetime(now.year, now.month, 1, tzinfo=UTC).timestamp() * 1000)
    return int(state.db.value("select count(*) from exports where seat = ? and created_at >= ?", (seat, start)))


def exports_of(state: State, member: str) -> list[sqlite3.Row]:
    """Every export of a member, newest first: seat, external_id, email, created_at, request."""
    return state.db.rows("select * from exports where member = ? order by id desc", (member,))


def export(
    state: State, seat_id: int, member_id: str, external_job_id: str, email: str = "", *, ats: str | None = None
) -> Export:
    """Press *Export*: the ATS is told that something is there to fetch. Raises ActRefused with the reason."""
    seat, member = world.seat(state, seat_id), world.member(state, member_id)
    if seat is None or seat.state != "ACTIVE":
        raise ActRefused(f"Seat {seat_id} is not active.")
    if member is None:
        raise ActRefused(f"There is no member {member_id} in this world.")
    if exports_this_month(state, seat.id) >= MONTHLY_LIMIT:
        raise ActRefused(f"This seat has used its {MONTHLY_LIMIT} exports of this month.")
    job = next((one for one in jobs_offered(state, seat, ats=ats) if one.external_id == external_job_id), None)
    if job is None:
        raise ActRefused(f"Job {external_job_id} is not open to this seat in any connected ATS.")
    return _store(state, seat, member, job, email)


def exported(state: State, application: int, request: str) -> list[dict[str, Any]]:
    """What the ATS receives for a request id; nothing once the id is dead or for another's id."""
    payload = push.open_request(state, application, KIND, request)
    row = state.db.row("select * from exports where request = ?", (request,)) if payload else None
    member = world.member(state, row["member"]) if row else None
    if row is None or payload is None or member is None:
        return []
    element = {
        "candidate": stub_profile(application, member, row["email"]),
        "externalJobPostingId": row["external_id"],
        "integrationContext": payload["integrationContext"],
    }
    seat = world.seat(state, row["seat"])
    if state.assumptions["A-28"] == "named" and seat:
        element["exporter"] = persons.urn_of(application, seat.member)
    return [element]


def closed_accounts(state: State, application: int, context: str) -> list[dict[str, Any]]:
    """Members who closed their account, of those ever handed to this customer or linked by it (A-41)."""
    rows = state.db.rows(
        """select distinct member from exports where application = :application
        union select distinct member from stubs""",
        {"application": application},
    )
    ids = {row["member"] for row in rows} | _linked(state, application, context)
    found = [one for one in (world.member(state, number) for number in sorted(ids)) if one and one.closed_at]
    return [
        {"member": persons.urn_of(application, one.id), "profileUrl": one.url, "closedAt": one.closed_at}
        for one in found
    ]


def stub_profile(application: int, member: world.Member, email: str) -> dict[str, Any]:
    """StubProfile with the enhanced fields: top 3 skills, latest 2 positions, educations."""
    profile: dict[str, Any] = {
        "firstName": member.first_name,
        "lastName": member.last_name,
        "member": persons.urn_of(application, member.id),
        "profileUrl": member.url,
        "currentEmployerNames": [member.employer] if member.employer else [],
        "emailAddresses": [email] if email else [],
        "headline": member.headline,
        "location": member.location,
        "yearsOfExperience": member.years_of_experience,
        "skills": list(member.skills[:3]),
        "positions": [{"title": one.title, "companyName": one.company} for one in member.positions[:2]],
        "educations": [
            {"schoolName": one.school, "degreeName": one.degree, "fieldOfStudy": one.field} for one in member.educations
        ],
    }
    required = ("currentEmployerNames", "emailAddresses")
    return {name: value for name, value in profile.items() if value or name in required}


def _store(state: State, seat: world.Seat, member: world.Member, job: OfferedJob, email: str) -> Export:
    organization = f"urn:li:organization:{_contract(state, seat).organization}"
    with state.db.transaction():
        request = ""
        if job.application is not None:
            payload = {"integrationContext": organization, "seat": seat.id}
            request = push.enqueue(state, job.application, KIND, organization, payload)
        state.db.add(
            "exports",
            request=request,
            application=job.application,
            seat=seat.id,
            member=member.id,
            external_id=job.external_id,
            email=email.strip(),
            created_at=state.clock.now(),
        )
    return Export(request, job, member.id)


def _requisitions(state: State, application: int, ats: str, contract: world.Contract) -> list[OfferedJob]:
    """Requisitions of /rest that have no open posting; all of Recruiter's seats may see them."""
    organization = f"urn:li:organization:{contract.organization}"
    found = requisitions.of_context(state, application, organization)
    posted = {row["external_id"] for row in jobs.open_jobs(state, application)}
    return [
        OfferedJob(application, ats, one.posting, one.posting, one.title, one.location, not one.public)
        for one in found
        if one.posting not in posted
    ]


def _synced(state: State, application: int, ats: str, contract: world.Contract, seat: world.Seat) -> list[OfferedJob]:
    organization = f"urn:li:organization:{contract.organization}"
    rows = [row for row in jobs.open_jobs(state, application) if row["organization"] == contract.organization]
    bodies = [(row, json.loads(row["body"])) for row in rows]
    return [
        OfferedJob(
            application,
            ats,
            row["external_id"],
            body.get("companyJobCode") or row["external_id"],
            body["title"],
            body.get("location") or "",
            row["availability"] != "PUBLIC",
        )
        for row, body in bodies
        if visibility.may_export_to(state, application, organization, row["external_id"], seat.member)
    ]


def _foreign(state: State, organization: int) -> list[OfferedJob]:
    return [
        OfferedJob(None, ats.name, job.id, job.id, job.title, job.location, private=False)
        for ats in world.foreign_ats(state, organization)
        for job in ats.jobs
    ]


def _ids(job: OfferedJob) -> str:
    return f"{job.external_id} {job.shown_id}".casefold()


def _linked(state: State, application: int, context: str) -> set[str]:
    rows = state.db.rows(
        "select distinct value from hints where application = ? and context = ? and kind = 'member'",
        (application, context),
    )
    found = (persons.member(state, application, row["value"]) for row in rows)
    return {one.id for one in found if one}


def _contract(state: State, seat: world.Seat) -> world.Contract:
    contract = world.contract(state, seat.contract)
    if contract is None:
        raise ActRefused(f"Contract {seat.contract} of seat {seat.id} is not in this world.")
    return contract
