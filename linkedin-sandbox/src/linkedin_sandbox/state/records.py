"""What an ATS has synced: JSON records under (application, resource, context, parent, key), replaced whole."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple

from linkedin_sandbox.state import State


class ChildKey(NamedTuple):
    """What names a record that hangs below another one."""

    context: str
    parent: str
    key: str


@dataclass(frozen=True)
class Place:
    """Where a record lies. ``parent`` is the candidate or application of a child record, else empty."""

    application: int
    resource: str  # the path below /v2 without keys, e.g. "atsApplications/stages"
    context: str  # the integration context's URN
    key: str
    parent: str = ""

    @classmethod
    def below(cls, application: int, resource: str, at: ChildKey) -> "Place":
        return cls(application, resource, at.context, at.key, at.parent)

    def where(self) -> dict[str, Any]:
        return {
            "application": self.application,
            "resource": self.resource,
            "context": self.context,
            "parent": self.parent,
            "key": self.key,
        }


_WHERE = (
    "application = :application and resource = :resource and context = :context and parent = :parent and key = :key"
)


_INSERT = """insert into records (application, resource, context, parent, key, body, created_at, modified_at)
 values (:application, :resource, :context, :parent, :key, :body, :now, :now)"""


def put(state: State, place: Place, body: dict[str, Any]) -> bool:
    """Store a record in full; whether it is new."""
    values = place.where() | {"body": json.dumps(body), "now": state.clock.now()}
    present = state.db.do(f"update records set body = :body, modified_at = :now where {_WHERE}", values)  # noqa: S608
    if not present:
        state.db.do(_INSERT, values)
    return not present


def get(state: State, place: Place) -> dict[str, Any] | None:
    body = state.db.value(f"select body from records where {_WHERE}", place.where())  # noqa: S608
    return dict(json.loads(body)) if body else None


def delete(state: State, place: Place) -> bool:
    """Whether there was one."""
    return bool(state.db.do(f"delete from records where {_WHERE}", place.where()))  # noqa: S608


def delete_children(state: State, place: Place) -> None:
    """Remove what hangs below a record."""
    state.db.do(
        """delete from records indexed by records_below where application = :application and context = :context
        and parent = :key and parent <> '' and resource like :resource || '/%'""",
        place.where(),
    )


def listing(state: State, resource: str = "", limit: int = 1000) -> list[dict[str, Any]]:
    """Stored records for a look from outside, oldest first."""
    rows = state.db.rows(
        "select * from records where ? in (resource, '') order by created_at, rowid limit ?", (resource, limit)
    )
    return [_shown(row) for row in rows]


def _shown(row: sqlite3.Row) -> dict[str, Any]:
    return dict(row) | {"body": json.loads(row["body"])}
