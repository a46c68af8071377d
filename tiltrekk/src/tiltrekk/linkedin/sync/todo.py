"""One claimed row and what its object should be at LinkedIn now."""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from linkedin_talent.records import WireRecord

from tiltrekk.core import moment
from tiltrekk.linkedin.models import Held, Kind, SyncRow
from tiltrekk.linkedin.projection import GONE, Absent, Projections

from .lane import LEASE
from .rows import RANKS

log = logging.getLogger(__name__)

DEADLY = 3  # a row that three workers died with is not tried again by itself
BATCH = 100  # as many as a call takes


@dataclass(frozen=True, eq=False)
class Todo:
    """``version`` is what the answer will acknowledge; ``record`` None means LinkedIn must hold nothing."""

    row: SyncRow
    version: int
    record: WireRecord | None
    absent: Absent | None

    @cached_property
    def digest(self) -> str:
        return digest_of(self.record) if self.record is not None else ""

    @property
    def is_settled(self) -> bool:
        """LinkedIn already holds exactly this, so no call is needed."""
        return self.row.digest == self.digest


def digest_of(record: WireRecord) -> str:
    """Return a fingerprint of a wire record."""
    text = json.dumps(record.wire(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def dirty() -> Q:
    """Rows that may be claimed now."""
    due = Q(next_try=None) | Q(next_try__lte=Now())
    free = Q(lease_until=None) | Q(lease_until__lte=Now())
    return Q(acknowledged__lt=F("wanted"), failed=False) & due & free


# "between" and the order leave PostgreSQL only the index of what is due; hoping to find a first row soon in the whole
# table, it would read all of it for a kind that has none.
_DUE = """
select kind.rank, part.urgent from unnest(%s::int[]) as kind (rank), (values (true), (false)) as part (urgent),
lateral (select from linkedin_syncrow as row
         where row.urgent = part.urgent and row.rank between kind.rank and kind.rank
         and row.acknowledged < row.wanted and not row.failed
         and (row.next_try is null or row.next_try <= statement_timestamp())
         and (row.lease_until is null or row.lease_until <= statement_timestamp())
         order by row.rank, row.id limit 1) as first
order by kind.rank
"""


def due(kinds: Iterable[Kind]) -> tuple[list[Kind], list[Kind]]:
    """Return of which kinds live changes are due and of which history, parents before children; one query."""
    by_rank = {RANKS[kind]: kind for kind in kinds}
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [list(by_rank)])
        found = [(by_rank[rank], urgent) for rank, urgent in cursor.fetchall()]
    return [kind for kind, urgent in found if urgent], [kind for kind, urgent in found if not urgent]


def claim(
    organizations: Iterable[str], kinds: Iterable[Kind], *, urgent: bool = True, most: int = BATCH
) -> list[SyncRow]:
    """Take the next rows, parents before children, what was listed first before the rest; nobody else takes them."""
    with transaction.atomic():
        free = SyncRow.objects.select_for_update(skip_locked=True).filter(dirty(), organization__in=organizations)
        found = free.filter(rank__in=[RANKS[kind] for kind in kinds], urgent=urgent).order_by("rank", "id")
        rows = _alone_if_left(list(found[:most]))
        lease = moment.now() + LEASE
        SyncRow.objects.filter(pk__in=[row.pk for row in rows]).update(
            lease_until=lease,
            attempts=F("attempts") + 1,  # counted before the work, so that a crash counts
            deaths=F("deaths") + Case(When(lease_until=None, then=0), default=1),
        )
    for row in rows:
        row.attempts += 1
        row.deaths += bool(row.lease_until)
        row.lease_until = lease
    return rows


def _alone_if_left(rows: list[SyncRow]) -> list[SyncRow]:
    """Whoever had a row in hand died if its lease ran out; such rows go one by one, to find the one that kills."""
    left = [row for row in rows if row.lease_until]
    return left[:1] or rows


def below_removed(rows: Sequence[SyncRow]) -> set[int]:
    """Return the keys of rows that hang on a record which somebody removed from LinkedIn, directly or one above."""
    removed = set(SyncRow.objects.filter(withheld=True).values_list("organization", "object_id"))
    if not removed:
        return set()
    parents = SyncRow.objects.filter(kind=Kind.APPLICATION, object_id__in={row.parent for row in rows})
    above = {(org, key): parent for org, key, parent in parents.values_list("organization", "object_id", "parent")}

    def hangs(row: SyncRow) -> bool:
        chain = (row.parent, above.get((row.organization, row.parent), ""))
        return any((row.organization, one) in removed for one in chain)

    return {row.pk for row in rows if hangs(row)}


class Looked:
    """Claimed rows of one kind and organization, with what their objects should be now.

    Read after the claim, so each holds at least the version claimed.
    """

    def __init__(self, rows: Sequence[SyncRow]) -> None:
        self._below_removed = below_removed(rows)
        ids = {row.object_id for row in rows}
        self._projections = Projections(Kind(rows[0].kind), ids, rows[0].organization)

    def __getitem__(self, row: SyncRow) -> Todo:
        """Return what is to be done for one row. Raises what the making of its record raises."""
        if row.withheld or row.pk in self._below_removed:
            return Todo(row, row.wanted, None, Absent(Held.REMOVED if row.withheld else Held.PARENT))
        found = self._projections[row.object_id]
        if isinstance(found, Absent):
            return Todo(row, row.wanted, None, found)
        return Todo(row, row.wanted, found, None)


def is_gone(todo: Todo) -> bool:
    """Whether the object itself is gone, so that its row may go too."""
    return todo.absent == GONE and not todo.row.withheld
