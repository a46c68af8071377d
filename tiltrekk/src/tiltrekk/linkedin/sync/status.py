"""Is it in sync, and if not, what, since when and why: what the status page shows (INV-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When

from tiltrekk.accounts.models import User
from tiltrekk.core.models import WorkerTrouble
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.inbound.process import unread_too_long
from tiltrekk.linkedin.models import Connection, Held, Hold, JobOperation, Kind, LinkedInSettings, Notification, SyncRow

from .gate import Shut, why_shut

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
    oldest: datetime | None  # not in sync since
    holds: list[Hold]
    unread: int  # pushes not processed for 15 minutes
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
        oldest=SyncRow.objects.filter(since__isnull=False).aggregate(at=Min("since"))["at"],
        holds=list(Hold.objects.order_by("until")),
        unread=unread_too_long().count(),
        feed_held_since=LinkedInSettings.current().feed_held_since,
        troubles=list(WorkerTrouble.objects.order_by("since")),
    )


def counts() -> list[KindCount]:
    """Return one line for each kind, in order of dependence; one query."""
    state = Case(*(When(condition, then=Value(name)) for name, condition in STATES.items()))
    found: dict[str, list[dict[str, Any]]] = {}
    rows = SyncRow.objects.annotate(at=state).values("kind", "at", "held").annotate(n=Count("pk")).order_by()
    for row in rows:
        found.setdefault(row["kind"], []).append(dict(row))
    return [_line(kind, found.get(kind, [])) for kind in Kind]


def _line(kind: Kind, rows: list[dict[str, Any]]) -> KindCount:
    def total(state: str) -> int:
        return sum(row["n"] for row in rows if row["at"] == state)

    held = {Held(row["held"]): row["n"] for row in rows if row["at"] == "held"}
    return KindCount(kind, sum(row["n"] for row in rows), total("in_sync"), total("waiting"), total("failed"), held)


def rows(*, actor: User, state: str = "", kind: str = "", held: str = "") -> QuerySet[SyncRow]:
    """Return rows of a state (failed, waiting, held, in_sync), kind or reason; longest out of sync first."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    found = SyncRow.objects.filter(STATES[state]) if state in STATES else SyncRow.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if held:
        found = found.filter(held=held)
    return found.order_by(F("since").asc(nulls_last=True), "rank", "pk")


def notifications(*, actor: User) -> QuerySet[Notification]:
    """Return what LinkedIn pushed, newest first."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    return Notification.objects.order_by("-received_at")


def operation_of(row: SyncRow) -> JobOperation | None:
    """Return where a job row's operations stand."""
    return JobOperation.objects.filter(organization=row.organization, object_id=row.object_id).first()
