"""The only source of business time.

Leases, back-off and sign-in sessions use real time; everything a person would call a date comes from ``now``.
``CLOCK_FILE`` (never in production) holds an offset in seconds that the LinkedIn sandbox writes, so that a moved
clock moves both programs (decision 26).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("business time", default=None)


def now() -> datetime:
    """Return business time, aware, in UTC."""
    return _set.get() or timezone.now() + timedelta(seconds=_offset(settings.CLOCK_FILE))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let ``now`` stand still at a moment, for writing history that happened before (imports, the demo company)."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def _offset(path: str) -> float:
    if not path:
        return 0.0
    try:
        return float(Path(path).read_text() or 0)
    except (FileNotFoundError, ValueError):  # not written yet, or read in the middle of a write
        return 0.0


def milliseconds(moment: datetime) -> int:
    """Return epoch milliseconds, the unit of LinkedIn's times."""
    return round(moment.timestamp() * 1000)
