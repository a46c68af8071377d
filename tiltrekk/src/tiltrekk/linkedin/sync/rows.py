"""Raising rows: the only way something becomes due to be sent."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tiltrekk.linkedin.models import Kind, SyncRow

CHANNEL = "linkedin_sync"  # LISTEN/NOTIFY
ABOVE = {  # the record that LinkedIn must hold before it takes one of this kind
    Kind.APPLICATION: Kind.CANDIDATE,
    Kind.CANDIDATE_NOTE: Kind.CANDIDATE,
    Kind.NOTE: Kind.APPLICATION,
    Kind.FEEDBACK: Kind.APPLICATION,
    Kind.STAGE: Kind.APPLICATION,
}
RANKS = {kind: rank for rank, kind in enumerate(Kind)}


def needs_a_call_each(kind: Kind) -> bool:
    """A call for stages, notes or feedback addresses one application."""
    return ABOVE.get(kind) == Kind.APPLICATION


_RAISE = """
insert into linkedin_syncrow (organization, kind, object_id, parent, rank, wanted, acknowledged, urgent, digest, held,
                              withheld, failed, error, attempts, deaths, since)
select organization, kind, object_id, parent, rank, 1, 0, %s, '', '', false, false, '', 0, 0, %s
from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
     as new (organization, kind, object_id, parent, rank)
on conflict (organization, kind, object_id) do update
set wanted = linkedin_syncrow.wanted + 1, failed = false, error = '', attempts = 0, deaths = 0, next_try = null,
    urgent = excluded.urgent or (linkedin_syncrow.urgent and linkedin_syncrow.since is not null),
    since = coalesce(linkedin_syncrow.since, excluded.since), parent = excluded.parent,
    digest = case when linkedin_syncrow.digest <> '' and linkedin_syncrow.parent <> excluded.parent
             then '?' else linkedin_syncrow.digest end
"""


class Mark(NamedTuple):
    """One object at one organization, to be looked at again."""

    organization: str
    kind: Kind
    object_id: str
    parent: str = ""


def raise_rows(marks: Iterable[Mark], *, urgent: bool = True) -> int:
    """Ask that these objects be brought in sync, in the caller's transaction; wakes the worker when it commits.

    Sorted, so that two transactions take the rows' locks in the same order.
    """
    rows = sorted(set(marks))
    if not rows:
        return 0
    columns = [[str(value) for value in column] for column in zip(*rows, strict=True)]
    ranks = [RANKS[row.kind] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [urgent, timezone.now(), *columns, ranks])
    wake_workers()
    return len(rows)


def wake_workers() -> None:
    """Let the workers look at once what there is to send, when the caller's transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, '')", [CHANNEL])


def again(rows: Iterable[SyncRow], *, urgent: bool = True) -> int:
    """Raise rows that exist."""
    return raise_rows(
        (Mark(row.organization, Kind(row.kind), row.object_id, row.parent) for row in rows), urgent=urgent
    )


@transaction.atomic
def hurry(rows: QuerySet[SyncRow]) -> int:
    """Let rows that failed or wait go at once, history after live changes as before; return how many there are.

    Locked in the order in which rows are raised.
    """
    stuck = rows.filter(Q(failed=True) | Q(next_try__isnull=False), since__isnull=False)
    locked = stuck.select_for_update().order_by("organization", "kind", "object_id").values("pk")
    found = SyncRow.objects.filter(pk__in=locked)
    number = found.update(failed=False, error="", attempts=0, deaths=0, next_try=None)
    wake_workers()
    return number
