"""Writing down what LinkedIn answered, element by element."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from linkedin_talent.errors import LinkedInError

from tiltrekk.core import moment
from tiltrekk.linkedin.models import UNKNOWN, Held, SyncRow

from . import matches
from .backoff import wait
from .lane import CALL
from .load import count_acknowledged
from .rows import ABOVE
from .todo import Todo, is_gone

_ANY: Mapping[str, Any] = {}
_LONG_ENOUGH = {"lease_until__gt": Now() + CALL}


def in_hand(rows: Sequence[SyncRow]) -> bool:
    """Whether claimed rows are still ours, for as long as a call can take."""
    leases = {row.pk: row.lease_until for row in rows}
    ours = SyncRow.objects.filter(pk__in=leases, lease_until__in=set(leases.values()), **_LONG_ENOUGH)
    return ours.count() == len(leases)


def begun(todos: Sequence[Todo]) -> bool:
    """Note before a call that from now on nobody knows what LinkedIn holds; False when the rows are no more in hand."""
    return _change([todo.row for todo in todos], _LONG_ENOUGH, digest=UNKNOWN) == len(todos)


_ACKNOWLEDGE = """
update linkedin_syncrow as row
set acknowledged = greatest(row.acknowledged, told.version), digest = told.digest, held = told.held, error = '',
    failed = false, attempts = 0, deaths = 0, lease_until = null, next_try = null,
    since = case when told.version >= row.wanted then null else row.since end,
    urgent = told.version < row.wanted and row.urgent
from unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) as told (id, version, digest, held)
where row.id = told.id
"""


def acknowledged(todos: Iterable[Todo]) -> None:
    """LinkedIn holds what was sent. A change made meanwhile stays wanted (INV-03)."""
    todos = list(todos)
    if not todos:
        return
    told = [(todo.row.pk, todo.version, todo.digest, _held(todo)) for todo in todos]
    with transaction.atomic():
        list(_in_order(todo.row.pk for todo in todos).values("pk"))  # locked
        with connection.cursor() as cursor:
            cursor.execute(_ACKNOWLEDGE, [list(column) for column in zip(*told, strict=True)])
        SyncRow.objects.filter(pk__in=[todo.row.pk for todo in todos if is_gone(todo)], since=None).delete()
        matches.note(todos)
        _wake_those_who_waited(todos)
    count_acknowledged(len(todos))


def _held(todo: Todo) -> str:
    return (todo.absent.why or "") if todo.absent else ""


def _wake_those_who_waited(todos: Sequence[Todo]) -> None:
    """Children wait for the record above them, deletions for the records below."""
    there = {todo.row.object_id for todo in todos if todo.record is not None}
    gone = {todo.row.parent for todo in todos if todo.record is None and todo.row.parent}
    if there:
        wake(kind__in=list(ABOVE), parent__in=there)
    if gone:
        organizations = {todo.row.organization for todo in todos}
        wake(organization__in=organizations, kind__in=set(ABOVE.values()), object_id__in=gone)


def wake(**which: Any) -> None:
    """Let rows follow that wait for another. What somebody has under their hands need not be woken."""
    waiting = SyncRow.objects.filter(since__isnull=False, failed=False, held=Held.PARENT, **which)
    with transaction.atomic(savepoint=False):
        free = waiting.select_for_update(skip_locked=True).values("pk")
        SyncRow.objects.filter(pk__in=free).update(next_try=None)


def refused(errors: Mapping[Todo, LinkedInError]) -> None:
    """Elements LinkedIn did not take: for good with the reason, or until later."""
    if not errors:
        return
    by_row = {todo.row.pk: (todo, error) for todo, error in errors.items()}
    with transaction.atomic():
        for row in _in_order(by_row):
            todo, error = by_row[row.pk]
            row.error, row.lease_until = str(error), None
            row.failed = error.permanent and row.wanted == todo.version
            row.next_try = None if error.permanent else moment.now() + wait(row.attempts, error)
            row.save()


def broken(row: SyncRow, error: Exception) -> None:
    """The record could not even be built: nothing of it is sent."""
    text = f"not built: {type(error).__name__}"  # shown as a sentence; the class is for the log's reader
    SyncRow.objects.filter(pk=row.pk, wanted=row.wanted).update(failed=True, error=text, lease_until=None)
    SyncRow.objects.filter(pk=row.pk).update(lease_until=None)


def deadly(rows: Iterable[SyncRow]) -> None:
    """Workers died with these in hand, again and again: none of them shall die with them once more."""
    _change(rows, failed=True, error="deadly", lease_until=None)


def postponed(rows: Iterable[SyncRow], seconds: float) -> None:
    """Not now: something it depends on comes first, or the resource is on hold. What is no more ours is left alone."""
    _change(rows, next_try=Now() + timedelta(seconds=seconds), lease_until=None)


def waits_for_another(todos: Iterable[Todo]) -> None:
    """What stands above or below comes first; its end wakes these rows, the growing wait is for safety."""
    by_attempts: dict[int, list[SyncRow]] = defaultdict(list)
    for todo in todos:
        by_attempts[todo.row.attempts].append(todo.row)
    for attempts, rows in by_attempts.items():
        _change(rows, next_try=Now() + wait(attempts), lease_until=None, held=Held.PARENT)


def _change(rows: Iterable[SyncRow], only: Mapping[str, Any] = _ANY, **values: Any) -> int:
    """Change claimed rows; one whose lease ran out meanwhile may be another worker's and is left alone."""
    leases = {row.pk: row.lease_until for row in rows}
    if not leases:
        return 0
    with transaction.atomic():
        ours = _in_order(leases).filter(lease_until__in=set(leases.values()), **only).values("pk")
        return SyncRow.objects.filter(pk__in=ours).update(**values)


def _in_order(pks: Iterable[int]) -> QuerySet[SyncRow]:
    """Locked in the order in which rows are raised, so that no two transactions wait for each other."""
    rows = SyncRow.objects.select_for_update().filter(pk__in=list(pks))
    return rows.order_by("organization", "kind", "object_id")


def held_up(rows: Iterable[SyncRow], until: datetime, why: str) -> None:
    """The whole call failed: nothing is known of its elements, and none of them is to blame."""
    _change(rows, next_try=until, lease_until=None, error=why)
