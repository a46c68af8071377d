"""A database restored from a backup: LinkedIn knows of changes that it does not (decision 25)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import connection as database
from django.utils import timezone

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.candidates import services as candidates
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.core.models import Event
from tiltrekk.linkedin import journal
from tiltrekk.linkedin.journal import Key, Point
from tiltrekk.linkedin.models import UNKNOWN, Connection, Kind, SyncRow
from tiltrekk.linkedin.projection import GONE
from tiltrekk.linkedin.projection.application import END

from .rows import RANKS
from .todo import Todo

_CHUNK = 500


def write_down(todos: Sequence[Todo]) -> None:
    """Keep outside the database what LinkedIn is about to be told, and who is deleted here.

    Called once the records have been read: whatever they say, the newest event is not older.
    """
    people = _deleted(todo.row.object_id for todo in todos if todo.row.kind == Kind.CANDIDATE and todo.absent == GONE)
    _note((todo.row for todo in todos if not todo.is_settled), people)


def write_down_jobs(rows: Iterable[SyncRow]) -> None:
    """The same for jobs, which are never deleted."""
    _note(rows, ())


def _note(rows: Iterable[SyncRow], people: Collection[str]) -> None:
    records = [Key(row.organization, row.kind, row.object_id, row.parent) for row in rows]
    if not (records or people):
        return
    connection, newest = Connection.current(), Event.objects.order_by("-pk").values_list("pk", "at").first()
    if connection and newest:
        journal.note(connection.foreign_id, Point(*newest), records=records, people=people)


def _deleted(gone: Iterable[str]) -> set[str]:
    """Without those who were merged: they are no more by themselves, and nobody deleted them."""
    ids = set(gone)
    merged = Candidate.objects.filter(public_id__in=ids, deleted_at=None) if ids else Candidate.objects.none()
    return ids - set(merged.values_list("public_id", flat=True))


def is_behind(connection: Connection) -> bool:
    """Whether LinkedIn was told something when the database knew more than it does now."""
    try:
        newest = next(journal.points(connection.foreign_id, after=connection.journal_accepted), None)
    except journal.ERRORS:
        return False  # pages go on; nothing is sent, as nothing can be written down either
    return newest is not None and not _known([newest])


def _known(points: Sequence[Point]) -> set[Point]:
    """Return which of these changes the database holds."""
    at = dict(Event.objects.filter(pk__in=[point.event for point in points]).values_list("pk", "at"))
    return {point for point in points if at.get(point.event) == point.at}


@dataclass(frozen=True)
class Report:
    """What LinkedIn knows and this database does not, as far as the journal tells."""

    known_until: datetime | None  # the newest change that both know; None: nobody knows how old the backup is
    told_until: datetime  # the newest change that LinkedIn was told of
    records: Sequence[Key]
    deleted: Sequence[str]

    @cached_property
    def people(self) -> Sequence[Candidate]:
        """Who was deleted and is here again."""
        return list(Candidate.objects.filter(public_id__in=self.deleted, deleted_at=None).order_by("sort_name", "pk"))

    @cached_property
    def _here(self) -> set[tuple[str, str]]:
        rows = SyncRow.objects.filter(object_id__in={key.object_id for key in self.records})
        return set(rows.values_list("kind", "object_id"))

    @cached_property
    def unknown(self) -> Sequence[Key]:
        """What LinkedIn may hold and was never heard of here."""
        return [key for key in self.records if (key.kind, key.object_id) not in self._here]

    @cached_property
    def changed(self) -> Sequence[Key]:
        """What both know, and LinkedIn in a later version."""
        return [key for key in self.records if (key.kind, key.object_id) in self._here]

    @property
    def jobs(self) -> Sequence[str]:
        """Jobs unknown here: without a description LinkedIn cannot be asked to close one."""
        return sorted({key.object_id for key in self.unknown if key.kind == Kind.JOB})

    @property
    def to_remove(self) -> Sequence[Key]:
        """What is unknown here and can be deleted at LinkedIn."""
        return [key for key in self.unknown if key.kind != Kind.JOB]

    @property
    def lines(self) -> Sequence[tuple[Kind, int, int]]:
        """Of each kind how many are unknown here, and how many are known in an older version."""
        unknown, changed = (Counter(key.kind for key in keys) for keys in (self.unknown, self.changed))
        return [(kind, unknown[kind], changed[kind]) for kind in Kind if unknown[kind] or changed[kind]]


def report(connection: Connection) -> Report:
    """Return what is to be told to whoever decides."""
    found = list(journal.points(connection.foreign_id, after=connection.journal_accepted))
    common = _last_common(found)
    event = common.event if common else -1
    keys, people = journal.told(connection.foreign_id, event=event, after=connection.journal_accepted)
    told_until = max((point.at for point in found), default=clock.now())
    return Report(common.at if common else None, told_until, keys, people)


def _last_common(points: Sequence[Point]) -> Point | None:
    """The newest change that both know, searched from the newest on."""
    for start in range(0, len(points), _CHUNK):
        part = points[start : start + _CHUNK]
        known = _known(part)
        if first := next((point for point in part if point in known), None):
            return first
    return None


def bring_together(connection: Connection, *, actor: User) -> None:
    """Let this database be the truth again, in the transaction of whoever decided so.

    Who was deleted is deleted again, what was never heard of here is deleted at LinkedIn, and what both know goes out
    as changed now, so that LinkedIn does not take it for older than what it holds.
    """
    found = report(connection)
    for person in found.people:
        candidates.delete(actor=actor, candidate=person)
    _doubt(found.records)
    SyncRow.objects.bulk_create([_row(key) for key in found.to_remove], batch_size=_CHUNK, ignore_conflicts=True)
    keep_numbers_free(found)
    now = clock.now()
    for model, kind in ((Candidate, Kind.CANDIDATE), (Application, Kind.APPLICATION)):
        ids = {key.object_id for key in found.changed if key.kind == kind}
        model.objects.filter(public_id__in=ids).update(updated_at=now)
    connection.journal_accepted = journal.last_number()


def _doubt(keys: Iterable[Key]) -> None:
    """Nobody here knows whether LinkedIn holds these, also of what was held back when the backup was taken."""
    ids: dict[str, set[str]] = {}
    for key in keys:
        ids.setdefault(key.kind, set()).add(key.object_id)
    for kind, objects in ids.items():
        SyncRow.objects.filter(kind=kind, object_id__in=objects).update(digest=UNKNOWN)


def _row(key: Key) -> SyncRow:
    kind = Kind(key.kind)
    return SyncRow(**key._asdict(), rank=RANKS[kind], digest=UNKNOWN, urgent=False, since=timezone.now())


def keep_numbers_free(found: Report) -> None:
    """No new stage may get a number under which LinkedIn holds one of the lost ones."""
    for model, numbers in _stage_numbers(found.records).items():
        _skip(model._meta.db_table, max(numbers, default=0))  # noqa: SLF001


def _stage_numbers(keys: Iterable[Key]) -> Mapping[type[StageMove | Application], list[int]]:
    """Stages are known by the number of their move, the last one of an application by that of the application."""
    found: dict[type[StageMove | Application], list[int]] = {StageMove: [], Application: []}
    for key in keys:
        if key.kind == Kind.STAGE:
            number, _dash, end = key.object_id.partition("-")
            found[Application if end == END else StageMove].append(int(number))
    return found


_SKIP = """
select setval(numbers, %s) from (select pg_get_serial_sequence(%s, 'id')::regclass as numbers) as of
where coalesce(pg_sequence_last_value(numbers), 0) < %s
"""


def _skip(table: str, highest: int) -> None:
    if highest:
        with database.cursor() as cursor:
            cursor.execute(_SKIP, [highest, table, highest])


def keep_numbers_free_if_behind() -> None:
    """Called by the tick, so that it is done soon after the restore, whenever somebody decides."""
    connection = Connection.current()
    if connection and is_behind(connection):
        keep_numbers_free(report(connection))
