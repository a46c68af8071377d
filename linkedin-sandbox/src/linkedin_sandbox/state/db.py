"""SQLite: the schema, and one connection for each thread."""

import contextlib
import sqlite3
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from linkedin_sandbox.errors import Refusal

SCHEMA = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists counters (name text primary key, n integer not null);
create table if not exists world (kind text, id text, body text not null, primary key (kind, id));
create index if not exists world_in_order on world (kind);
create index if not exists world_by_organization on world (kind, json_extract(body, '$.organization'));
create index if not exists world_by_contract on world (kind, json_extract(body, '$.contract'));
create index if not exists world_by_member on world (kind, json_extract(body, '$.member'));
create table if not exists member_texts (member text primary key, text text not null);
create table if not exists member_hints (member text, kind text, value text, primary key (kind, value, member));
create table if not exists people (
  application integer, person text, member text not null, primary key (application, person));
create index if not exists member_hints_by_member on member_hints (member);
create table if not exists sessions (id text primary key, member text not null, created_at integer not null);

create table if not exists applications (
  id integer primary key, client_id text not null unique, parent integer, name text not null,
  description text not null default '', unique_foreign_id text, callbacks text not null default '[]',
  domains text not null default '[]', secrets text not null default '[]', created_at integer not null,
  unique (parent, unique_foreign_id));
create table if not exists codes (
  code text primary key, application integer not null, member text not null, redirect_uri text not null,
  scope text not null, nonce text not null, expires_at integer not null, used integer not null default 0);
create table if not exists tokens (
  digest text primary key, kind text not null, application integer not null, member text,
  scope text not null, created_at integer not null, expires_at integer not null, revoked integer not null default 0);

create table if not exists levels (
  application integer, level text, context text, organization integer not null, state text not null,
  requested_by text not null, requested_at integer not null, changed_at integer not null,
  primary key (application, level, context));
create table if not exists integrations (
  application integer, context text, type text, tenant text not null, name text, modified_at integer not null,
  primary key (application, context, type));
create table if not exists configurations (
  application integer, context text, type text, key text, value text not null,
  primary key (application, context, type, key));

create table if not exists records (
  application integer, resource text, context text, parent text, key text, body text not null,
  created_at integer not null, modified_at integer not null,
  primary key (application, resource, context, parent, key));
create index if not exists records_below on records (application, context, parent) where parent <> '';
create index if not exists records_below_any on records (application, resource, context, key) where parent <> '';
create index if not exists applications_of_candidate on records (
  application, context, json_extract(body, '$.atsCandidateId')) where resource = 'atsApplications';
create table if not exists hints (
  application integer, context text, candidate text, kind text, value text,
  primary key (application, context, candidate, kind, value));
create index if not exists hints_by_value on hints (kind, value);

create table if not exists jobs (
  application integer, external_id text, organization integer not null, number integer not null,
  body text not null, availability text not null, state text not null, listed_at integer not null,
  expire_at integer not null, closed_at integer, offsite text, primary key (application, external_id));
create index if not exists jobs_by_organization on jobs (organization);
create table if not exists tasks (
  id text primary key, application integer not null, external_id text not null, operation text not null,
  body text not null, created_at integer not null, due_at integer not null, status text not null,
  error text, number integer);
create index if not exists tasks_waiting on tasks (status, due_at);
create index if not exists tasks_of_job on tasks (application, external_id);

create table if not exists feeds (
  url text primary key, interval_seconds real not null, next_at integer not null);
create table if not exists feed_reads (
  id integer primary key, url text not null, at integer not null, report text not null);
create table if not exists feed_jobs (
  url text, partner_id text, organization integer not null, number integer not null, body text not null,
  state text not null, listed_at integer not null, closed_at integer, primary key (url, partner_id));

create table if not exists pushes (
  id text primary key, application integer not null, type text not null, url text, payload text not null,
  created_at integer not null, expires_at integer not null, next_at integer not null,
  attempts integer not null default 0, state text not null, detail text not null default '', body text);
create index if not exists pushes_waiting on pushes (state, next_at);
create table if not exists webhooks (
  application integer, kind text, url text not null, state text not null, misses integer not null default 0,
  checked_at integer not null, next_at integer not null, primary key (application, kind, url));
create table if not exists media (
  id text primary key, application integer not null, use text not null, name text not null,
  content_type text not null, content text, created_at integer not null, expires_at integer not null);
create table if not exists onsite_applications (
  id integer primary key, application integer not null, external_id text not null, organization integer not null,
  member text not null, body text not null, push text not null, created_at integer not null);
create table if not exists lifecycle_actions (
  id integer primary key, application integer not null, job_application integer not null, action text not null,
  performed_at integer not null, received_at integer not null, notified integer not null);
