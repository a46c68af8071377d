"""Seats, conversations, stub profiles and notes as an ATS pulls them (recruiter-prospect-interactions pages)."""

import json
from typing import Any

from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.exports.rules import stub_profile
from linkedin_sandbox.state import State, persons, world

WINDOW_MS = 12 * 3600 * 1000
MOST_STUBS = 20_000
SEAT_STATES = ("ACTIVE", "INACTIVE", "INVITED", "PARKED")
MAIL = "com.linkedin.messaging.events.MailContent"


def seats(state: State, call: Call, contracts: list[int], states: list[str]) -> list[dict[str, Any]]:
    """Seats of the contracts, in the order of their numbers. Raises Refusal 400 for an unknown state."""
    if unknown := set(states) - set(SEAT_STATES):
        raise Refusal(400, f"Unknown seat state {min(unknown)}", section="15.1")
    held = (one for number in dict.fromkeys(contracts) for one in world.seats(state, contract_number=number))
    found = [one for one in held if not states or one.state in states]
    return [_seat(state, call.application, one) for one in sorted(found, key=lambda one: one.id)]


def conversation(state: State, call: Call, viewer: int, *, start: int, end: int, thread: str) -> list[dict[str, Any]]:
    """Messages a seat sent and received in [start, end), oldest first. Raises Refusal for more than 12 hours."""
    check_window(start, end, "15.2")
    rows = state.db.rows(
        "select * from messages where seat = ? and created_at >= ? and created_at < ? order by created_at, id",
        (viewer, start, end),
    )
    events = [_event(call.application, row) for row in rows]
    return [one for one in events if not thread or one["threadUrn"] == thread]


def stubs(state: State, call: Call, contract: int, *, owners: list[int], start: int, end: int) -> list[dict[str, Any]]:
    """Members who agreed to share, created in [start, end) (A-30). Raises Refusal for too many."""
    rows = state.db.rows(
        """select * from stubs where contract = ? and created_at >= ? and created_at < ?
        and (? = '[]' or seat in (select value from json_each(?))) order by created_at, id""",
        (contract, start, end, json.dumps(owners), json.dumps(owners)),
    )
    if len(rows) > MOST_STUBS:
        raise Refusal(400, f"More than {MOST_STUBS} results; narrow the dates", section="15.3")
    people = [(row, world.member(state, row["member"])) for row in rows]
    return [_stub(state, call.application, row, member) for row, member in people if member]


def _stub(state: State, application: int, row: Any, member: world.Member) -> dict[str, Any]:
    profile = stub_profile(application, member, row["email"])
    own = {"owner": f"urn:li:seat:{row['seat']}", "contract": f"urn:li:contract:{row['contract']}"}
    own |= {"created": row["created_at"]}
    return profile | own if state.assumptions["A-30"] == "flat" else {"candidate": profile} | own


def notes(
    state: State, call: Call, contract: int, *, owners: list[int], after: int, until: int
) -> list[dict[str, Any]]:
    """Notes last changed in (after, until]. Raises Refusal for more than 12 hours."""
    check_window(after, until, "15.4")
    rows = state.db.rows(
        """select * from notes where contract = ? and modified_at > ? and modified_at <= ?
        and (? = '[]' or seat in (select value from json_each(?))) order by modified_at, id""",
        (contract, after, until, json.dumps(owners), json.dumps(owners)),
    )
    return [_note(state, call.application, row) for row in rows]


def check_window(start: int, end: int, section: str) -> None:
    if end <= start or end - start > WINDOW_MS:
        raise Refusal(400, "The time range must be positive and at most 12 hours", section=section)


def _seat(state: State, application: int, seat: world.Seat) -> dict[str, Any]:
    member = world.member(state, seat.member)
    return {
        "id": seat.id,
        "firstName": member.first_name if member else "",
        "lastName": member.last_name if member else "",
        "contract": f"urn:li:contract:{seat.contract}",
        "member": persons.urn_of(application, seat.member),
        "state": seat.state,
        "seatRoles": [*seat.roles, *(["ADMIN_SEAT"] if seat.admin else [])],
        "created": {"time": 1_577_836_800_000},
    }


def _event(application: int, row: Any) -> dict[str, Any]:
    seat, person = f"urn:li:seat:{row['seat']}", persons.urn_of(application, row["member"])
    author, recipient = (seat, person) if row["sent_by"] == "seat" else (person, seat)
    return {
        "id": str(row["id"]),
        "threadUrn": f"urn:li:messagingThread:{row['thread']}",
        "createdAt": row["created_at"],
        "author": author,
        "recipients": [recipient],
        "content": {MAIL: {"subject": row["subject"], "body": {"text": row["body"]}}},
    }


def _note(state: State, application: int, row: Any) -> dict[str, Any]:
    found = {
        "id": row["id"],
        "active": bool(row["active"]),
        "contract": f"urn:li:contract:{row['contract']}",
        "created": row["created_at"],
        "lastModified": row["modified_at"],
        "owner": f"urn:li:seat:{row['seat']}",
        "prospect": persons.urn_of(application, row["member"]),
        "note": row["text"],
    }
    return found | ({"visibility": row["visibility"]} if state.assumptions["A-31"] == "visibility" else {})
