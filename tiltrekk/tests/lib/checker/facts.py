"""What the checker is given: the ledger and store of the stand-in LinkedIn, and plain SQL rows of the product.

Nothing here is read through the product's code, so that a mistake there cannot hide itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

Row = Mapping[str, Any]
Body = Mapping[str, Any]
JOBS = "jobs"  # the resource of job postings, which are operations and not records


class Violation(NamedTuple):
    """One broken promise: the invariant's id and what contradicts it."""

    rule: str
    what: str


class Entity(NamedTuple):
    """One record at LinkedIn. ``parent`` is the candidate, application or access list it hangs below, else empty."""

    resource: str
    organization: str
    parent: str
    key: str

    def __str__(self) -> str:
        return f"{self.resource} {self.parent and self.parent[:8] + '/'}{self.key[:12]}"


@dataclass(frozen=True)
class Ledger:
    """What went over the wire and what lies at the other end, as the sandbox's control API tells it.

    ``faults`` are those a test armed, by their number; ``passed`` are spells of waiting that a
    test did not sit through: real time (epoch seconds) and how many seconds.
    """

    entries: Sequence[Row]
    store: Sequence[Row]
    jobs: Sequence[Row] = ()
    exports: Sequence[Row] = ()
    lifecycle: Sequence[Row] = ()
    faults: Mapping[int, Row] = field(default_factory=dict)
    passed: Sequence[tuple[float, float]] = ()

    @property
    def calls(self) -> list[Row]:
        """What the product asked of LinkedIn, in order."""
        return [one for one in self.entries if one["direction"] == "in"]

    def moment(self, entry: Row) -> float:
        """When the product felt that call to end."""
        return self.felt(float(entry["real_at"]))

    def felt(self, real: float) -> float:
        """Seconds as the product felt them: real ones, and those it was told had passed."""
        return real + sum(seconds for at, seconds in self.passed if at <= real)


@dataclass(frozen=True)
class Moment:
    """What LinkedIn should have held from one moment on.

    ``after`` is the number of ledger lines before it, ``at`` its real time (epoch seconds).
    """

    after: int
    expected: Mapping[Entity, Body]
    at: float = 0.0


@dataclass(frozen=True)
class Dump:
    """Every row of every table, and what a test knows beside them.

    ``forbidden_out`` maps texts that must never be sent to why; ``forbidden_stored`` those that must never be kept.
    ``history`` is what was true when. ``drained``: faults have ended and everything was given its time.
    ``bound``: within how many felt seconds a change must be at LinkedIn; None where a test lets time pass in leaps.
    ``hurt`` names what a test put out of order: resources, organizations, ids of records. ``applied``: LinkedIn's
    number of an application that was made there → our key of it, of those too that were deleted since.
    """

    tables: Mapping[str, Sequence[Row]]
    history: Sequence[Moment] = ()
    forbidden_out: Mapping[str, str] = field(default_factory=dict)
    forbidden_stored: Mapping[str, str] = field(default_factory=dict)
    drained: bool = True
    bound: float | None = None
    hurt: AbstractSet[str] = frozenset()
    applied: Mapping[str, int] = field(default_factory=dict)

    def rows(self, table: str) -> Sequence[Row]:
        return self.tables.get(table, ())


class _Cursor(Protocol):
    description: Any

    def execute(self, sql: str) -> Any: ...
    def fetchall(self) -> Any: ...


_TABLES = "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"


def read_tables(cursor: _Cursor, names: Iterable[str] = ()) -> dict[str, list[Row]]:
    """Read these tables, else all there are, by plain SQL."""
    if not names:
        cursor.execute(_TABLES)
        names = sorted(row[0] for row in cursor.fetchall())
    return {name: _read(cursor, name) for name in names}


def _read(cursor: _Cursor, table: str) -> list[Row]:
    cursor.execute(f'select * from "{table}"')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def as_json(value: Any) -> Any:
    """A JSON column, however the driver hands it over."""
    return json.loads(value) if isinstance(value, str) else value


def millis(moment: datetime) -> int:
    """Milliseconds since 1970; what is finer is cut off."""
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000