create table if not exists retired_versions (version text primary key);
create table if not exists exports (
  id integer primary key, request text not null, application integer, seat integer not null, member text not null,
  external_id text not null, email text not null, created_at integer not null);
create table if not exists messages (
  id integer primary key, thread integer not null, seat integer not null, member text not null,
  sent_by text not null, subject text not null, body text not null, created_at integer not null,
  answer text not null default '');
create index if not exists messages_by_seat on messages (seat, created_at);
create table if not exists stubs (
  id integer primary key, seat integer not null, contract integer not null, member text not null,
  email text not null, created_at integer not null);
create table if not exists notes (
  id integer primary key, seat integer not null, contract integer not null, member text not null,
  text text not null, visibility text not null, active integer not null default 1,
  created_at integer not null, modified_at integer not null);
create table if not exists rejections (
  id integer primary key, seat integer not null, member text not null, reason text not null,
  created_at integer not null);
create table if not exists saved_jobs (
  id integer primary key, seat integer not null, member text not null, job text not null,
  created_at integer not null);
create table if not exists throttles (
  application integer, name text, window text, n integer not null, primary key (application, name, window));

create table if not exists faults (
  id integer primary key, body text not null, seen integer not null default 0, fired integer not null default 0,
  armed_at integer not null);
create table if not exists ledger (
  id integer primary key, at integer not null, real_at real not null, direction text not null,
  application integer, caller text not null, member text, method text not null, path text not null,
  query text not null, headers text not null, request text not null, request_size integer not null,
  status integer, reply text not null, duration_ms integer not null, uuid text not null,
  effect text not null, judgement text not null, section text, notes text not null);
create index if not exists ledger_by_judgement on ledger (judgement);
"""

Values = Sequence[Any] | dict[str, Any]


class Database:
    """A SQLite file in write-ahead mode; readers never wait, writers queue."""

    def __init__(self, path: Path | None) -> None:
        self._folder = None if path else tempfile.TemporaryDirectory(prefix="linkedin-sandbox-")
        self.path = path or Path(self._folder.name if self._folder else "") / "state.sqlite3"
        self._threads = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._connection().executescript(SCHEMA)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        return self._execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Values = ()) -> Any:
        found = self.row(sql, values)
        return None if found is None else found[0]

    def do(self, sql: str, values: Values = ()) -> int:
        """One writing statement; the number of rows it touched."""
        return self._execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One writing statement for each of many rows."""
        with self.transaction():
            self._connection().executemany(sql, rows)

    def add(self, table: str, *, replace: bool = False, **columns: Any) -> int:
        """Insert one row (or replace the one with its key); its rowid. Names come from this package only."""
        names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        verb = "insert or replace" if replace else "insert"
        sql = f"{verb} into {table} ({names}) values ({marks})"
        return self._execute(sql, columns).lastrowid or 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another joins it."""
        connection = self._connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")

    def next_number(self, name: str, first: int) -> int:
        """A number that was never given out under this name."""
        with self.transaction():
            self.do("insert or ignore into counters values (?, ?)", (name, first - 1))
            self.do("update counters set n = n + 1 where name = ?", (name,))
            return int(self.value("select n from counters where name = ?", (name,)))

    def tables(self) -> list[str]:
        sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        return [row["name"] for row in self.rows(sql)]

    def dump(self, file: Path) -> None:
        """Copy everything into a file, in place of what is there."""
        file.unlink(missing_ok=True)
        self.do("vacuum into ?", (str(file),))

    def load(self, file: Path) -> None:
        """Put back what `dump` took, in place of everything."""
        self.do("attach ? as snapshot", (str(file),))
        try:
            with self.transaction():
                self.clear()
                for name in self.tables():
                    self.do(f"insert into {name} select * from snapshot.{name}")  # noqa: S608 - a table of ours
        finally:
            self.do("detach snapshot")

    def clear(self, besides: Collection[str] = ()) -> None:
        """Empty every table but these."""
        with self.transaction():
            for name in set(self.tables()).difference(besides):
                self.do(f"delete from {name}")  # noqa: S608 - a table of ours

    def close(self) -> None:
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
        if self._folder:
            self._folder.cleanup()

    def _execute(self, sql: str, values: Values) -> sqlite3.Cursor:
        """Run one statement. Raises Refusal for a value that no caller can mean: half a character, a giant number."""
        try:
            return self._connection().execute(sql, values)
        except (UnicodeEncodeError, OverflowError) as error:
            text = "A value is not Unicode text, or a number of more than 64 bits"
            raise Refusal(400, text, section="2.7") from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._connect()
            self._threads.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=20, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")  # rehearsal data: a power cut may take it
        with self._lock:
            self._open.append(connection)
        return connection
