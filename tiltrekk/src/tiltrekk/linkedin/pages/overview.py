"""Reads for the Admin center's LinkedIn page."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.linkedin.client import endpoints, is_partner
from tiltrekk.linkedin.connect import imported, members
from tiltrekk.linkedin.feed import publish
from tiltrekk.linkedin.inbound import challenge
from tiltrekk.linkedin.models import (
    CompanyPage,
    Connection,
    FeedDownload,
    Held,
    HistoryLoad,
    JobMode,
    Level,
    LinkedInSettings,
    SyncRow,
)
from tiltrekk.linkedin.notices import choosing
from tiltrekk.linkedin.posted import CHANNEL
from tiltrekk.linkedin.sync import load, restored, status
from tiltrekk.linkedin.sync.gate import Shut
from tiltrekk.postings.selectors import posted

from .levels import LevelRow, level_rows
from .troubles import Trouble, troubles

SHOWN = 20


@dataclass(frozen=True)
class Reading:
    """A completed download of the feed."""

    at: datetime
    jobs: int


@dataclass(frozen=True)
class Posting:
    """How jobs reach LinkedIn, and what LinkedIn has read of them."""

    choices: LinkedInSettings
    feed_url: str
    last: Reading | None
    posted: int

    @property
    def is_feed(self) -> bool:
        return self.choices.mode == JobMode.FEED

    @property
    def is_api(self) -> bool:
        return self.choices.mode == JobMode.API


@dataclass(frozen=True)
class Sync:
    """What is at LinkedIn and what is not; the numbers of each kind add up."""

    status: status.Status
    failed: Sequence[Trouble]
    late: Sequence[Trouble]  # met an error and will be tried again
    failed_count: int
    held: Sequence[tuple[Held, int]]
    total: int
    waiting: int
    progress: load.Progress | None  # of the history, while it loads
    last_load: HistoryLoad | None

    @property
    def percent(self) -> int:
        """Share of all records that needs nothing more, rounded down, so that 100 means all."""
        open_ = self.waiting + self.failed_count
        return 100 if not self.total else (self.total - open_) * 100 // self.total


@dataclass(frozen=True)
class Overview:
    """Everything the page shows."""

    is_partner: bool
    left_half_way: bool  # connected, but the person turned back at LinkedIn's sign-in
    page: CompanyPage | None
    pages: int
    compare_url: str
    posting: Posting
    connection: Connection | None
    imported: imported.Imported | None  # what is left of a connection that has ended
    shut: Shut | None
    restored: restored.Report | None  # what this database has lost, when it was restored from a backup
    levels: Sequence[LevelRow]
    sync: Sync
    notices_refused: int  # which LinkedIn did not take

    @property
    def is_enabled(self) -> bool:
        """A level is on, so data flows."""
        return any(row.level and row.level.is_enabled for row in self.levels)

    @property
    def waits(self) -> bool:
        """A level that was asked for is not on yet."""
        return any(row.waits for row in self.levels)

    @property
    def may_request(self) -> bool:
        """A level is left that nobody has asked for."""
        return any(row.level is None for row in self.levels)


def read(*, actor: User) -> Overview:
    """Return the page's content. Raises ``NotAllowed``."""
    page, connection = CompanyPage.objects.first(), Connection.current()
    sync = _sync(actor)
    shut = sync.status.shut
    return Overview(
        is_partner=is_partner(),
        left_half_way=members.left_half_way(actor),
        page=page,
        pages=CompanyPage.objects.count(),
        compare_url=f"{endpoints().www}/company/{page.company_id}/" if page else "",
        posting=_posting(),
        connection=connection,
        imported=None if connection else imported.left_here(),
        shut=shut,
        restored=restored.report(connection) if connection and shut == Shut.RESTORED else None,
        levels=level_rows(connection),
        sync=sync,
        notices_refused=choosing.refused().count(),
    )


def _posting() -> Posting:
    last = FeedDownload.objects.order_by("-at").first()
    return Posting(
        choices=LinkedInSettings.current(),
        feed_url=publish.address(),
        last=Reading(last.at, len(last.partner_ids)) if last else None,
        posted=posted(CHANNEL).count(),
    )


def _sync(actor: User) -> Sync:
    found = status.status(actor=actor)
    held: dict[Held, int] = {}
    for kind in found.kinds:
        for reason, number in kind.held.items():
            held[reason] = held.get(reason, 0) + number
    total, waiting = (sum(getattr(one, name) for one in found.kinds) for name in ("all", "waiting"))
    return Sync(
        status=found,
        failed=troubles(list(_failed(actor))),
        late=troubles(list(_late(actor))),
        failed_count=sum(one.failed for one in found.kinds),
        held=sorted(held.items(), key=lambda one: -one[1]),
        total=total,
        waiting=waiting,
        progress=load.progress(total=total, waiting=waiting),
        last_load=load.last_finished(),
    )


def _failed(actor: User) -> QuerySet[SyncRow]:
    return status.rows(actor=actor, state="failed")[:SHOWN]


def _late(actor: User) -> QuerySet[SyncRow]:
    return status.rows(actor=actor, state="waiting").exclude(error="")[:SHOWN]


def version(*, actor: User) -> str:
    """Return a mark that changes with whatever the page's live parts show."""
    connection, choices = Connection.current(), LinkedInSettings.current()
    found = status.status(actor=actor)
    seen: list[Any] = [
        connection
        and (
            connection.paused_at,
            connection.problem,
            [(challenge.hearing(connection, door), challenge.last_answer(connection, door)) for door in challenge.Door],
        ),
        found.shut,
        list(Level.objects.values_list("pk", "state", "named_at", "configured_at", "problem")),
        [(one.kind, one.in_sync, one.waiting, one.failed, one.held_back) for one in found.kinds],
        [(hold.resource, hold.until) for hold in found.holds],
        [(one.name, one.times) for one in found.troubles],
        [(row.pk, row.error) for row in (*_failed(actor), *_late(actor))],
        HistoryLoad.objects.order_by("-pk").values_list("pk", "listed", "finished_at").first(),
        (choices.mode, choices.feed_held_since, found.unread),
        FeedDownload.objects.order_by("-pk").values_list("pk", flat=True).first(),
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
