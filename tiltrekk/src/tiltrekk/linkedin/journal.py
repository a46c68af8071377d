"""What LinkedIn was told, kept in a file beside the database: a database restored from a backup does not know it.

It holds ids only. Written before each call, as whatever was sent without being written down could never be found
again; forgotten after a while, as nobody restores a backup so old.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

ERRORS = (sqlite3.Error, OSError)  # no writing it down
DAYS_KEPT = 90
_DAY = 24 * 3600.0  # seconds
_PATIENCE = 10.0  # seconds, with another worker's writing

# A point is the newest change that the database knew when LinkedIn was told something; what it was told lies below it.
# Only added to, never replaced: a history's hundreds of thousands of records go to the disk one after the other.
_TABLES = """
create table if not exists point (number integer primary key, connection text not null,
    event integer not null, at text not null, written real not null);
create index if not exists newest on point (connection, event);
create table if not exists record (number integer not null, organization text, kind text, object_id text, parent text);
create index if not exists record_of on record (number);
create table if not exists person (number integer not null, id text);
create index if not exists person_of on person (number);
"""


class Key(NamedTuple):
    """A record at LinkedIn."""

    organization: str
    kind: str
    object_id: str
    parent: str


class Point(NamedTuple):
    """A change, by its number in the event log and its time, which tell it from any other."""

    event: int
    at: datetime
    number: int = 0  # in the journal


def note(connection: str, point: Point, *, records: Iterable[Key] = (), people: Iterable[str] = ()) -> None:
    """Write down, before it is done, that LinkedIn is told of these records, and that these people are deleted."""
    with _open() as file, file:
        file.execute("begin immediate")
        number = _number(file, connection, point)
        file.executemany("insert into record values (?, ?, ?, ?, ?)", [(number, *key) for key in records])
        file.executemany("insert into person values (?, ?)", [(number, id_) for id_ in people])


def _number(file: sqlite3.Connection, connection: str, point: Point) -> int:
    """Return the point's number; several tellings in a row share one."""
    last = file.execute(
        "select number, event, at from point where connection = ? order by number desc limit 1", [connection]
    ).fetchone()
    if last and last[1:] == (point.event, point.at.isoformat()):
        return int(last[0])
    now = time.time()
    highest = file.execute("select coalesce(max(number), 0) from point").fetchone()[0]
    number = max(int(highest) + 1, int(now * 1000))  # so that a new file goes on where a lost one ended
    file.execute(
        "insert into point (number, connection, event, at, written) values (?, ?, ?, ?, ?)",
        [number, connection, point.event, point.at.isoformat(), now],
    )
    return number


def points(connection: str, *, after: int) -> Iterator[Point]:
    """Yield the points with a higher number than ``after``, the newest change first."""
    if not _path().exists():
        return
    with _open() as file:
        found = file.execute(
            "select event, at, number from point where connection = ? and number > ? order by event desc",
            [connection, after],
        )
        for event, at, number in found:
            yield Point(event, datetime.fromisoformat(at), number)


def last_number() -> int:
    """Return the number of the point written last, 0 before the first."""
    with _open() as file:
        return int(file.execute("select coalesce(max(number), 0) from point").fetchone()[0])


def told(connection: str, *, event: int, after: int) -> tuple[list[Key], list[str]]:
    """Return the records told of, and the people deleted, when the database knew more than that event."""
    later = "number in (select number from point where connection = ? and event > ? and number > ?)"
    given = [connection, event, after]
    fields = ", ".join(Key._fields)
    with _open() as file:
        records = file.execute(f"select distinct {fields} from record where {later}", given)  # noqa: S608
        keys = [Key(*row) for row in records]
        people = file.execute(f"select distinct id from person where {later}", given)  # noqa: S608
        return keys, [row[0] for row in people]


def forget_old() -> None:
    """Delete what is older than any backup somebody would restore; the newest point stays."""
    if not _path().exists():
        return
    with _open() as file, file:
        file.execute("begin immediate")
        kept = "select coalesce(min(number), 0) from point where written > ?"
        oldest = file.execute(kept, [time.time() - DAYS_KEPT * _DAY]).fetchone()[0]
        for table in ("record", "person", "point"):
            file.execute(f"delete from {table} where number < ?", [oldest])  # noqa: S608


def _path() -> Path:
    return Path(settings.DATA_DIR) / "linkedin-journal.sqlite"


@contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """The file, made for our eyes only. Left as it comes, SQLite waits for the disk at each commit."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as file:
        file.executescript(_TABLES)
        yield file
