"""What the ATS says became of an application, and what the applicant hears of it (application status pages).

The applicant is told each thing once, and only if the customer ticked *Applicant notifications* in the plug-in.
"""

import sqlite3
from typing import Any

from linkedin_sandbox import fields
from linkedin_sandbox.apply.rules import URN
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.state import State

ACTIONS = {
    "APPLICATION_VIEWED": "viewed your application",
    "RESUME_DOWNLOADED": "downloaded your résumé",
    "APPLICATION_REJECTED": "will not go on with your application",
    "SCREENED": "screened your application",
    "INTERVIEWED": "interviewed you",
    "HIRED": "hired you",
}
SECTION = "19.3"
TICK = "APPLICANT_NOTIFICATIONS"


def create(state: State, call: Call, body: dict[str, Any]) -> int:
    """Store one action; its number. Raises Refusal."""
    fields.required(body, ("jobApplicationId", "action", "performedAt", "integrationContext"), SECTION)
    fields.moments(body, SECTION, "performedAt")
    if body["action"] not in ACTIONS:
        raise Refusal(422, f"ERROR :: /action :: {body['action']} is not an enum symbol", section=SECTION)
    found = _application(state, call, body)
    notified = ticked(state, call.application, body["integrationContext"]) and not _told(state, found, body["action"])
    call.effect(f"{body['action']}{', the applicant is told' if notified else ''}")
    return state.db.add(
        "lifecycle_actions",
        application=call.application,
        job_application=found,
        action=body["action"],
        performed_at=body["performedAt"],
        received_at=state.clock.now(),
        notified=int(notified),
    )


def ticked(state: State, application: int, context: str) -> bool:
    """Did the customer tick *Applicant notifications*?"""
    sql = "select count(*) from configurations where application = ? and context = ? and type = ? and key = ?"
    return bool(state.db.value(sql, (application, context, levels.CONNECT_TYPE, TICK)))


def tick(state: State, application: int, context: str, *, on: bool) -> None:
    """The box *Applicant notifications* in the plug-in."""
    key = {"application": application, "context": context, "type": levels.CONNECT_TYPE, "key": TICK}
    if on:
        state.db.add("configurations", replace=True, **key, value="true")
    else:
        state.db.do(
            "delete from configurations where application = :application and context = :context "
            "and type = :type and key = :key",
            key,
        )


def told(state: State, job_application: int) -> list[sqlite3.Row]:
    """What the applicant has heard, oldest first."""
    return state.db.rows(
        "select * from lifecycle_actions where job_application = ? and notified = 1 order by id", (job_application,)
    )


def _application(state: State, call: Call, body: dict[str, Any]) -> int:
    number = str(body["jobApplicationId"]).removeprefix(URN)
    row = state.db.row(
        "select * from onsite_applications where id = ? and application = ?",
        (fields.whole(number) or 0, call.application),
    )
    if row is None or f"urn:li:organization:{row['organization']}" != body["integrationContext"]:
        raise Refusal(404, "Job application does not exist", section=SECTION, service_code=0)
    return int(row["id"])


def _told(state: State, job_application: int, action: str) -> bool:
    sql = "select count(*) from lifecycle_actions where job_application = ? and action = ? and notified = 1"
    return bool(state.db.value(sql, (job_application, action)))
