"""Faults we arm: the n-th call to a route goes wrong in a chosen way."""

import json
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from linkedin_sandbox.state import State

Kind = Literal[
    "status",  # answer with `status` before anything is applied
    "lost-answer",  # apply, then close the connection without an answer
    "delay",  # wait `seconds`, then go on
    "truncated",  # apply, then send half of the body and close
    "half-closed",  # apply, send half of the body, close our side only, hang up after `seconds`
    "trickle",  # apply, then send one byte every `seconds`
    "html",  # a 200 with a web page, nothing applied
    "content-type",  # apply, then label the JSON as text/plain
    "entity",  # in a batch, refuse the entities whose key contains `entity` (all if empty)
    "missing-result",  # apply, then leave those entities out of the reply
    "push-lost",  # a push is never delivered
    "push-doubled",  # a push is delivered twice
    "push-delayed",  # a push is delivered `seconds` later, behind those that came after it
    "task-failed",  # a posting task ends FAILED with `message`
]
Scope = Literal["call", "push", "task"]


class Fault(BaseModel):
    """Which calls go wrong, and how. ``nth`` 1 is the next call that matches, 0 every one."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    route: str = "*"  # "PUT /v2/atsCandidates*", "*/seatsV2", a push type for push faults; * is any text
    kind: Kind = "status"
    nth: Annotated[int, Field(ge=0)] = 1
    times: Annotated[int, Field(ge=1)] | None = None  # None: once when nth > 0, for ever when nth is 0
    status: int = 500
    message: str = ""
    retry_after: str | None = None  # seconds or an HTTP date, sent as Retry-After
    seconds: float = 0
    entity: str = ""


class Armed(BaseModel):
    """A fault with its history."""

    id: int
    fault: Fault
    seen: int  # calls that matched the route
    fired: int
    spent: bool


def arm(state: State, fault: Fault) -> int:
    return state.db.add("faults", body=fault.model_dump_json(), armed_at=state.clock.now())


def lift(state: State, number: int | None = None) -> None:
    """Take back one fault, or all."""
    state.db.do("delete from faults where ? is null or id = ?", (number, number))


def armed(state: State) -> list[Armed]:
    return [_armed(row) for row in state.db.rows("select * from faults order by id")]


def strike(state: State, route: str, *, scope: Scope = "call") -> list[Armed]:
    """The faults that hit ``METHOD /path``, a push type or ``OPERATION job``; each is counted as seen and fired."""
    if state.db.value("select count(*) from faults") == 0:
        return []
    with state.db.transaction():
        candidates = [one for one in armed(state) if _meant(one.fault, route, scope)]
        return [one for one in candidates if _count(state, one)]


def _meant(fault: Fault, route: str, scope: Scope) -> bool:
    kind, joined, _ = fault.kind.partition("-")
    own: str = kind if joined and kind in {"push", "task"} else "call"
    return own == scope and fnmatchcase(route, fault.route)


def _count(state: State, one: Armed) -> bool:
    seen = one.seen + 1
    hit = not one.spent and seen >= max(one.fault.nth, 1)
    state.db.do("update faults set seen = ?, fired = fired + ? where id = ?", (seen, int(hit), one.id))
    return hit


def _armed(row: Any) -> Armed:
    fault = Fault.model_validate(json.loads(row["body"]))
    limit = fault.times or (1 if fault.nth else None)
    spent = limit is not None and row["fired"] >= limit
    return Armed(id=row["id"], fault=fault, seen=row["seen"], fired=row["fired"], spent=spent)
