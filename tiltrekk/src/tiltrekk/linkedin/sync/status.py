"""Is it in sync, and if not, what, since when and why: what the status page shows (INV-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.core.models import WorkerTrouble
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.inbound.unread import deliveries_unread_too_long, unread_too_long
from tiltrekk.linkedin.models import Connection, Held, Hold, Kind, LinkedInSettings, SyncRow

from .gate import Shut, why_shut

KEY = "linkedin-sync-counts"
PER_SECOND = 200_000  # counting so many takes a few hundredths of a second
DIRTY = Q(acknowledged__lt=F("wanted"))
STATES: dict[str, Q] = {
    "failed": Q(failed=True),
    "waiting": DIRTY & Q(failed=False),
    "held": ~DIRTY & Q(failed=False) & ~Q(held=""),
    "in_sync": ~DIRTY & Q(failed=False, held=""),
}


@dataclass(frozen=True)
class KindCount:
    """One line of the table: in_sync + waiting + held + failed = all (decision 1)."""

    kind: Kind
    all: int
    in_sync: int
    waiting: int
    failed: int
    held: dict[Held, int]

    @property
    def held_back(self) -> int:
        return sum(self.held.values())


@dataclass(frozen=True)
class Status:
    """The whole page."""

    shut: Shut | None
    connection: Connection | None
    kinds: list[KindCount]
    holds: list[Hold]
    unread: int  # pushes and applications not processed for 15 minutes
    feed_held_since: datetime | None
    troubles: list[WorkerTrouble]  # parts of the worker that fail with an error nobody foresaw


def status(*, actor: User) -> Status:
    """Return what the status page shows. Raises ``NotAllowed``."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.current()
    return Status(
        shut=why_shut(connection),
        connection=connection,
        kinds=counts(),
        holds=list(Hold.objects.order_by("until")),
        unread=unread_too_long().count() + deliveries_unread_too_long().count(),
        feed_held_since=LinkedInSettings.current().feed_held_since,
        troubles=list(WorkerTrouble.objects.order_by("since")),
    )


def counts() -> list[KindCount]:
    """Return one line for each kind, in order of dependence.

    All rows are counted, in one query. Many are not counted anew for whoever looks next: kept for a second for each
    ``PER_SECOND`` of them, the counting takes a twentieth of the time at most, and few are always exact.
    """
    kept: list[KindCount] | None = cache.get(KEY)
    if kept is not None:
        return kept
    found = _counted()
    if seconds := sum(one.all for one in found) // PER_SECOND:
        cache.set(KEY, found, seconds)
    return found


def _counted() -> list[KindCount]:
    found: dict[str, list[_Group]] = {}
    rows = SyncRow.objects.annotate(dirty=DIRTY).values("kind", "failed", "dirty", "held")
    for one in rows.annotate(n=Count("pk")).order_by():
        row = SyncRow(failed=one["failed"], acknowledged=0, wanted=int(one["dirty"]), held=one["held"])
        found.setdefault(one["kind"], []).append(_Group(row.state, row.held, one["n"]))
    return [_line(kind, found.get(kind, [])) for kind in Kind]


class _Group(NamedTuple):
    state: str
    held: str
    n: int


def _line(kind: Kind, groups: list[_Group]) -> KindCount:
    def total(state: str) -> int:
        return sum(one.n for one in groups if one.state == state)

    held = {Held(one.held): one.n for one in groups if one.state == "held"}
    return KindCount(kind, sum(one.n for one in groups), total("in_sync"), total("waiting"), total("failed"), held)


def rows(*, actor: User, state: str = "", kind: str = "", held: str = "") -> QuerySet[SyncRow]:
    """Return rows of a state (failed, waiting, held, in_sync), kind or reason; longest out of sync first."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    found = SyncRow.objects.filter(STATES[state]) if state in STATES else SyncRow.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if held:
        found = found.filter(held=held)
    return found.order_by(F("since").asc(nulls_last=True), "rank", "pk")
