"""Of each kind one call to LinkedIn at a time, whichever worker makes it (decision 20)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from tiltrekk.linkedin.client import CALL_SECONDS
from tiltrekk.linkedin.store import lock_key

CALL = timedelta(seconds=CALL_SECONDS)  # the longest one takes
PATIENCE = timedelta(seconds=8)  # with another worker's call; who has waited longer lets go
LEASE = PATIENCE + CALL + timedelta(seconds=2)  # so that no older call is overtaken


@contextmanager
def lane(kind: str) -> Iterator[bool]:
    """Keep other workers from such calls meanwhile; False when one of them takes too long.

    The lock belongs to the worker's session: when the worker dies, it is free.
    """
    key = lock_key(f"sync {kind}")
    if not _locked(key):
        yield False
        return
    try:
        yield True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [key])


def _locked(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [key])
        return bool(cursor.fetchone()[0]) or _waited_for(key)


def _waited_for(key: int) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('lock_timeout', %s, true)", [f"{PATIENCE.total_seconds():.0f}s"])
            cursor.execute("select pg_advisory_lock(%s)", [key])
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            return False
        raise
    return True
