"""The people and companies of the sandbox's LinkedIn.

An organization has contracts, a contract has seats, a seat belongs to a member. A foreign ATS is another
maker's system with jobs of its own, so that *Change ATS* has somewhere to go.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from linkedin_sandbox.state import State

ALL = -1  # as SQLite says: no limit
TABLES = ("world", "member_texts", "member_hints")  # where it lies


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
_NAMES: dict[type[_Item], str] = {kind: part for part, kind in _PARTS.items()}
Found = TypeVar("Found", Organization, Contract, Member, Seat)
AnyPart = TypeVar("AnyPart", bound=_Item)


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
                _index(state, {one.id: one for one in some}.values())


_PUT = "insert into world values (?, ?, ?) on conflict (kind, id) do update set body = excluded.body"


def pieces(state: State) -> Iterator[str]:
    """The whole `World` as JSON text in pieces, so that no size of it fills the memory."""
    parent = _body(state, "parent_application", "only") or "null"
    yield f'{{"parent_application": {parent}'
    for part in _PARTS:
        yield f', "{part}": ['
        for number, bodies in enumerate(_bodies(state, part)):
            yield f"{', ' if number else ''}{', '.join(bodies)}"
        yield "]"
    yield "}"


def parent_application(state: State) -> ParentApplication | None:
    body = _body(state, "parent_application", "only")
    return ParentApplication.model_validate_json(body) if body else None


def organization(state: State, number: int) -> Organization | None:
    return _one(state, Organization, number)


def contract(state: State, number: int) -> Contract | None:
    return _one(state, Contract, number)


def member(state: State, number: str) -> Member | None:
    return _one(state, Member, number)


def seat(state: State, number: int) -> Seat | None:
    return _one(state, Seat, number)


def organizations(state: State, *, start: int = 0, most: int = ALL) -> list[Organization]:
    return _some(state, "organizations", start, most)


def organization_called(state: State, vanity: str) -> Organization | None:
    """The company whose page has this last part of the address."""
    return next(iter(_some(state, "organizations", vanity=vanity)), None)


def contracts(state: State, organization_number: int | None = None, *, most: int = ALL) -> list[Contract]:
    return _some(state, "contracts", 0, most, organization=organization_number)


def these(state: State, kind: type[Found], ids: Iterable[int | str]) -> dict[int | str, Found]:
    """Those of these organizations, contracts, members or seats that there are, by their ids."""
    sql = "select body from world where kind = ? and id in (select cast(value as text) from json_each(?))"
    rows = state.db.rows(sql, (_NAMES[kind], json.dumps(list(ids))))
    return {one.id: one for one in (kind.model_validate_json(row["body"]) for row in rows)}


def member_at(state: State, url: str) -> Member | None:
    """The open account whose profile has this address."""
    sql = "select member from member_hints where kind = 'url' and value = ?"
    found = these(state, Member, [row["member"] for row in state.db.rows(sql, (profile_key(url),))])
    return next((one for one in found.values() if one.closed_at is None), None)


def search(state: State, text: str, *, start: int = 0, count: int = 50, besides: str = "") -> list[Member]:
    """Open accounts whose name, title, company, place or id holds the text: one page, in the order they came."""
    rows = state.db.rows(
        f"""select body from world where kind = 'members'
        and exists (select 1 from member_texts where member = world.id and {_HOLDS})
        order by rowid limit ? offset ?""",  # noqa: S608
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


def counts(state: State) -> dict[str, int]:
    """How many there are of each part."""
    return {part: count(state, part) for part in _PARTS}


def count(state: State, part: str, /, **wanted: int | str) -> int:
    """How many items of a part there are, or those with these values."""
    narrowed, values = _narrowed(wanted)
    return int(state.db.value(f"select count(*) from world where kind = ?{narrowed}", (part, *values)))  # noqa: S608


def seats(
    state: State, *, contract_number: int | None = None, member_id: str | None = None, start: int = 0, most: int = ALL
) -> list[Seat]:
    return _some(state, "seats", start, most, contract=contract_number, member=member_id)


def seated(state: State, some: Sequence[Seat]) -> Iterator[tuple[Seat, str]]:
    """Each seat with the name of who sits on it."""
    people = these(state, Member, [one.member for one in some])
    for one in some:
        yield one, people[one.member].name if one.member in people else one.member


def administering(state: State, most: int) -> list[Seat]:
    """Active seats that administer their contract."""
    return _some(state, "seats", 0, most, admin=1, state="ACTIVE")


def foreign_ats(state: State, organization_number: int) -> list[ForeignAts]:
    return _some(state, "foreign_ats", organization=organization_number)


def consents(state: State, member_id: str) -> list[Consent]:
    return _some(state, "consents", member=member_id)


def consent(state: State, member_id: str, organization_number: int) -> Consent | None:
    return _one(state, Consent, f"{member_id}/{organization_number}")


def _index(state: State, some: Collection[Member]) -> None:
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
    hints = {("email", one.lower()) for one in item.emails} | {("url", profile_key(item.url))}
    hints |= {("phone", f"{digits(item.phone)} {name}")} if item.phone else set()
    return hints | ({("employer", f"{name} @ {item.employer.casefold()}")} if item.employer else set())


def profile_key(url: str) -> str:
    """What tells one profile's address from another's."""
    return url.casefold().rstrip("/").rpartition("/in/")[2]


def digits(number: str) -> str:
    """The last eight digits of a phone number: enough to compare across ways of writing the country."""
    return re.sub(r"\D", "", number)[-8:]


def _text(item: Member) -> str:
    return f"{item.name} {item.headline} {item.employer} {item.location} {item.id}".casefold()


def _one(state: State, kind: type[AnyPart], key: int | str) -> AnyPart | None:
    body = _body(state, _NAMES[kind], key)
    return kind.model_validate_json(body) if body else None


def _body(state: State, part: str, key: int | str) -> str | None:
    found: str | None = state.db.value("select body from world where kind = ? and id = ?", (part, str(key)))
    return found


def _some(state: State, part: str, start: int = 0, most: int = ALL, /, **wanted: int | str | None) -> list[Any]:
    """Items of a part in the order they came, narrowed by what stands in them."""
    narrowed, values = _narrowed(wanted)
    sql = f"select body from world where kind = ?{narrowed} order by rowid limit ? offset ?"  # noqa: S608
    rows = state.db.rows(sql, (part, *values, most, start))
    return [_PARTS[part].model_validate_json(row["body"]) for row in rows]


def _narrowed(wanted: Mapping[str, int | str | None]) -> tuple[str, list[int | str]]:
    """A condition and its values; the names are this package's."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    return "".join(f" and json_extract(body, '$.{name}') = ?" for name in asked), list(asked.values())


def _bodies(state: State, part: str) -> Iterator[list[str]]:
    """The items of a part as JSON texts, a thousand at a time."""
    sql = "select rowid, body from world where kind = ? and rowid > ? order by rowid limit 1000"
    last = 0
    while rows := state.db.rows(sql, (part, last)):
        yield [row["body"] for row in rows]
        last = rows[-1]["rowid"]
