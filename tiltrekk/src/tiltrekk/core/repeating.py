"""A request that lost a deadlock is begun again, as long as nothing of it lasts (FLT-19).

The database ended its transaction, so nothing of that was written. The whole request is begun again and not the service
alone: what the service was given may carry changes that were taken back.
"""

from contextvars import ContextVar
from dataclasses import dataclass

from django.db import OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure

MOST_TRIES = 3


@dataclass
class _Request:
    tries: int = 1
    lasts: bool = False


_present: ContextVar[_Request | None] = ContextVar("request", default=None)


def begin() -> None:
    """Note that a request begins."""
    _present.set(_Request())


def lasts() -> None:
    """Note that something of this request lasts: a change was committed, or another host was called."""
    if request := _present.get():
        request.lasts = True


def may_begin_again(error: Exception) -> bool:
    """Tell whether the request lost a deadlock and can be begun again; each yes is counted."""
    request = _present.get()
    lost = isinstance(error, OperationalError) and isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    if request is None or not lost or request.lasts or request.tries >= MOST_TRIES:
        return False
    request.tries += 1
    return True
