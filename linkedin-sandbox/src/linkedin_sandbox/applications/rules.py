"""Synced applications with notes, interview feedback and stages (sync-applications and its sisters)."""

from typing import Any

from linkedin_sandbox import fields
from linkedin_sandbox.applications import resumes
from linkedin_sandbox.caller import Call
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.jobs import requisitions
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.state import State, records
from linkedin_sandbox.state.records import ChildKey, Place

RESOURCE = "atsApplications"
CHILDREN = ("notes", "interviewFeedback", "stages", "resumes")
INTERVIEW_TYPES = ("PHONE_SCREEN", "ONSITE")


def put(state: State, call: Call, context: str, key: str, body: dict[str, Any]) -> bool:
    """Replace an application whole. Whether it is new. Raises Refusal."""
    fields.required(body, ("atsJobPostingId", "atsJobPostingName"), "11.1")
    fields.texts(body, "11.1", "atsCandidateId", "atsJobPostingId", "atsJobPostingName", "source", "dispositionReason")
    fields.created_before_modified(body, "11.1")
    _order(state, call, context, key, body)
    stored = {name: value for name, value in body.items() if value is not None}
    return records.put(state, Place(call.application, RESOURCE, context, key), stored)


def read(state: State, call: Call, context: str, key: str) -> dict[str, Any] | None:
    return records.get(state, Place(call.application, RESOURCE, context, key))


def delete(state: State, call: Call, context: str, key: str) -> bool:
    """Remove an application with its notes, feedback and stages."""
    place = Place(call.application, RESOURCE, context, key)
    records.delete_children(state, place)
    return records.delete(state, place)


def put_child(state: State, call: Call, at: ChildKey, body: dict[str, Any], *, kind: str) -> bool:
    """Store a note, feedback or stage under an application. Raises Refusal."""
    if records.get(state, Place(call.application, RESOURCE, at.context, at.parent)) is None:
        raise Refusal(404, "Application does not exist", section="11.4", service_code=0)
    if kind == "resumes":
        resumes.check(state, call, body)
    else:
        {"notes": _note, "interviewFeedback": _feedback, "stages": _stage}[kind](body)
    return records.put(state, Place.below(call.application, f"{RESOURCE}/{kind}", at), body)


def delete_child(state: State, call: Call, at: ChildKey, *, kind: str) -> bool:
    return records.delete(state, Place.below(call.application, f"{RESOURCE}/{kind}", at))


def _order(state: State, call: Call, context: str, key: str, body: dict[str, Any]) -> None:
    """Jobs and candidates first: LinkedIn takes the record, but shows nothing of it."""
    candidate, job = body.get("atsCandidateId"), str(body["atsJobPostingId"])
    if candidate and matching.stored(state, call.application, context, candidate) is None:
        call.broken("11.4", f"{key}: candidate {candidate} was not synced before its application.")
    posted = jobs.known(state, call.application, job)
    if not posted and job not in {one.posting for one in requisitions.of_context(state, call.application, context)}:
        call.broken("11.4", f"{key}: job {job} was not synced before its application.")


def _note(body: dict[str, Any]) -> None:
    fields.required(body, ("atsCreatedAt", "note"), "11.2")
    fields.records(body, "11.2", "author")
    fields.moments(body, "11.2", "atsCreatedAt")


def _feedback(body: dict[str, Any]) -> None:
    fields.moments(body, "11.2", "atsCreatedAt")
    fields.lists(body, "11.2", "evaluations")
    fields.records(body, "11.2", "interviewer", "evaluations")
    kind = body.get("interviewType")
    if kind is not None and kind not in INTERVIEW_TYPES:
        raise Refusal(422, f"ERROR :: /interviewType :: {kind} is not an enum symbol", section="11.2")


def _stage(body: dict[str, Any]) -> None:
    fields.required(body, ("atsCreatedAt", "stage"), "11.2")
    fields.texts(body, "11.2", "stage")
    fields.moments(body, "11.2", "atsCreatedAt")
    if body["stage"] == "Not Available":
        raise Refusal(400, 'stage must not be "Not Available"', section="11.2")
