"""Job postings by API: operations become tasks, tasks become jobs, by the sandbox's clock (job postings pages).

1. *post* checks the elements at once and queues a task for each good one
2. a task stays IN_PROGRESS until its time; whoever looks next finds it SUCCEEDED or FAILED
3. a job is open until CLOSE or its end; CREATE of a closed job's id opens it again (A-21)
"""

import json
import sqlite3
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from linkedin_sandbox import fields
from linkedin_sandbox.apply import onsite
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import checks, premium
from linkedin_sandbox.jobs.refusals import refuse
from linkedin_sandbox.state import State, faults, world

DAY_MS = 24 * 3600 * 1000
BASIC_LIFE_MS = 180 * DAY_MS
FIRST_JOB = 4_100_200_300
TASK_URN = "urn:li:simpleJobPostingTask:"
PREFIX = "Job processing failed due to a client-side error. Please check payload and integration setup. Error details: "


# --- posting ------------------------------------------------------------------------------------------------------


def post(
    state: State, call: Call, elements: list[dict[str, Any]], surface: checks.Surface = checks.V2
) -> list[dict[str, Any]]:
    """Queue a batch; one reply element each. A single bad element refuses the whole call (A-20)."""
    complete_due(state)
    onsite.challenge(state, call.application, elements)
    alone = len(elements) == 1 and state.assumptions["A-20"] == "by-batch"
    seen: set[str] = set()
    replies = []
    for element in elements:
        body = {name: value for name, value in element.items() if value is not None}
        try:
            with call.judged():
                replies.append(_post_one(state, call, body, seen, surface))
        except Refusal as refusal:
            if alone and not _inside(refusal.message):
                raise
            error = {"message": refusal.message, "status": refusal.status}
            replies.append({"status": refusal.status, "error": error})
    return replies


def _inside(message: str) -> bool:
    """Which errors stand in the element even of a single job: LinkedIn's table tells them by these marks."""
    return message.endswith("\n") or message.startswith("The `workplaceTypes` field")


def _post_one(
    state: State, call: Call, body: dict[str, Any], seen: set[str], surface: checks.Surface
) -> dict[str, Any]:
    task = TASK_URN + str(uuid.uuid4())
    checks.element(state, call, body, task, surface)
    name = str(body["externalJobPostingId"])
    if name in seen:
        raise refuse(400, f"externalJobPostingId {name} stands twice in one batch", "8.1")
    seen.add(name)
    _permitted(state, call, body, name)
    now = state.clock.now()
    state.db.add(
        "tasks",
        id=task,
        application=call.application,
        external_id=name,
        operation=body["jobPostingOperationType"],
        body=json.dumps(body),
        created_at=now,
        due_at=now + int(state.settings.task_delay_seconds * 1000),
        status="IN_PROGRESS",
    )
    call.effect(f"{body['jobPostingOperationType']} of {name} queued")
    return {"id": task, "status": 202, "location": f"/simpleJobPostings/{quote(task, safe='')}"}


def _permitted(state: State, call: Call, body: dict[str, Any], name: str) -> None:
    if body["jobPostingOperationType"] == "CLOSE":
        job = job_of(state, call.application, name)
        if job is None or not is_open(state, job):
            raise refuse(409, "Cannot close job which is already closed or does not exist")
        return
    premium.require_slot(state, call, body)
    context = str(body.get("integrationContext") or "")
    private = body.get("availability") == "PRIVATE_TO_ATS_INTEGRATION"
    if private and not levels.enabled(state, call.application, context):
        raise refuse(403, "Not enough permissions to access: POST /simpleJobPostings", "6.8")
    _poster(state, call, body)
    _requisition(state, call, body)


def _requisition(state: State, call: Call, body: dict[str, Any]) -> None:
    """On /rest a customer of Recruiter System Connect links posting and requisition."""
    company = str(body.get("company") or "")
    if company and "partnerRequisitionId" not in body and levels.enabled(state, call.application, company):
        call.broken("8.2", "partnerRequisitionId is required of customers with Recruiter System Connect.")


