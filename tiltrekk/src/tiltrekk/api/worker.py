"""Telling other systems, oldest first for each, one worker at a time for each.

Targets that failed last have a worker's thread to themselves: however long they take, those that answer go on. One that
answers slowly has a turn of a few seconds, then it is the others' (INV-08).
"""

import logging
import threading
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from tiltrekk.core import moment

from . import outcome
from .models import Attempt, Delivery, Endpoint, State, this_installation
from .payload import body
from .sending import SECONDS, send
from .signing import headers

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds
TURN = 5.0  # seconds one target is told, before the others have their turn
LEASE = timedelta(seconds=TURN + SECONDS + 10)  # so that no two workers tell one target


def run(stop: threading.Event, *, failing: bool) -> None:
    """Tell the targets that fail, or the others, until told to stop."""
    while not stop.is_set():
        if not turn(failing=failing, stop=stop):
            stop.wait(LOOK_EVERY)


def turn(*, failing: bool, stop: threading.Event | None = None) -> bool:
    """Tell the next target what waits for it, for some seconds; return whether there was one."""
    endpoint = _claim(failing=failing)
    if endpoint is None:
        return False
    ends = time.monotonic() + TURN
    try:
        while _tell_next(endpoint) and time.monotonic() < ends and not (stop and stop.is_set()):
            pass
    finally:
        Endpoint.objects.filter(pk=endpoint.pk, lease_until=endpoint.lease_until).update(lease_until=None)
    return True


def due() -> QuerySet[Endpoint]:
    """Return the targets that may be told something now."""
    waiting = Delivery.objects.filter(endpoint=OuterRef("pk"), state=State.WAITING)
    free = Q(lease_until=None) | Q(lease_until__lte=Now())
    rested = Q(next_try=None) | Q(next_try__lte=Now())
    return Endpoint.objects.filter(Exists(waiting), free, rested, is_on=True, told_from=this_installation())


@transaction.atomic
def _claim(*, failing: bool) -> Endpoint | None:
    """Take the target that has waited longest for its turn; of those that fail one that failed least."""
    found = due().filter(failures__gt=0) if failing else due().filter(failures=0)
    order = (F("failures").asc(), F("served_at").asc(nulls_first=True), "pk")
    endpoint = found.select_for_update(skip_locked=True, no_key=True).order_by(*order).first()
    if endpoint:
        now = moment.now()
        endpoint.lease_until, endpoint.served_at = now + LEASE, now
        endpoint.save(update_fields=["lease_until", "served_at"])
    return endpoint


def _next(endpoint: Endpoint) -> Delivery | None:
    """Return the oldest that waits: tests before all, what failed several times after the others."""
    waiting = Delivery.objects.filter(endpoint=endpoint, state=State.WAITING).select_related("event")
    return waiting.order_by("turn", "pk").first()


def _tell_next(endpoint: Endpoint) -> bool:
    """Tell one thing; return whether to go on with this target."""
    present = Endpoint.objects.filter(pk=endpoint.pk, is_on=True, lease_until=endpoint.lease_until).first()
    delivery = _next(present) if present else None
    attempt = outcome.begin(delivery) if delivery else None
    if present is None or delivery is None or attempt is None:
        return False
    return _tell(present, delivery, attempt)


def _tell(endpoint: Endpoint, delivery: Delivery, attempt: Attempt) -> bool:
    try:
        content = body(delivery)
    except Exception:  # one that cannot be made must not hinder the others
        log.exception("webhook delivery %s could not be made", delivery.pk)
        outcome.not_made(delivery, attempt)
        return True
    now = moment.now()
    keys = [key for key in (endpoint.secret, endpoint.old_secret) if key]
    signed = headers(message=delivery.public_id, at=now, body=content, keys=keys)
    answer = send(endpoint.url, content, signed, now=now)
    outcome.note(endpoint, delivery, attempt, answer)
    return answer.is_success
