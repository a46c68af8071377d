"""Requisitions, /rest's successor of private jobs: known to Recruiter, not to the public (A-22).

LinkedIn publishes the resource, its method and its key; the fields are those of a posting under the names of /rest.
"""

import json
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox import fields
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.jobs import checks
from linkedin_sandbox.state import State, records
from linkedin_sandbox.state.records import Place

RESOURCE = "jobRequisitions"
SECTION = "8.9"
AVAILABILITIES = ("PUBLIC", "INTERNAL")


@dataclass(frozen=True)
class Requisition:
    """One requisition as the export dialog offers it."""

    posting: str  # the posting's external id, else the requisition's own
    title: str
    location: str
    public: bool


def put(state: State, call: Call, context: str, key: str, body: dict[str, Any]) -> bool:
    """Replace a requisition whole; whether it is new. Raises Refusal."""
    fields.required(body, ("title", "description", "location"), SECTION)
    fields.texts(body, SECTION, "title", "description", "location", "externalJobPostingId")
    fields.created_before_modified(body, SECTION, "externalCreatedAt", "externalLastModifiedAt")
    if len(body["title"]) > checks.TITLE_LIMIT or not checks.SHORTEST <= len(body["description"]) <= checks.LONGEST:
        raise Refusal(400, "title or description is too long or too short", section=SECTION)
    if body.get("availability") not in (None, *AVAILABILITIES):
        raise Refusal(422, f"ERROR :: /availability :: {body['availability']} is not an enum symbol", section=SECTION)
    stored = {name: value for name, value in body.items() if value is not None}
    return records.put(state, Place(call.application, RESOURCE, context, key), stored)


def of_context(state: State, application: int, context: str) -> list[Requisition]:
    """What one customer has synced, newest first."""
    rows = state.db.rows(
        """select key, body from records where application = ? and resource = ? and context = ?
        order by created_at desc, rowid desc""",
        (application, RESOURCE, context),
    )
    return [_requisition(row["key"], json.loads(row["body"])) for row in rows]


def _requisition(key: str, body: dict[str, Any]) -> Requisition:
    public = body.get("availability") == "PUBLIC"
    return Requisition(body.get("externalJobPostingId") or key, body["title"], body["location"], public)
