"""How LinkedIn recognises a synced candidate among its members (sync-candidates page, certification module 3).

E-mail counts first; profile address, phone with name, and name with employer only suggest. An absent value never
disagrees.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from linkedin_sandbox.state import State, persons, records, world
from linkedin_sandbox.state.records import Place

Verdict = Literal["exact", "possible", "none", "unknown"]


@dataclass(frozen=True)
class Match:
    """``exact``: one member, shown; ``possible``: several to link; ``none``; ``unknown``: never synced."""

    verdict: Verdict
    members: tuple[world.Member, ...] = ()
    linked: bool = False  # the ATS has set manualMatchedMember
    why: str = ""
    candidate: dict[str, Any] = field(default_factory=dict)


def match(state: State, application: int, context: str, candidate_id: str) -> Match:
    """Who a synced candidate is."""
    body = stored(state, application, context, candidate_id)
    if body is None:
        return Match("unknown", why="This candidate was never synced.")
    urn = body.get("manualMatchedMember")
    linked = persons.member(state, application, urn) if urn else None
    linked = linked if linked and linked.closed_at is None else None
    by_email = members_by_email(state, body)
    if linked and (not by_email or linked in by_email):
        why = "E-mail and member id agree." if by_email else "The ATS linked this member."
        return Match("exact", (linked,), linked=True, why=why, candidate=body)
    if linked or urn:
        found = _merge([linked] if linked else [], by_email, suggested(state, body))
        return _possible(found, body, linked=True, why="E-mail and member id point to different people.")
    if len(by_email) == 1:
        return Match("exact", tuple(by_email), why="The e-mail address fits one member.", candidate=body)
    return _possible(_merge(by_email, suggested(state, body)), body, linked=False, why="No e-mail fits one member.")


def matched_members(state: State, application: int, body: dict[str, Any]) -> list[str]:
    """Person URNs for `matchedMembers` (A-24): by e-mail, else by profile address, else by phone and name."""
    found = members_by_email(state, body) or suggested(state, body, sure=True)
    return [persons.urn_of(application, one.id) for one in found]


def members_by_email(state: State, body: dict[str, Any]) -> list[world.Member]:
    return _by_hints(state, [("email", one.lower()) for one in body.get("emailAddresses") or []])


def suggested(state: State, body: dict[str, Any], *, sure: bool = False) -> list[world.Member]:
    """Members whom the weaker hints suggest; ``sure`` leaves out name with employer."""
    name = full_name(body.get("firstName"), body.get("lastName"))
    hints = [("url", world.profile_key(body.get("linkedInProfileUrl") or ""))]
    hints += [("phone", f"{world.digits(str(one.get('number')))} {name}") for one in body.get("phoneNumbers") or []]
    if not sure:
        hints.append(("employer", f"{name} @ {(body.get('currentCompanyName') or '').casefold()}"))
    return _by_hints(state, hints)


def candidates_of(state: State, application: int, context: str, member: world.Member) -> list[str]:
    """Ids of the synced candidates who are this member beyond doubt."""
    hints = [("email", one.lower()) for one in member.emails]
    hints.append(("member", persons.urn_of(application, member.id)))
    ids = dict.fromkeys(
        row["candidate"] for kind, value in hints for row in _hinted(state, application, context, kind, value)
    )
    found = ((one, match(state, application, context, one)) for one in ids)
    return [one for one, it in found if it.verdict == "exact" and it.members == (member,)]


def stored(state: State, application: int, context: str, candidate_id: str) -> dict[str, Any] | None:
    return records.get(state, Place(application, "atsCandidates", context, candidate_id))


def hints_of_candidate(body: dict[str, Any]) -> set[tuple[str, str]]:
    """What a candidate can be found by from a member's profile."""
    found = {("email", one.lower()) for one in body.get("emailAddresses") or []}
    return found | ({("member", body["manualMatchedMember"])} if body.get("manualMatchedMember") else set())


def full_name(first: str | None, last: str | None) -> str:
    return f"{first or ''} {last or ''}".strip().casefold()


def _by_hints(state: State, hints: Iterable[tuple[str, str]]) -> list[world.Member]:
    ids: dict[str, None] = {}
    for kind, value in hints:
        if value:
            rows = state.db.rows("select member from member_hints where kind = ? and value = ?", (kind, value))
            ids |= dict.fromkeys(row["member"] for row in rows)
    return [one for one in (world.member(state, found) for found in ids) if one and one.closed_at is None]


def _hinted(state: State, application: int, context: str, kind: str, value: str) -> list[sqlite3.Row]:
    return state.db.rows(
        "select candidate from hints where application = ? and context = ? and kind = ? and value = ?",
        (application, context, kind, value),
    )


def _possible(found: list[world.Member], body: dict[str, Any], *, linked: bool, why: str) -> Match:
    if not found:
        return Match("none", linked=linked, why="Nobody on LinkedIn fits.", candidate=body)
    return Match("possible", tuple(found), linked=linked, why=why, candidate=body)


def _merge(*groups: list[world.Member]) -> list[world.Member]:
    return list({one.id: one for group in groups for one in group}.values())
