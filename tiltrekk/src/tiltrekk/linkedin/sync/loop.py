"""The loop of the worker that keeps LinkedIn in sync."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import F, Min
from django.utils import timezone, translation

from tiltrekk.accounts.models import Environment
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection, Hold, Kind, SyncRow
from tiltrekk.linkedin.store import lock_key

from . import matches, record, reserve
from .backoff import held_resources
from .gate import enabled_organizations, why_shut
from .jobs import send_jobs
from .rows import ABOVE, CHANNEL
from .send import send
from .todo import BATCH, DEADLY, claim, with_history

LOOK_EVERY = 5.0  # seconds, also without being told
CALL_EACH = (
    25  # rows of history of a kind that needs a call for each: a live change does not wait longer than for these
)
_SLICE = 0.5
_MATCHES = "matches"

# Asked for some names, gives those that are free and keeps everybody else from them meanwhile.
Lanes = Callable[[Iterable[str]], AbstractContextManager[list[str]]]


def run(stop: threading.Event) -> None:
    """Send until told to stop. Several workers may run: of each kind only one sends at a time (decision 20)."""
    own = connection.copy()  # its session holds the locks and listens; when the worker dies they are free
    own.connect()
    try:
        raw: Any = own.connection
        raw.execute(f"listen {CHANNEL}")
        while not stop.is_set():
            if not work(partial(_locked_lanes, raw)):
                _wait(raw, stop)
    finally:
        own.close()


@contextmanager
def _locked_lanes(raw: Any, names: Iterable[str]) -> Iterator[list[str]]:
    keys = {name: lock_key(f"sync {name}") for name in names}
    free = [name for name, key in keys.items() if raw.execute("select pg_try_advisory_lock(%s)", [key]).fetchone()[0]]
    try:
        yield free
    finally:
        for name in free:
            raw.execute("select pg_advisory_unlock(%s)", [keys[name]])


def _all_lanes(names: Iterable[str]) -> AbstractContextManager[list[str]]:
    """The only sender there is."""
    return nullcontext(list(names))


def work(lanes: Lanes = _all_lanes) -> bool:
    """Send live changes, else a piece of the history, else ask whom LinkedIn matched; return whether there was any."""
    present = Connection.current()
    if present is None or why_shut(present):
        return False
    held = held_resources()
    kinds = [kind for kind in Kind if kind not in held]
    if _piece(present, lanes, kinds, urgent=True):
        return True
    for kind in with_history(kinds):
        if reserve.leaves_room(present, kind) and _piece(present, lanes, [kind], urgent=False):
            return True
    with lanes([_MATCHES]) as free:
        return bool(free) and matches.ask(present)


def _piece(present: Connection, lanes: Lanes, kinds: Sequence[Kind], *, urgent: bool) -> bool:
    with lanes(kinds) as free:
        own = [kind for kind in kinds if kind in free]
        most = BATCH if urgent or not _needs_a_call_each(kinds[0]) else CALL_EACH
        rows = claim(enabled_organizations(), own, urgent=urgent, most=most) if own else []
        deadly = [row for row in rows if row.deaths >= DEADLY]
        record.deadly(deadly)
        _send(present, [row for row in rows if row not in deadly])
        return bool(rows)


def _needs_a_call_each(kind: Kind) -> bool:
    """A call for stages, notes or feedback addresses one application."""
    return ABOVE.get(kind) == Kind.APPLICATION


def _send(present: Connection, rows: list[SyncRow]) -> None:
    if not rows:
        return
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
