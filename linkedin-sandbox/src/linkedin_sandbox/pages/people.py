"""The rail of the Recruiter stand-in: everybody, who is in the ATS, who was exported."""

from collections.abc import Iterable
from dataclasses import dataclass

from linkedin_sandbox.candidates import recruiter
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import initials
from linkedin_sandbox.state import State, persons, world

PAGE = 50  # people on one page of a list
MARKED = 200  # people looked at for a filter


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
    page: int
    pages: int
    filters: tuple[tuple[str, str, int | None], ...]


def people(state: State, seat: world.Seat, *, query: str, show: str, page: int = 1) -> PeopleList:
    """Members whose name, title, company or place holds the query, narrowed by ``show``: all, ats, exported."""
    kept = {"ats": _in_ats(state, seat, query), "exported": _exported(state, seat, query)}
    filters = (
        ("all", "All", None),
        ("ats", "In ATS", len(kept["ats"])),
        ("exported", "Exported", len(kept["exported"])),
    )
    narrowed = kept.get(show)
    total = world.count_found(state, query, besides=seat.member) if narrowed is None else len(narrowed)
    pages = max(1, -(-total // PAGE))
    start = (min(max(page, 1), pages) - 1) * PAGE
    if narrowed is None:
        narrowed, start = world.search(state, query, start=start, count=PAGE, besides=seat.member), 0
    return PeopleList(
        shown=tuple(_line(state, seat, one) for one in narrowed[start : start + PAGE]),
        total=total,
        query=query,
        show=show if show in kept else "all",
        page=min(max(page, 1), pages),
        pages=pages,
        filters=filters,
    )


def _in_ats(state: State, seat: world.Seat, query: str) -> list[world.Member]:
    """Who is marked: those whom a synced candidate names by e-mail address or by link."""
    rows = state.db.rows(
        """select distinct member_hints.member as id from hints join member_hints using (kind, value)
        where hints.kind = 'email' limit ?""",
        (MARKED,),
    )
    linked = state.db.rows("select application, value from hints where kind = 'member' limit ?", (MARKED,))
    found = [world.member(state, row["id"]) for row in rows]
    found += [persons.member(state, row["application"], row["value"]) for row in linked]
    return [one for one in _fitting(found, seat, query) if recruiter.marked(state, seat, one)]


def _exported(state: State, seat: world.Seat, query: str) -> list[world.Member]:
    rows = state.db.rows("select member from exports group by member order by max(id) desc limit ?", (MARKED,))
    return _fitting([world.member(state, row["member"]) for row in rows], seat, query)


def _fitting(found: Iterable[world.Member | None], seat: world.Seat, query: str) -> list[world.Member]:
    kept = {one.id: one for one in found if one and one.closed_at is None and one.id != seat.member}
    return [one for one in kept.values() if world.holds(one, query)]


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
