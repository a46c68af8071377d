"""The people and companies of the sandbox's LinkedIn.

An organization has contracts, a contract has seats, a seat belongs to a member. A foreign ATS is another
maker's system with jobs of its own, so that *Change ATS* has somewhere to go.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from linkedin_sandbox.state import State

PERSON_KEY = b"sandbox person ids"  # fixed, so that a rehearsal meets the same ids each time


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ParentApplication(_Item):
    client_id: str
    client_secret: str
    name: str = "An ATS"


class Organization(_Item):
    id: int
    name: str
    vanity: str = ""
    industry: str = ""
    location: str = ""
    about: str = ""

    @property
    def urn(self) -> str:
        return f"urn:li:organization:{self.id}"

    @property
    def page(self) -> str:
        return f"https://www.linkedin.com/company/{self.vanity or self.id}/"


class Contract(_Item):
    id: int
    organization: int
    name: str
    job_slots: int = 0  # promoted jobs that may be open at once

    @property
    def urn(self) -> str:
        return f"urn:li:contract:{self.id}"


class Position(_Item):
    title: str
    company: str
    start: str = ""  # "2021" or "2021-04"
    end: str = ""  # empty: to this day
    description: str = ""


class Education(_Item):
    school: str
    degree: str = ""
    field: str = ""
    start: str = ""
    end: str = ""


class Member(_Item):
    id: str
    first_name: str
    last_name: str
    headline: str = ""
    location: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""
    employer: str = ""
    profile_url: str = ""
    accepts: bool = True  # takes InMail
    open_to_work: bool = False
    summary: str = ""
    years_of_experience: str = ""
    positions: tuple[Position, ...] = ()
    educations: tuple[Education, ...] = ()
    skills: tuple[str, ...] = ()
    closed_at: int | None = None  # epoch milliseconds: the account is gone since then

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def url(self) -> str:
        return self.profile_url or f"https://www.linkedin.com/in/{self.id}"


class Seat(_Item):
    id: int
    contract: int
    member: str
    roles: tuple[str, ...] = ("RECRUITER",)
    admin: bool = False
    state: str = "ACTIVE"

    @property
    def urn(self) -> str:
        return f"urn:li:seat:{self.id}"


class ForeignJob(_Item):
    id: str
    title: str
    location: str = ""


class ForeignAts(_Item):
    name: str
    organization: int
    jobs: tuple[ForeignJob, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.organization}/{self.name}"


class Consent(_Item):
    """A member agreed to share their profile with an organization on this day."""

    member: str
    organization: int
    date: date

    @property
    def id(self) -> str:
        return f"{self.member}/{self.organization}"


class World(BaseModel):
    """A world as one document; posted to the control API it is merged into what is there, by id."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    parent_application: ParentApplication | None = None
    organizations: tuple[Organization, ...] = ()
    contracts: tuple[Contract, ...] = ()
    members: tuple[Member, ...] = ()
    seats: tuple[Seat, ...] = ()
    foreign_ats: tuple[ForeignAts, ...] = Field(default=())
    consents: tuple[Consent, ...] = ()


_PARTS: dict[str, type[Any]] = {
    "organizations": Organization,
    "contracts": Contract,
    "members": Member,
    "seats": Seat,
    "foreign_ats": ForeignAts,
    "consents": Consent,
}


def merge(state: State, world: World) -> None:
    """Add to the world or replace parts of it, by id."""
    with state.db.transaction():
        for part in _PARTS:
            put_all(state, part, getattr(world, part))
        if world.parent_application:
            put(state, "parent_application", world.parent_application)


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Cut into lists of this size; the standard library's own comes with Python 3.12."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def put(state: State, part: str, item: Any) -> None:
    put_all(state, part, [item])


def put_all(state: State, part: str, items: Iterable[Any]) -> None:
    """Add many of a part or replace them, by id."""
    for some in batched(items, 1000):
        rows = [(part, "only" if part == "parent_application" else str(one.id), one.model_dump_json()) for one in some]
        with state.db.transaction():
            state.db.many(_PUT, rows)
            if part == "members":
                _index(state, some)


_PUT = "insert into world values (?, ?, ?) on conflict (kind, id) do update set body = excluded.body"


def read(state: State) -> World:
    parts: dict[str, Any] = {part: _all(state, part) for part in _PARTS}
    return World(parent_application=parent_application(state), **parts)


def parent_application(state: State) -> ParentApplication | None:
    body = _body(state, "parent_application", "only")
    return ParentApplication.model_validate_json(body) if body else None


def organization(state: State, number: int) -> Organization | None:
    body = _body(state, "organizations", number)
    return Organization.model_validate_json(body) if body else None


def contract(state: State, number: int) -> Contract | None:
    body = _body(state, "contracts", number)
    return Contract.model_validate_json(body) if body else None


def member(state: State, number: str) -> Member | None:
    body = _body(state, "members", number)
    return Member.model_validate_json(body) if body else None


def seat(state: State, number: int) -> Seat | None:
    body = _body(state, "seats", number)
    return Seat.model_validate_json(body) if body else None


