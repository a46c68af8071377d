"""Synced candidates and their notes (sync-candidates, sync-candidate-notes)."""

import re
from typing import Any

from linkedin_sandbox import addresses, fields
from linkedin_sandbox.caller import Call
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State, records
from linkedin_sandbox.state.records import ChildKey, Place

RESOURCE = "atsCandidates"
NOTES = "atsCandidates/notes"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
PERSON = re.compile(r"urn:li:person:[\w-]+\Z")
PATCHABLE = {"manualMatchedMember"}
SECTION = "10.1"


def put(state: State, call: Call, context: str, key: str, body: dict[str, Any]) -> bool:
    """Replace a candidate whole: what is left out is gone. Whether it is new. Raises Refusal."""
    _check(state, call, body)
    place = Place(call.application, RESOURCE, context, key)
    stored = {name: value for name, value in body.items() if value is not None}
    created = records.put(state, place, stored)
    _index(state, place, stored)
    return created


def patch(state: State, call: Call, context: str, key: str, *, values: dict[str, Any], removed: list[str]) -> None:
    """Set or remove the user-made match. Raises Refusal."""
    place = Place(call.application, RESOURCE, context, key)
    body = records.get(state, place)
    if body is None:
        raise Refusal(404, "Entity does not exist", section="10.2", service_code=0)
    if not set(values) | set(removed) <= PATCHABLE:
        raise Refusal(400, "Only manualMatchedMember can be patched", section="10.2")
    _person(values)
    changed = {name: value for name, value in (body | values).items() if name not in removed}
    records.put(state, place, changed)
    _index(state, place, changed)


def read(state: State, call: Call, context: str, key: str) -> dict[str, Any] | None:
    """A candidate with what LinkedIn found (A-24)."""
    body = matching.stored(state, call.application, context, key)
    if body is None:
        return None
    found: list[str] | str = matching.matched_members(state, call.application, body)
    if state.assumptions["A-24"] == "one":
        return body | ({"matchedMembers": found[0]} if found else {})
    return body | {"matchedMembers": found}


def delete(state: State, call: Call, context: str, key: str) -> bool:
    """Remove a candidate with its notes; the mark In ATS goes with it."""
    place = Place(call.application, RESOURCE, context, key)
    records.delete_children(state, place)
    _index(state, place, {})
    return records.delete(state, place)


def put_note(state: State, call: Call, at: ChildKey, body: dict[str, Any]) -> bool:
    """Store a note on a candidate. Raises Refusal 404 when the candidate was never synced."""
    if records.get(state, Place(call.application, RESOURCE, at.context, at.parent)) is None:
        raise Refusal(404, "Candidate does not exist", section="10.3", service_code=0)
    fields.required(body, ("atsCreatedAt", "note"), "10.3")
    fields.records(body, "10.3", "author")
    fields.moments(body, "10.3", "atsCreatedAt")
    return records.put(state, Place.below(call.application, NOTES, at), body)


def delete_note(state: State, call: Call, at: ChildKey) -> bool:
    return records.delete(state, Place.below(call.application, NOTES, at))


def _check(state: State, call: Call, body: dict[str, Any]) -> None:
    names = ("firstName", "lastName") if state.assumptions["A-36"] == "required" else ("firstName",)
    fields.required(body, (*names, "externalProfileUrl"), SECTION)
    fields.required(body, ("phoneNumbers", "addresses"), SECTION, empty=True)
    fields.texts(body, SECTION, "firstName", "lastName", "currentCompanyName", "currentJobTitle", "linkedInProfileUrl")
    fields.lists(body, SECTION, "emailAddresses", "phoneNumbers", "addresses")
    if not body.get("manualMatchedMember"):
        fields.required(body, ("emailAddresses",), SECTION)
    if wrong := [one for one in body.get("emailAddresses") or [] if not EMAIL.match(str(one))]:
        raise Refusal(400, f"emailAddresses: {wrong[0]} is not an e-mail address", section=SECTION)
    if any(not isinstance(one, dict) or not one.get("number") for one in body["phoneNumbers"]):
        raise Refusal(
            422,
            "ERROR :: /phoneNumbers/number :: field is required but not found and has no default value\n",
            section=SECTION,
        )
    fields.created_before_modified(body, SECTION)
    fields.web_address(body, "externalProfileUrl", SECTION)
    shown_at = addresses.read(body["externalProfileUrl"])
    if shown_at and shown_at.loopback:
        call.waiver(SECTION, "externalProfileUrl is on loopback; a recruiter elsewhere could not open it.")
    fields.web_address(body, "linkedInProfileUrl", SECTION)
    _person(body)


def _person(body: dict[str, Any]) -> None:
    urn = body.get("manualMatchedMember")
    if urn is not None and not PERSON.match(str(urn)):
        raise Refusal(400, f"manualMatchedMember {urn} is not a person URN", section="10.2")


def _index(state: State, place: Place, body: dict[str, Any]) -> None:
    key = (place.application, place.context, place.key)
    state.db.do("delete from hints where application = ? and context = ? and candidate = ?", key)
    for kind, value in matching.hints_of_candidate(body):
        state.db.do("insert into hints values (?, ?, ?, ?, ?)", (*key, kind, value))