def _poster(state: State, call: Call, body: dict[str, Any]) -> None:
    """Not enforced by LinkedIn's API as far as its pages say, but its rule all the same."""
    email = str(body.get("posterEmail") or "").lower()
    if email and not state.db.value(
        """select count(*) from member_hints h join world w on w.kind = 'seats'
        and json_extract(w.body, '$.member') = h.member where h.kind = 'email' and h.value = ?""",
        (email,),
    ):
        call.broken("8.2", f"posterEmail {email} is not the address of a seat holder.")


# --- processing ---------------------------------------------------------------------------------------------------


def complete_due(state: State) -> None:
    """End the tasks whose time has come, in the order in which they were queued."""
    now = state.clock.now()
    if not state.db.value("select count(*) from tasks where status = 'IN_PROGRESS' and due_at <= ?", (now,)):
        return
    with state.db.transaction():
        due = "select * from tasks where status = 'IN_PROGRESS' and due_at <= ? order by due_at, rowid"
        for task in state.db.rows(due, (now,)):
            end = _process(state, task)
            state.db.do(
                "update tasks set status = ?, error = ?, number = ? where id = ?",
                (end.status, end.error, end.number, task["id"]),
            )


@dataclass(frozen=True)
class _End:
    """How a task ended."""

    status: str
    number: int | None = None
    error: str | None = None


def _process(state: State, task: sqlite3.Row) -> _End:
    if armed := faults.strike(state, f"{task['operation']} {task['external_id']}", scope="task"):
        return _End("FAILED", error=armed[0].fault.message or checks.DROPPED)
    body = json.loads(task["body"])
    job = job_of(state, task["application"], task["external_id"])
    if task["operation"] == "CLOSE":
        return _close(state, job)
    if error := _out_of_turn(state, task, job, body):
        return _End("FAILED", error=error)
    if job and task["operation"] in checks.SHORT:
        body = premium.changed(json.loads(job["body"]), body)
    organization = organization_of(state, body)
    error = checks.defect(state, body, organization)
    if error or organization is None:
        return _End("FAILED", error=error)
    number = _open(state, task, job, body, organization)
    return _End("PROCESSED" if _feed_still_read(state, task, body, organization) else "SUCCEEDED", number)


def _feed_still_read(state: State, task: sqlite3.Row, body: dict[str, Any], organization: world.Organization) -> bool:
    """A company's public jobs still come by feed: the posting is accepted, the move to the API is not done."""
    sql = "select count(*) from feed_jobs where organization = ? and state = 'LISTED'"
    public = body.get("availability", "PUBLIC") == "PUBLIC"
    return task["operation"] == "CREATE" and public and bool(state.db.value(sql, (organization.id,)))


def _out_of_turn(state: State, task: sqlite3.Row, job: sqlite3.Row | None, body: dict[str, Any]) -> str | None:
    running = job is not None and is_open(state, job)
    if task["operation"] == "CREATE" and running:
        return (
            f"{PREFIX}Trying to create a job with same partnerIdentifier already exists. "
            f"It is duplicate creation request for {task['external_id']}"
        )
    if task["operation"] in {"RENEW", "UPGRADE", "DOWNGRADE"} and not running:
        return f"{PREFIX}Operation type `{task['operation']}` is not allowed for a non-existing job"
    if task["operation"] == "UPDATE" and not running:
        partner = f"urn:li:jobPostingPartner:{task['application']}"
        return (
            f"{PREFIX}Operation type `UPDATE` is not allowed for a non-existing job of partner urn {partner}, "
            f"partner job code ({task['external_id']})"
        )
    if job and running and (_goes_private(job, body) or _is_spread(job, body)):
        return checks.DROPPED
    if task["operation"] == "CREATE" and job is not None and state.assumptions["A-21"] == "final":
        return f"{PREFIX}Trying to create a job with same partnerIdentifier already exists. It was closed"
    return None


