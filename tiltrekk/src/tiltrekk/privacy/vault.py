"""Calls of what ``vault.sql`` set up. The program's role can do these, and read or change nothing there by itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

import psycopg
from django.db import connection
from psycopg import sql


class State(Enum):
    """Whether answers can be taken."""

    READY = auto()
    MISSING = auto()  # the script was not run for this role
    OPEN = auto()  # the program's role can read everything, so nothing would be kept apart


_STATE = """
select
  exists (
    select from pg_namespace n join pg_proc p on p.pronamespace = n.oid
    where n.nspname = 'equality' and p.proname = 'count_quarter'
      and has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
  ),
  exists (
    select from pg_roles r where r.rolname = 'tiltrekk_equality' and pg_has_role(r.oid, 'member')
  ) or (select rolsuper from pg_roles where rolname = current_user)
"""


def state() -> State:
    """Ask the database."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        has_functions, can_read = cursor.fetchone()
    if can_read:
        return State.OPEN
    return State.READY if has_functions else State.MISSING


def hand_in(*, application: str, submission: str, job: int, quarter: date, answers: Mapping[str, str]) -> bool:
    """Keep the answers; False when this submission has handed in before. ``application`` is a public id."""
    return bool(
        _call(
            "hand_in", application, submission, job, quarter, answers["gender"], answers["ethnicity"],
            answers["disability"], answers["veteran"], answers["military"],
        )[0][0]
    )  # fmt: skip


def withdraw(submission: str) -> None:
    """Forget what was handed in with this submission."""
    _call("withdraw", submission)


def forget(applications: Sequence[str]) -> None:
    """Forget the answers for these applications, whether there are any or not."""
    _call("forget", list(applications))


def count_quarter(quarter: date, *, interviewed: Sequence[str], offered: Sequence[str]) -> bool:
    """Count a quarter once and for all; False when it was counted before."""
    return bool(_call("count_quarter", quarter, list(interviewed), list(offered))[0][0])


def counted_quarters() -> list[date]:
    """Return the quarters that have figures, newest first."""
    return [row[0] for row in _call("counted_quarters")]


class Figure(NamedTuple):
    """One number; ``number`` is None where it is not shown, ``job`` 0 for jobs that are counted together."""

    job: int
    stage: str
    question: str
    answer: str
    number: int | None


def read(*, reader: int, purpose: str, kind: str, quarter: date) -> list[Figure]:
    """Return the figures of a quarter; the database writes down who asked."""
    return [Figure(*row) for row in _call("read", reader, purpose, kind, quarter)]


def _call(name: str, *values: Any) -> list[tuple[Any, ...]]:
    """Call a function with its values beside the statement.

    Django writes values into the statement, and a statement stands in the server's log when it fails.
    """
    connection.ensure_connection()
    statement = sql.SQL("select * from equality.{}({})").format(
        sql.Identifier(name), sql.SQL(", ").join([sql.Placeholder()] * len(values))
    )
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
