"""Everything at once: the history when a level is switched on, and *Resend everything*. The worker does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from tiltrekk.core import clock
from tiltrekk.linkedin.models import UNKNOWN, Held, HistoryLoad, Level, SyncMinute, SyncRow

from .everything import chunks
from .rows import Mark, raise_rows

LOST = timedelta(minutes=10)  # far longer than listing takes
MEASURED = timedelta(minutes=5)  # the pace is that of the last minutes


@dataclass(frozen=True)
class Progress:
    """How far a load has come, as the status page tells it."""

    load: HistoryLoad
    total: int
    done: int
    per_minute: int
    minutes_left: int | None  # None: nothing has been acknowledged lately, so nobody knows

    @property
    def is_listing(self) -> bool:
        return self.load.listed_at is None


def ask(*, distrust: bool = False) -> None:
    """Ask the worker to look at everything again, in the transaction of the change that makes it necessary."""
    if not Level.objects.exists() and not SyncRow.objects.exists():
        return  # nobody is told anything, now or ever before
    HistoryLoad.objects.create(asked_at=clock.now(), queued_at=timezone.now(), distrust=distrust)
    _tell_worker()


def _tell_worker() -> None:
    from tiltrekk.linkedin.tasks import load_history

    load_history.defer()


def ask_again_if_lost() -> None:
    """A worker that was killed in the middle has told nobody. Called by the tick; doing it twice changes nothing."""
    now = timezone.now()
    if HistoryLoad.objects.filter(listed_at=None, queued_at__lt=now - LOST).update(queued_at=now):
        _tell_worker()


def run_asked() -> None:
    """List everything for each load that was asked for."""
    waiting = list(HistoryLoad.objects.filter(listed_at=None).order_by("pk"))
    if not waiting:
        return
    if any(load.distrust for load in waiting):
        _distrust_everything()
    asked = HistoryLoad.objects.filter(pk__in=[load.pk for load in waiting])
    asked.update(listed=0)
    for part in chunks():
        _raise(part, [load.pk for load in waiting])
    _know_the_table()
    asked.update(listed_at=clock.now())


def _raise(part: Sequence[Mark], loads: Sequence[int]) -> None:
    """One chunk is one transaction, so that live changes never wait for a whole history."""
    with transaction.atomic():
        number = raise_rows(part, urgent=False)
        HistoryLoad.objects.filter(pk__in=loads).update(listed=F("listed") + number)


def _know_the_table() -> None:
    """Let PostgreSQL count what it holds now: taking the table for empty, it would sort all rows for each piece."""
    with connection.cursor() as cursor:
        cursor.execute("analyze linkedin_syncrow")


def _distrust_everything() -> None:
    """Forget what LinkedIn acknowledged, so that all of it is sent again even if nothing changed here."""
    SyncRow.objects.exclude(digest="").update(digest=UNKNOWN)


def finish() -> None:
    """Note when the last record of the loads was dealt with. Called by the tick."""
    loads = HistoryLoad.objects.filter(finished_at=None).exclude(listed_at=None)
    if loads.exists() and not _is_left():
        loads.update(finished_at=clock.now(), records=SyncRow.objects.count())


def _is_left() -> bool:
    """Whether a record of the history is to be sent; those below one that LinkedIn does not hold wait for that."""
    rows = SyncRow.objects.filter(acknowledged__lt=F("wanted"), failed=False, urgent=False)
    return rows.exclude(held=Held.PARENT, next_try__gt=timezone.now()).exists()


def count_acknowledged(number: int) -> None:
    """Add to this minute's count, which all workers write."""
    begins = timezone.now().replace(second=0, microsecond=0)
    if not SyncMinute.objects.filter(begins=begins).update(acknowledged=F("acknowledged") + number):
        SyncMinute.objects.get_or_create(begins=begins, defaults={"acknowledged": number})


def forget_old_minutes(now: datetime) -> None:
    """Delete counts nobody looks at any more."""
    SyncMinute.objects.filter(begins__lt=now - timedelta(days=1)).delete()


def progress(*, total: int, waiting: int) -> Progress | None:
    """Return how far the newest load is, or None when none is on its way."""
    load = HistoryLoad.objects.filter(finished_at=None).order_by("pk").last()
    if load is None:
        return None
    pace = per_minute(timezone.now())
    return Progress(load, total, total - waiting, pace, -(-waiting // pace) if pace else None)


def last_finished() -> HistoryLoad | None:
    """Return the load that was finished last."""
    return HistoryLoad.objects.exclude(finished_at=None).order_by("finished_at").last()


def per_minute(now: datetime) -> int:
    """Return how many records LinkedIn acknowledged in a minute, over the last few that had any."""
    minutes = SyncMinute.objects.filter(begins__gt=now - MEASURED)
    first = minutes.order_by("begins").values_list("begins", flat=True).first()
    if first is None:
        return 0
    number: int = minutes.aggregate(n=Sum("acknowledged"))["n"] or 0
    return round(number / max((now - first) / timedelta(minutes=1), 1 / 6))
