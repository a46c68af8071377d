"""The loop of the worker that keeps LinkedIn in sync."""

import threading
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F, Min
from django.db.models.functions import Now
from django.utils import translation

from tiltrekk.accounts.models import Environment
from tiltrekk.core import moment
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.journal import ERRORS as JOURNAL_ERRORS
from tiltrekk.linkedin.models import Connection, Hold, Kind, SyncRow

from . import matches, record, reserve
from .backoff import held_resources
from .gate import enabled_organizations, why_shut
from .jobs import send_jobs
from .rows import CHANNEL, needs_a_call_each
from .send import send
from .todo import BATCH, DEADLY, claim, due

LOOK_EVERY = 5.0  # seconds, also without being told
PACE = 1.0  # seconds a worker rests while history waits for its share of a limit
HISTORY = 300  # rows of history at a time: a live change does not wait longer than for these
CALL_EACH = 25  # of a kind that needs a call for each
_SLICE = 0.5


def run(stop: threading.Event) -> None:
    """Send until told to stop. Several workers may run: each row is in one's hands, each kind of call is one's."""
    own = connection.copy()  # a session of its own to listen with
    own.connect()
    try:
        raw: Any = own.connection
        raw.execute(f"listen {CHANNEL}")
        while not stop.is_set():
            if not work():
                _wait(raw, stop)
    finally:
        own.close()


def work() -> bool:
    """Send live changes, else a piece of the history, else ask whom LinkedIn matched; return whether there was any."""
    present = Connection.current()
    if present is None or why_shut(present):
        return False
    held = held_resources()
    live, history = due(kind for kind in Kind if kind not in held)
    if live and _piece(present, live, urgent=True):
        return True
    for kind in history:
        most = CALL_EACH if needs_a_call_each(kind) else HISTORY
        if reserve.leaves_room(present, kind, most) and _piece(present, [kind], urgent=False, most=most):
            return True
    return Kind.CANDIDATE not in history and matches.ask(present)  # asking counts as sending people does


def _piece(present: Connection, kinds: Sequence[Kind], *, urgent: bool, most: int = BATCH) -> bool:
    pages = enabled_organizations()  # each has its turn: one with much to send does not hold up the others (FLT-44)
    rows = [row for page in pages for row in claim([page], kinds, urgent=urgent, most=most)]
    deadly = [row for row in rows if row.deaths >= DEADLY]
    record.deadly(deadly)
    _send(present, [row for row in rows if row not in deadly])
    return bool(rows)


def _send(present: Connection, rows: list[SyncRow]) -> None:
    if not rows:
        return
    with linkedin.environment(present) as client, translation.override(Environment.current().language):
        try:
            send_jobs(client, [row for row in rows if row.kind == Kind.JOB])
            send(client, [row for row in rows if row.kind != Kind.JOB])
        except JOURNAL_ERRORS:  # what cannot be written down is not sent, and none of the rows is to blame
            record.postponed(rows, LOOK_EVERY)
            raise


def _wait(raw: Any, stop: threading.Event) -> None:
    """Until somebody raised a row, a wait has ended, or the longest rest."""
    left = seconds_to_next()
    while left > 0 and not stop.is_set():
        if next(iter(raw.notifies(timeout=min(left, _SLICE), stop_after=1)), None):
            return
        left -= _SLICE


def seconds_to_next() -> float:
    """Return how long a worker that may send nothing rests: until the next row or resource is due, and not for long."""
    rows = SyncRow.objects.filter(next_try__gt=Now(), acknowledged__lt=F("wanted"), failed=False)
    holds = Hold.objects.filter(until__gt=Now())
    ends = [rows.aggregate(at=Min("next_try"))["at"], holds.aggregate(at=Min("until"))["at"]]
    now = moment.now()
    longest = PACE if any(due(Kind)) else LOOK_EVERY
    soonest = min(((end - now).total_seconds() for end in ends if end), default=longest)
    return min(max(soonest, 0.05), longest)
