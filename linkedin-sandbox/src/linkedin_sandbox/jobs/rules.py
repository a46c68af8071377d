"""Job postings by API: operations become tasks, tasks become jobs, by the sandbox's clock (job postings pages).

1. *post* checks the elements at once and queues a task for each good one
2. a task stays IN_PROGRESS until its time; whoever looks next finds it SUCCEEDED or FAILED
3. a job is open until CLOSE or its end; CREATE of a closed job's id opens it again (A-21)
"""

import json
import sqlite3
import uuid
from typing import Any
from urllib.parse import quote

from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import checks
from linkedin_sandbox.state import State, world

DAY_MS = 24 * 3600 * 1000
BASIC_LIFE_MS = 180 * DAY_MS
TASK_LIFE_MS = 30 * DAY_MS
FIRST_JOB = 4_100_200_300
TASK_URN = "urn:li:simpleJobPostingTask:"
PREFIX = "Job processing failed due to a client-side error. Please check payload and integration setup. Error details: "


# --- posting ------------------------------------------------------------------------------------------------------


def post(state: State, call: Call, elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Queue a batch; one reply element each. A single bad element refuses the whole call (A-20)."""
    complete_due(state)
    alone = len(elements) == 1 and state.assumptions["A-20"] == "by-batch"
    seen: set[str] = set()
    replies = []
    for element in elements:
        body = {name: value for name, value in element.items() if value is not None}
        try:
            with call.judged():
                replies.append(_post_one(state, call, body, seen))
        except Refusal as refusal:
            if alone and not refusal.message.startswith("ERROR :: /") and "workplaceTypes" not in refusal.message:
                raise
            error = {"message": refusal.message, "status": refusal.status}
            replies.append({"status": refusal.status, "error": error})
    return replies


def _post_one(state: State, call: Call, body: dict[str, Any], seen: set[str]) -> dict[str, Any]:
    task = TASK_URN + str(uuid.uuid4())
    checks.element(state, call, body, task)
    name = str(body["externalJobPostingId"])
    if name in seen:
        raise checks.refuse(400, f"externalJobPostingId {name} stands twice in one batch", "8.1")
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
            raise checks.refuse(409, "Cannot close job which is already closed or does not exist")
        return
    if body.get("listingType") == "PREMIUM":
        contract = body.get("contract") or "urn:li:contract:0"
        raise checks.refuse(402, f"Insufficient job slots for contract = {contract} for purchase flow")
    context = str(body.get("integrationContext") or "")
    private = body.get("availability") == "PRIVATE_TO_ATS_INTEGRATION"
    if private and not levels.enabled(state, call.application, context):
        raise checks.refuse(403, "Not enough permissions to access: POST /simpleJobPostings", "6.8")
    _poster(state, call, body)


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
            number, error = _process(state, task)
            state.db.do(
                "update tasks set status = ?, error = ?, number = ? where id = ?",
                ("FAILED" if error else "SUCCEEDED", error, number, task["id"]),
            )


def _process(state: State, task: sqlite3.Row) -> tuple[int | None, str | None]:
    body = json.loads(task["body"])
    job = job_of(state, task["application"], task["external_id"])
    if task["operation"] == "CLOSE":
        return _close(state, job)
    organization = organization_of(state, body)
    error = checks.defect(state, body, organization) or _out_of_turn(state, task, job, body)
    if error or organization is None:
        return None, error
    return _open(state, task, job, body, organization), None


def _out_of_turn(state: State, task: sqlite3.Row, job: sqlite3.Row | None, body: dict[str, Any]) -> str | None:
    running = job is not None and is_open(state, job)
    if task["operation"] == "CREATE" and running:
        return (
            f"{PREFIX}Trying to create a job with same partnerIdentifier already exists. "
            f"It is duplicate creation request for {task['external_id']}"
        )
    if task["operation"] == "RENEW" and not running:
        return f"{PREFIX}Operation type `RENEW` is not allowed for a non-existing job"
    if task["operation"] == "UPDATE" and not running:
        partner = f"urn:li:jobPostingPartner:{task['application']}"
        return (
            f"{PREFIX}Operation type `UPDATE` is not allowed for a non-existing job of partner urn {partner}, "
            f"partner job code ({task['external_id']})"
        )
    if job and running and job["availability"] == "PUBLIC" and body.get("availability", "PUBLIC") != "PUBLIC":
        return "This job was dropped due to validation error."
    return None


def _open(
    state: State,
    task: sqlite3.Row,
    job: sqlite3.Row | None,
    body: dict[str, Any],
    organization: world.Organization,
) -> int:
    now = state.clock.now()
    keeps_end = job is not None and task["operation"] == "UPDATE"
    number = job["number"] if job else state.db.next_number("job", FIRST_JOB)
    listed_at = checks.milliseconds(body["listedAt"])
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
    return int(body.get("expireAt") or start + BASIC_LIFE_MS)


def _close(state: State, job: sqlite3.Row | None) -> tuple[int | None, str | None]:
    if job is None:
        return None, "Cannot close job which is already closed or does not exist"
    state.db.do(
        "update jobs set state = 'CLOSED', closed_at = ? where application = ? and external_id = ?",
        (state.clock.now(), job["application"], job["external_id"]),
    )
    return job["number"], None


def organization_of(state: State, body: dict[str, Any]) -> world.Organization | None:
    """The company an element names: by URN, by page address, by name, in this order."""
    urn = str(body.get("integrationContext") or body.get("company") or "")
    if urn:
        number = urn.rpartition(":")[2]
        known = urn.startswith("urn:li:organization:") and number.isdigit()
        return world.organization(state, int(number)) if known else None
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


def task(state: State, application: int, urn: str) -> dict[str, Any] | None:
    """A task as `simpleJobPostingTasks` gives it, for 30 days."""
    complete_due(state)
    row = state.db.row(
        "select * from tasks where id = ? and application = ? and created_at > ?",
        (urn, application, state.clock.now() - TASK_LIFE_MS),
    )
    if row is None:
        return None
    found = {"id": row["id"], "status": row["status"], "externalJobPostingId": row["external_id"]}
    if location := json.loads(row["body"]).get("location"):
        found["location"] = location
    if row["number"]:
        found["jobPosting"] = f"urn:li:jobPosting:{row['number']}"
    return found | ({"errorMessage": row["error"]} if row["error"] else {})


def status(state: State, application: int, external_id: str) -> dict[str, Any] | None:
    """A job as `jobPostingStatus` gives it; None if neither a job nor a task is known."""
    complete_due(state)
    job = job_of(state, application, external_id)
    last = state.db.row(
        "select * from tasks where application = ? and external_id = ? order by created_at desc, rowid desc",
        (application, external_id),
    )
    known_from = job or last
    if known_from is None:
        return None
    listing, detail = _listing_status(state, job, last)
    return {
        "externalJobPostingId": int(external_id) if external_id.isdigit() else external_id,
        "jobPostingInfo": _info(state, job) if job else None,
        "jobPostingUrl": f"{state.settings.base}/jobs/view/{job['number']}" if job else None,
        "rawLocation": json.loads(known_from["body"]).get("location"),
        "listingStatus": listing,
        "listingStatusDetail": detail,
        "linkedInApplyStatus": "NOT_ENABLED",
        "linkedInApplyStatusDetail": None,
        "promotionStatus": "NOT_PROMOTED",
        "promotionStatusDetail": None,
    }


def _listing_status(
    state: State, job: sqlite3.Row | None, last: sqlite3.Row | None
) -> tuple[str, dict[str, Any] | None]:
    if job and is_open(state, job):
        return ("LISTED" if job["availability"] == "PUBLIC" else "NOT_LISTED"), None
    if last and last["status"] == "IN_PROGRESS":
        return "IN_PROGRESS", None
    if last and last["error"]:
        detail = {"errorCode": "JOB_REJECTED", "errorType": "CUSTOMER_ERROR", "statusMessage": last["error"]}
        return "NOT_LISTED", detail
    return "NOT_LISTED", None


def _info(state: State, job: sqlite3.Row) -> dict[str, Any]:
    body = json.loads(job["body"])
    company = world.organization(state, job["organization"])
    return {
        "expireAt": job["expire_at"],
        "listedAt": job["listed_at"],
        "location": body.get("location"),
        "alternateLocations": body.get("alternateLocations") or [],
        "companyDetails": {"name": company.name, "pageUrl": company.page} if company else None,
        "visibilityTag": "PUBLIC" if job["availability"] == "PUBLIC" else "PRIVATE",
    }
