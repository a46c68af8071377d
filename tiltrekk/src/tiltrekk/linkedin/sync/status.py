"""What is in sync, what is not, since when and why: one query each, shown on one page (INV-09)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When

from ..models import Held, Hold, Kind, SyncRow

SHOWN = 50
IN_SYNC, WAITING, HELD, FAILED = "in_sync", "waiting", "held", "failed"

_STATE = Case(
    When(failed=True, then=Value(FAILED)),
    When(acknowledged__lt=F("wanted"), then=Value(WAITING)),
    When(~Q(held="") | Q(withheld=True), then=Value(HELD)),
    default=Value(IN_SYNC),
    output_field=CharField(),
)


@dataclass(frozen=True)
class KindStatus:
    """Counts of one kind; they always add up to ``total``."""

    kind: Kind
    in_sync: int
    waiting: int
    held: int
    failed: int

    @property
    def total(self) -> int:
        return self.in_sync + self.waiting + self.held + self.failed


@dataclass(frozen=True)
class SyncStatus:
    """All kinds, what failed, what waits longest, and which resources LinkedIn asked us to leave alone for a while."""

    kinds: Sequence[KindStatus]
    held_by_reason: Sequence[tuple[Held, int]]
    failed: Sequence[SyncRow]
    waiting: Sequence[SyncRow]
    holds: Sequence[Hold]

    @property
    def total(self) -> int:
        return sum(one.total for one in self.kinds)

    @property
    def done_percent(self) -> int:
        """Share of what is to be sent that LinkedIn has, in percent."""
        waiting = sum(one.waiting for one in self.kinds)
        return 100 if not self.total else (self.total - waiting) * 100 // self.total

    @property
    def is_loading(self) -> bool:
        return any(one.waiting for one in self.kinds)


def read() -> SyncStatus:
    """Return the whole picture, in a handful of queries whatever the number of rows."""
    return SyncStatus(
        kinds=_kinds(),
        held_by_reason=_held(),
        failed=list(failed()[:SHOWN]),
        waiting=list(_waiting()[:SHOWN]),
        holds=list(Hold.objects.order_by("until")),
    )


def failed() -> QuerySet[SyncRow]:
    """Return the rows that will not be sent again by themselves, newest first."""
    return SyncRow.objects.filter(failed=True).order_by("-since", "-pk")


def _waiting() -> QuerySet[SyncRow]:
    """Rows that met an error and wait for their next try, the longest waiting first."""
    return SyncRow.objects.filter(failed=False, acknowledged__lt=F("wanted")).exclude(error="").order_by("since", "pk")


def _kinds() -> list[KindStatus]:
    counts = SyncRow.objects.annotate(state=_STATE).values_list("kind", "state").annotate(number=Count("pk"))
    found = {(kind, state): number for kind, state, number in counts}
    return [
        KindStatus(kind, *(found.get((kind.value, state), 0) for state in (IN_SYNC, WAITING, HELD, FAILED)))
        for kind in Kind
    ]


def _held() -> list[tuple[Held, int]]:
    rows = SyncRow.objects.annotate(state=_STATE).filter(state=HELD).exclude(held="")
    counts = rows.values_list("held").annotate(number=Count("pk"), first=Min("pk")).order_by("-number")
    return [(Held(reason), number) for reason, number, _first in counts]
