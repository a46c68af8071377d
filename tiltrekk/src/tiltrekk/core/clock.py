"""The only source of business time.

Leases, back-off and sign-in sessions use real time; everything a person would call a date comes from ``now``.
``CLOCK_FILE`` (never in production) holds an offset in seconds that the LinkedIn sandbox writes, so that a moved
clock moves both programs (decision 26).
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return business time, aware, in UTC."""
    return timezone.now() + timedelta(seconds=_offset(settings.CLOCK_FILE))


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
