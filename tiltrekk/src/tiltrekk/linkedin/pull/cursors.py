"""How far each pull has come (decision 27)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q
from linkedin_talent.conversations import PULL_WINDOW, pull_windows

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Access, Cursor, Level, LevelState

FIRST_PULL = timedelta(days=90)
EVERY = timedelta(minutes=30)
LAG = timedelta(minutes=5)  # read again each time: LinkedIn may show a message a little after its own time stamp
CATCHING_UP = timedelta(minutes=1)  # LinkedIn counts calls for one seat by the minute


def cursor(source: str, contract: str, seat: str = "") -> Cursor:
    """Return the cursor; a new one has read nothing yet and owes 90 days of history."""
    now = clock.now()
    start = {"begins": now - FIRST_PULL, "since": now, "until": now}
    return Cursor.objects.get_or_create(source=source, contract=contract, seat=seat, defaults=start)[0]


def windows(at: Cursor) -> Iterator[tuple[datetime, datetime]]:
    """Yield spans of at most 12 hours: what is new first, then the history from the latest backwards.

    In that order a message of today does not wait behind three months of calls that LinkedIn counts by the minute.
    """
    yield from pull_windows(at.until - LAG, clock.now())
    yield from reversed(list(pull_windows(at.begins, at.since)))


def advance(at: Cursor, start: datetime, end: datetime) -> None:
    """The span has been read and stored."""
    at.since, at.until = min(at.since, start), max(at.until, end)
    at.last_run, at.error = clock.now(), ""
    at.save()


def contracts() -> list[str]:
    """Return the contracts that are read: those whose level is on."""
    levels = Level.objects.filter(access=Access.CONTRACT, state=LevelState.ENABLED)
    return sorted(levels.values_list("context", flat=True))


def started() -> Cursor:
    """Return the row that remembers when the last pull began."""
    return cursor("all", "")


def due(interval: timedelta) -> bool:
    """Whether the last pull began long enough ago."""
    last = started().last_run
    return last is None or clock.now() - last >= interval


def is_behind() -> bool:
    """Whether something is still to be read: history, or the days of a long absence."""
    late = Q(until__lt=clock.now() - PULL_WINDOW - EVERY) | Q(since__gt=F("begins"))
    return Cursor.objects.filter(late, contract__in=contracts()).exclude(source="seats").exists()
