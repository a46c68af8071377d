"""Tasks and jobs as an ATS reads them back (task status and job posting status pages)."""

import json
import sqlite3
from typing import Any

from linkedin_sandbox import fields
from linkedin_sandbox.apply import onsite
from linkedin_sandbox.jobs import premium, rules
from linkedin_sandbox.jobs.rules import is_open
from linkedin_sandbox.state import State, world

TASK_LIFE_MS = 30 * 24 * 3600 * 1000


def task(state: State, application: int, urn: str) -> dict[str, Any] | None:
    """A task as `simpleJobPostingTasks` gives it, for 30 days."""
    rules.complete_due(state)
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


def job(state: State, application: int, external_id: str) -> dict[str, Any] | None:
    """A job as `jobPostingStatus` gives it; None if neither a job nor a task is known."""
    rules.complete_due(state)
    found = rules.job_of(state, application, external_id)
    last = state.db.row(
        "select * from tasks where application = ? and external_id = ? order by created_at desc, rowid desc",
        (application, external_id),
    )
    known_from = found or last
    if known_from is None:
        return None
    listing, detail = _listing_status(state, found, last)
    number = fields.whole(external_id)
    return {
        "externalJobPostingId": external_id if number is None else number,
        "jobPostingInfo": _info(state, found) if found else None,
        "jobPostingUrl": f"{state.settings.base}/jobs/view/{found['number']}" if found else None,
        "rawLocation": json.loads(known_from["body"]).get("location"),
        "listingStatus": listing,
        "listingStatusDetail": detail,
        **_apply_status(state, found),
        "promotionStatus": "PROMOTED" if _promoted(state, found) else "NOT_PROMOTED",
        "promotionStatusDetail": None,
        "jobCampaign": None,
        "partnerJobCampaign": None,
    }


def _apply_status(state: State, job: sqlite3.Row | None) -> dict[str, Any]:
    """Where people apply: here, or at the ATS, with the reason when it asked for here."""
    asked, why = onsite.standing(state, job) if job else (None, "")
    detail = {"errorCode": "ONSITE_APPLY_REJECTED", "errorType": "PARTNER_ERROR", "statusMessage": why} if why else None
    return {"linkedInApplyStatus": "ENABLED" if asked else "NOT_ENABLED", "linkedInApplyStatusDetail": detail}


def _promoted(state: State, job: sqlite3.Row | None) -> bool:
    return job is not None and is_open(state, job) and premium.wanted(json.loads(job["body"]))


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
