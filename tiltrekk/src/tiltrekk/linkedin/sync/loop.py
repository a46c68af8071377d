"""The loop of the worker that keeps LinkedIn in sync."""

import logging
import threading
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Min
from django.utils import timezone, translation

from tiltrekk.accounts.models import Environment
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection, Hold, Kind, SyncRow
from tiltrekk.linkedin.store import lock_key

from . import matches, record
from .backoff import held_resources
from .gate import enabled_organizations, why_shut
from .jobs import send_jobs
from .rows import CHANNEL
from .send import send
from .todo import DEADLY, claim

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0  # seconds, also without being told
_SLICE = 0.5


def run(stop: threading.Event) -> None:
    """Send until told to stop. Of several workers one sends; when it dies another takes over."""
    own = connection.copy()  # its session holds the lock and listens
    own.connect()
    try:
        raw: Any = own.connection
        raw.execute(f"listen {CHANNEL}")
        while not stop.is_set():
            if _is_ours(raw) and work():
                continue
            _wait(raw, stop)
    finally:
        own.close()


def _is_ours(raw: Any) -> bool:
    """Whether this session is the one sender; asking again while it is counts the lock up, so it is asked once."""
    held = "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted"
    if raw.execute(held).fetchone()[0]:
        return True
    return bool(raw.execute("select pg_try_advisory_lock(%s)", [lock_key("sync")]).fetchone()[0])


def work() -> bool:
    """Send what is due now, else ask whom LinkedIn matched; return whether there was something to do."""
    present = Connection.current()
    if present is None or why_shut(present):
        return False
    rows = claim(enabled_organizations(), held_resources())
    if not rows:
        return matches.ask(present)
    deadly = [row for row in rows if row.deaths >= DEADLY]
    record.deadly(deadly)
    _send(present, [row for row in rows if row not in deadly])
    return True


def _send(present: Connection, rows: list[SyncRow]) -> None:
    with linkedin.environment(present) as client, translation.override(Environment.current().language):
        send_jobs(client, [row for row in rows if row.kind == Kind.JOB])
        send(client, [row for row in rows if row.kind != Kind.JOB])


def _wait(raw: Any, stop: threading.Event) -> None:
    """Until somebody raised a row, a wait has ended, or five seconds passed."""
    left = _seconds_to_next()
    while left > 0 and not stop.is_set():
        if next(iter(raw.notifies(timeout=min(left, _SLICE), stop_after=1)), None):
            return
        left -= _SLICE


def _seconds_to_next() -> float:
    moments = [
        SyncRow.objects.filter(acknowledged__lt=F("wanted"), failed=False).aggregate(at=Min("next_try"))["at"],
        Hold.objects.aggregate(at=Min("until"))["at"],
    ]
    now: datetime = timezone.now()
    waits: list[float] = [(moment - now).total_seconds() for moment in moments if moment and moment > now]
    soonest = min(waits, default=LOOK_EVERY)
    return min(max(soonest, 0.05), LOOK_EVERY)
