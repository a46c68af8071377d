"""Developer applications: one parent for the ATS maker, one child for each customer (provisioning API)."""

import json
import sqlite3
from dataclasses import dataclass

from linkedin_sandbox.state import State

FIRST_APPLICATION = 771204


@dataclass(frozen=True)
class Application:
    id: int
    client_id: str
    parent: int | None
    name: str
    description: str
    unique_foreign_id: str | None
    callbacks: tuple[str, ...]
    domains: tuple[str, ...]
    secrets: tuple[str, ...]  # newest last; at most two

    @property
    def urn(self) -> str:
        return f"urn:li:developerApplication:{self.id}"


def ensure_parent(state: State, client_id: str, client_secret: str, name: str) -> None:
    """The parent application that LinkedIn gave the ATS maker; stays the same when the world is posted again."""
    if by_client_id(state, client_id):
        state.db.do(
            "update applications set secrets = ?, name = ? where client_id = ?",
            (json.dumps([client_secret]), name, client_id),
        )
        return
    number = state.db.next_number("application", FIRST_APPLICATION)
    state.db.add(
        "applications",
        id=number,
        client_id=client_id,
        name=name,
        secrets=json.dumps([client_secret]),
        created_at=state.clock.now(),
    )


def by_client_id(state: State, client_id: str) -> Application | None:
    row = state.db.row("select * from applications where client_id = ?", (client_id,))
    return _application(row) if row else None


def by_id(state: State, number: int) -> Application | None:
    row = state.db.row("select * from applications where id = ?", (number,))
    return _application(row) if row else None


def children(state: State) -> list[Application]:
    """Every customer's application, oldest first."""
    return [_application(row) for row in state.db.rows("select * from applications where parent > 0 order by id")]


def _application(row: sqlite3.Row) -> Application:
    return Application(
        id=row["id"],
        client_id=row["client_id"],
        parent=row["parent"],
        name=row["name"],
        description=row["description"],
        unique_foreign_id=row["unique_foreign_id"],
        callbacks=tuple(json.loads(row["callbacks"])),
        domains=tuple(json.loads(row["domains"])),
        secrets=tuple(json.loads(row["secrets"])),
    )