def organizations(state: State) -> list[Organization]:
    return _all(state, "organizations")


def contracts(state: State, organization_number: int | None = None) -> list[Contract]:
    return _all(state, "contracts", organization=organization_number)


def members(state: State) -> list[Member]:
    return _all(state, "members")


def search(state: State, text: str, *, start: int = 0, count: int = 50, besides: str = "") -> list[Member]:
    """Open accounts whose name, title, company, place or id holds the text: one page, in the order they came."""
    rows = state.db.rows(
        f"select body from world where kind = 'members' and id in (select member from member_texts where {_HOLDS})"  # noqa: S608
        " order by rowid limit ? offset ?",
        (text.strip().casefold(), besides, count, start),
    )
    return [Member.model_validate_json(row["body"]) for row in rows]


def holds(item: Member, text: str) -> bool:
    """Would `search` find this member?"""
    return text.strip().casefold() in _text(item)


def count_found(state: State, text: str, *, besides: str = "") -> int:
    """How many `search` finds in all."""
    sql = f"select count(*) from member_texts where {_HOLDS}"  # noqa: S608
    return int(state.db.value(sql, (text.strip().casefold(), besides)))


_HOLDS = "instr(text, ?) > 0 and member <> ?"


def count(state: State, part: str) -> int:
    return int(state.db.value("select count(*) from world where kind = ?", (part,)))


def seats(state: State, *, contract_number: int | None = None, member_id: str | None = None) -> list[Seat]:
    return _all(state, "seats", contract=contract_number, member=member_id)


def foreign_ats(state: State, organization_number: int) -> list[ForeignAts]:
    return _all(state, "foreign_ats", organization=organization_number)


def consents(state: State) -> list[Consent]:
    return _all(state, "consents")


def consent(state: State, member_id: str, organization_number: int) -> Consent | None:
    body = _body(state, "consents", f"{member_id}/{organization_number}")
    return Consent.model_validate_json(body) if body else None


def person_id(application: int, member_id: str) -> str:
    """The member's id as one developer application sees it: pairwise, so no two applications can compare."""
    digest = hmac.digest(PERSON_KEY, f"{application}:{member_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:10].replace("-", "a").replace("_", "b")


def person_urn(application: int, member_id: str) -> str:
    return f"urn:li:person:{person_id(application, member_id)}"


def member_by_urn(state: State, application: int, urn: str) -> Member | None:
    """The member whom one application knows under this person URN."""
    wanted = urn.rpartition(":")[2]
    found = _known_as(state, application, wanted)
    if found is None:
        _get_to_know(state, application)
        found = _known_as(state, application, wanted)
    return member(state, found) if found else None


def _known_as(state: State, application: int, person: str) -> str | None:
    sql = "select member from people where application = ? and person = ?"
    found: str | None = state.db.value(sql, (application, person))
    return found


def _get_to_know(state: State, application: int) -> None:
    """Ids cannot be turned back, so those of all members are written down once; new members are caught up with."""
    known = state.db.value("select count(*) from people where application = ?", (application,))
    ids = [row["id"] for row in state.db.rows("select id from world where kind = 'members'")]
    if len(ids) == known:
        return
    state.db.many(
        "insert or ignore into people values (?, ?, ?)",
        ((application, person_id(application, one), one) for one in ids),
    )


def _index(state: State, some: Sequence[Member]) -> None:
    """What a synced candidate is compared with, and what a search looks through."""
    ids = [(one.id,) for one in some]
    state.db.many("delete from member_hints where member = ?", ids)
    state.db.many("delete from member_texts where member = ?", ids)
    hints = ((one.id, kind, value) for one in some for kind, value in _hints(one))
    state.db.many("insert or ignore into member_hints (member, kind, value) values (?, ?, ?)", hints)
    texts = ((one.id, _text(one)) for one in some if one.closed_at is None)
    state.db.many("insert into member_texts values (?, ?)", texts)


def _hints(item: Member) -> set[tuple[str, str]]:
    name = item.name.casefold()
    hints = {("email", one.lower()) for one in item.emails} | {("url", item.url.casefold().rpartition("/in/")[2])}
    hints |= {("phone", f"{re.sub(r'[^0-9]', '', item.phone)[-8:]} {name}")} if item.phone else set()
    return hints | ({("employer", f"{name} @ {item.employer.casefold()}")} if item.employer else set())


def _text(item: Member) -> str:
    return f"{item.name} {item.headline} {item.employer} {item.location} {item.id}".casefold()


def _body(state: State, part: str, key: int | str) -> str | None:
    found: str | None = state.db.value("select body from world where kind = ? and id = ?", (part, str(key)))
    return found


def _all(state: State, part: str, **wanted: int | str | None) -> list[Any]:
    """Every item of a part, in the order they came; narrowed by a member that its index holds."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    narrowed = "".join(f" and json_extract(body, '$.{name}') = ?" for name in asked)
    sql = f"select body from world where kind = ?{narrowed} order by rowid"  # noqa: S608 - names of ours
    rows = state.db.rows(sql, (part, *asked.values()))
    return [_PARTS[part].model_validate_json(row["body"]) for row in rows]
