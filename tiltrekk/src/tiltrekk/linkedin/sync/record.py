"""Writing down what LinkedIn answered, element by element."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from linkedin_talent.errors import LinkedInError

from tiltrekk.linkedin.models import UNKNOWN, Held, SyncRow

from . import matches
from .backoff import wait
from .load import count_acknowledged
from .todo import Todo, is_gone


def begun(todos: Iterable[Todo]) -> None:
    """Note before a call that from now on nobody knows what LinkedIn holds."""
    SyncRow.objects.filter(pk__in=[todo.row.pk for todo in todos]).update(digest=UNKNOWN)


def acknowledged(todos: Iterable[Todo]) -> None:
    """LinkedIn holds what was sent. A change made meanwhile stays wanted (INV-03)."""
    by_row = {todo.row.pk: todo for todo in todos}
    if not by_row:
        return
    with transaction.atomic():
        for row in _locked(by_row):
            todo = by_row[row.pk]
            _settle(row, todo)
            if is_gone(todo) and row.since is None:
                row.delete()
            else:
                row.save()
        matches.note(by_row.values())
        count_acknowledged(len(by_row))
        _wake_those_who_waited(by_row.values())


def _wake_those_who_waited(todos: Iterable[Todo]) -> None:
    """Children wait for the record above them, deletions for the records below."""
    waiting = SyncRow.objects.filter(since__isnull=False, failed=False, held=Held.PARENT)
    waiting.filter(parent__in=[todo.row.object_id for todo in todos if todo.record is not None]).update(next_try=None)
    waiting.filter(object_id__in=[todo.row.parent for todo in todos if todo.record is None]).update(next_try=None)


def _settle(row: SyncRow, todo: Todo) -> None:
    row.acknowledged = max(row.acknowledged, todo.version)
    row.digest = todo.digest
    row.held = (todo.absent.why or "") if todo.absent else ""
    row.error, row.failed, row.attempts, row.deaths = "", False, 0, 0
    row.lease_until = row.next_try = None
    if row.acknowledged >= row.wanted:
        row.since, row.urgent = None, False


def refused(errors: Mapping[Todo, LinkedInError]) -> None:
    """Elements LinkedIn did not take: for good with the reason, or until later."""
    by_row = {todo.row.pk: (todo, error) for todo, error in errors.items()}
    with transaction.atomic():
        for row in _locked(by_row):
            todo, error = by_row[row.pk]
            row.error, row.lease_until = str(error), None
            row.failed = error.permanent and row.wanted == todo.version
            row.next_try = None if error.permanent else timezone.now() + wait(row.attempts, error)
            row.save()


def broken(row: SyncRow, error: Exception) -> None:
    """The record could not even be built: nothing of it is sent."""
    text = f"not built: {type(error).__name__}"  # shown as a sentence; the class is for the log's reader
    SyncRow.objects.filter(pk=row.pk, wanted=row.wanted).update(failed=True, error=text, lease_until=None)
    SyncRow.objects.filter(pk=row.pk).update(lease_until=None)


def deadly(rows: Iterable[SyncRow]) -> None:
    """Workers died with these in hand, again and again: none of them shall die with them once more."""
    SyncRow.objects.filter(pk__in=[row.pk for row in rows]).update(failed=True, error="deadly", lease_until=None)


def postponed(rows: Iterable[SyncRow], seconds: float, why: str = "") -> None:
    """Not now: something it depends on comes first, or the resource is on hold."""
    later = timezone.now() + timedelta(seconds=seconds)
    pks = [row.pk for row in rows]
    SyncRow.objects.filter(pk__in=pks).update(next_try=later, lease_until=None, **({"error": why} if why else {}))


def waits_for_another(todos: Iterable[Todo]) -> None:
    """What stands above or below comes first; its end wakes these rows, the growing wait is for safety."""
    for todo in todos:
        later = timezone.now() + wait(todo.row.attempts)
        SyncRow.objects.filter(pk=todo.row.pk).update(next_try=later, lease_until=None, held=Held.PARENT)


def _locked(pks: Iterable[int]) -> list[SyncRow]:
    """Locked in the order in which rows are raised, so that no two transactions wait for each other."""
    rows = SyncRow.objects.select_for_update().filter(pk__in=list(pks))
    return list(rows.order_by("organization", "kind", "object_id"))


def held_up(rows: Iterable[SyncRow], until: datetime, why: str) -> None:
    """The whole call failed: nothing is known of its elements, and none of them is to blame."""
    pks = [row.pk for row in rows]
    SyncRow.objects.filter(pk__in=pks).update(next_try=until, lease_until=None, error=why)
