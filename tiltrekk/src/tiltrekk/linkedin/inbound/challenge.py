"""LinkedIn's challenge of our address (linkedin.md §7.1): answered at once, noted afterwards, and whether it comes.

LinkedIn asks every two hours, waits three seconds for the answer, and sends nothing more to an address that missed
three.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Max
from linkedin_talent.webhooks import challenge_answer

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Level, LevelState, Notification

EVERY, GRACE, MISSES = timedelta(hours=2), timedelta(minutes=30), 3


class Hearing(StrEnum):
    """How LinkedIn's way to us stands."""

    UNABLE = "unable"  # no secret is kept: nothing can be answered or believed
    NEVER = "never"  # LinkedIn has not asked since we connected
    IN_TIME = "in_time"
    LATE = "late"  # it should have asked again
    BLOCKED = "blocked"  # neither a challenge nor a message for as long as it takes to be blocked


def answer(connection: Connection, code: str) -> dict[str, str] | None:
    """Return what to answer, or None for what is not a challenge. Asks nothing of database or queue."""
    return challenge_answer(code, connection.secrets[0])


def note(connection: Connection) -> None:
    """Keep when it was answered."""
    Connection.objects.filter(pk=connection.pk).update(challenged_at=clock.now())


def hearing(connection: Connection) -> Hearing:
    """Return how it stands. Nobody is missed while no level is on: then LinkedIn has no reason to ask."""
    if not connection.secrets:
        return Hearing.UNABLE
    last = connection.challenged_at
    if last is None:
        return Hearing.NEVER
    if not _is_overdue(last, EVERY) or not Level.objects.filter(state=LevelState.ENABLED).exists():
        return Hearing.IN_TIME
    return Hearing.BLOCKED if _is_overdue(_heard(last), EVERY * MISSES) else Hearing.LATE


def _is_overdue(last: datetime, wait: timedelta) -> bool:
    return clock.now() - last > wait + GRACE


def _heard(last: datetime) -> datetime:
    """A signed message proves that the address is open."""
    message: datetime | None = Notification.objects.aggregate(at=Max("received_at"))["at"]
    return max(last, message) if message else last
