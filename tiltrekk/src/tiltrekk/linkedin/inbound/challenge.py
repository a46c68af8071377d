"""LinkedIn's challenge of our address (linkedin.md §7.1): answered at once, noted afterwards, and whether it comes.

LinkedIn asks every two hours, waits three seconds for the answer, and sends nothing more to an address that missed
three.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Max
from linkedin_talent.webhooks import challenge_answer

from tiltrekk.core import clock
from tiltrekk.linkedin import onsite
from tiltrekk.linkedin.models import Arrival, Connection, Delivery, Level, LevelState, Notification

EVERY, GRACE, MISSES = timedelta(hours=2), timedelta(minutes=30), 3


class Door(StrEnum):
    """The addresses that LinkedIn challenges, by the column that tells when it last did."""

    CALLBACK = "challenged_at"
    DELIVERIES = "deliveries_challenged_at"  # where applications made on LinkedIn arrive


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


def note(connection: Connection, door: Door) -> None:
    """Keep when it was answered."""
    Connection.objects.filter(pk=connection.pk).update(**{door: clock.now()})


def last_answer(connection: Connection, door: Door) -> datetime | None:
    """Return when a challenge of the address was answered."""
    found: datetime | None = getattr(connection, door)
    return found


def hearing(connection: Connection, door: Door = Door.CALLBACK) -> Hearing:
    """Return how it stands. Nobody is missed while LinkedIn has no reason to ask."""
    if not connection.secrets:
        return Hearing.UNABLE
    last = last_answer(connection, door)
    if last is None:
        return Hearing.NEVER
    if not _is_overdue(last, EVERY) or not _REASONS[door]():
        return Hearing.IN_TIME
    return Hearing.BLOCKED if _is_overdue(_heard(last, door), EVERY * MISSES) else Hearing.LATE


def _a_level_is_on() -> bool:
    return Level.objects.filter(state=LevelState.ENABLED).exists()


_REASONS = {Door.CALLBACK: _a_level_is_on, Door.DELIVERIES: onsite.is_expected}
_MESSAGES: dict[Door, type[Arrival]] = {Door.CALLBACK: Notification, Door.DELIVERIES: Delivery}


def _is_overdue(last: datetime, wait: timedelta) -> bool:
    return clock.now() - last > wait + GRACE


def _heard(last: datetime, door: Door) -> datetime:
    """A signed message proves that the address is open."""
    found = _MESSAGES[door]._default_manager.aggregate(at=Max("received_at"))  # noqa: SLF001  # Django's own name
    message: datetime | None = found["at"]
    return max(last, message) if message else last