def _goes_private(job: sqlite3.Row, body: dict[str, Any]) -> bool:
    return bool(job["availability"] == "PUBLIC" and body.get("availability", "PUBLIC") != "PUBLIC")


def _is_spread(job: sqlite3.Row, body: dict[str, Any]) -> bool:
    """Only a job with one location can be promoted after the fact."""
    was = json.loads(job["body"])
    places = {*(was.get("alternateLocations") or []), *(body.get("alternateLocations") or [])}
    return premium.wanted(body) and not premium.wanted(was) and len(places) > 1


def _open(
    state: State,
    task: sqlite3.Row,
    job: sqlite3.Row | None,
    body: dict[str, Any],
    organization: world.Organization,
) -> int:
    now = state.clock.now()
    keeps_end = job is not None and task["operation"] in {"UPDATE", *checks.SHORT}
    number = job["number"] if job else state.db.next_number("job", FIRST_JOB)
    listed_at = checks.milliseconds(state, body["listedAt"])
    state.db.add(
        "jobs",
        replace=True,
        application=task["application"],
        external_id=task["external_id"],
        organization=organization.id,
        number=number,
        body=json.dumps(body),
        availability=body.get("availability", "PUBLIC"),
        state="OPEN",
        listed_at=listed_at,
        expire_at=job["expire_at"] if job and keeps_end else _end(state, body, listed_at, now),
        closed_at=None,
    )
    return int(number)


def _end(state: State, body: dict[str, Any], listed_at: int, now: int) -> int:
    start = listed_at if state.assumptions["A-40"] == "expired" else now
    return int(body.get("expireAt") or start + (premium.LIFE_MS if premium.wanted(body) else BASIC_LIFE_MS))


def _close(state: State, job: sqlite3.Row | None) -> _End:
    if job is None:
        return _End("FAILED", error="Cannot close job which is already closed or does not exist")
    close(state, job["application"], job["external_id"])
    return _End("SUCCEEDED", job["number"])


def close(state: State, application: int, external_id: str) -> bool:
    """End a job; whether it was open."""
    return bool(
        state.db.do(
            """update jobs set state = 'CLOSED', closed_at = ?
            where application = ? and external_id = ? and state = 'OPEN'""",
            (state.clock.now(), application, external_id),
        )
    )


def organization_of(state: State, body: dict[str, Any]) -> world.Organization | None:
    """The company an element names: by URN, by page address, by name, in this order."""
    urn = str(body.get("integrationContext") or body.get("company") or "")
    if urn:
        number = fields.whole(urn.removeprefix("urn:li:organization:"))
        return world.organization(state, number) if number is not None else None
    page, name = str(body.get("companyPageUrl") or "").rstrip("/"), str(body.get("companyName") or "").casefold()
    found = world.organizations(state)
    return next((one for one in found if page == one.page.rstrip("/") or name == one.name.casefold()), None)


# --- reading ------------------------------------------------------------------------------------------------------


def job_of(state: State, application: int, external_id: str) -> sqlite3.Row | None:
    return state.db.row("select * from jobs where application = ? and external_id = ?", (application, external_id))


def known(state: State, application: int, external_id: str) -> bool:
    """Was this job ever sent, even if its task has not ended yet?"""
    sql = "select count(*) from tasks where application = ? and external_id = ? and status <> 'FAILED'"
    return bool(state.db.value(sql, (application, external_id)))


def is_open(state: State, job: sqlite3.Row) -> bool:
    return bool(job["state"] == "OPEN" and job["expire_at"] > state.clock.now())


def open_jobs(state: State, application: int | None = None) -> list[sqlite3.Row]:
    """Open jobs of one application or of all, newest first."""
    complete_due(state)
    return state.db.rows(
        """select * from jobs where (? is null or application = ?) and state = 'OPEN' and expire_at > ?
        order by listed_at desc, number desc""",
        (application, application, state.clock.now()),
    )
