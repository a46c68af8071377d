"""The rail of the Recruiter stand-in: everybody, who is in the ATS, who was exported."""

from dataclasses import dataclass

from linkedin_sandbox.candidates import recruiter
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import initials
from linkedin_sandbox.state import State, world

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    id: str
    name: str
    initials: str
    headline: str
    below: str
    in_ats: bool
    exported: bool


@dataclass(frozen=True, kw_only=True)
class PeopleList:
    shown: tuple[PersonLine, ...]
    total: int
    query: str
    show: str
    filters: tuple[tuple[str, str, int | None], ...]


def people(state: State, seat: world.Seat, *, query: str, show: str) -> PeopleList:
    """Members whose name, title, company or place holds the query, narrowed by ``show``: all, ats, exported."""
    found = [one for one in world.members(state) if one.closed_at is None and one.id != seat.member]
    lines = [_line(state, seat, one) for one in found if _fits(one, query)]
    kept = {"ats": [one for one in lines if one.in_ats], "exported": [one for one in lines if one.exported]}
    filters = (
        ("all", "All", None),
        ("ats", "In ATS", len(kept["ats"])),
        ("exported", "Exported", len(kept["exported"])),
    )
    shown = tuple(kept.get(show, lines)[:SHOWN])
    return PeopleList(shown=shown, total=len(found), query=query, show=show if show in kept else "all", filters=filters)


def _fits(member: world.Member, query: str) -> bool:
    text = f"{member.name} {member.headline} {member.employer} {member.location}"
    return query.strip().casefold() in text.casefold()


def _line(state: State, seat: world.Seat, member: world.Member) -> PersonLine:
    done = exports.exports_of(state, member.id)
    below = f"Exported {words.moment(done[0]['created_at'])} to {done[0]['external_id']}" if done else member.location
    return PersonLine(
        id=member.id,
        name=member.name,
        initials=initials(member.name),
        headline=member.headline or member.employer,
        below=below,
        in_ats=recruiter.marked(state, seat, member),
        exported=bool(done),
    )
