"""How far each pull has come (decision 27)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from linkedin_talent.conversations import PULL_WINDOW, pull_windows

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Cursor

FIRST_PULL = timedelta(days=90)
EVERY = timedelta(minutes=30)
CATCHING_UP = timedelta(minutes=1)  # LinkedIn counts calls for one seat by the minute


def cursor(source: str, contract: str, seat: str = "") -> Cursor:
    """Return the cursor, beginning 90 days back at the first pull."""
    start = {"until": clock.now() - FIRST_PULL}
    return Cursor.objects.get_or_create(source=source, contract=contract, seat=seat, defaults=start)[0]


def windows(at: Cursor) -> Iterator[tuple[datetime, datetime]]:
    """Yield spans of at most 12 hours from where the last pull ended to now."""
    return pull_windows(at.until, clock.now())


def advance(at: Cursor, until: datetime) -> None:
    """Everything before ``until`` has been read and stored."""
    at.until, at.last_run, at.error = until, clock.now(), ""
    at.save()


def started() -> Cursor:
    """Return the row that remembers when the last pull began."""
    return Cursor.objects.get_or_create(source="all", contract="", seat="", defaults={"until": clock.now()})[0]


def due(interval: timedelta) -> bool:
    """Whether the last pull began long enough ago."""
    last = started().last_run
    return last is None or clock.now() - last >= interval


def is_behind() -> bool:
    """Whether a pull has not come up to the present yet: the first one, or after a long absence."""
    late = clock.now() - PULL_WINDOW - EVERY
    return Cursor.objects.filter(until__lt=late).exclude(source__in=["all", "seats"]).exists()
