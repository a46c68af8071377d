"""Writing down what came of a try: the delivery's state, and how long its target rests."""

from datetime import datetime, timedelta

from django.db import transaction

from tiltrekk.core import events, moment

from .models import Attempt, Delivery, Endpoint, Off, Problem, State, Turn
from .payload import TEST
from .sending import Answer

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=24)
TRIES_IN_TURN = 3  # then a delivery lets the others go first
# After so many tries one that fails while others succeed is to blame itself.
TRIES_OF_ONE = 5


def rest(failures: int, retry_after: int = 0) -> timedelta:
    """Return how long a target rests after so many failures in a row: a minute, doubled each time, a day at most."""
    doubled: int = 2 ** min(failures - 1, 20)
    return min(max(FIRST_REST * doubled, timedelta(seconds=retry_after)), LONGEST_REST)


@transaction.atomic
def begin(delivery: Delivery) -> Attempt | None:
    """Note before the call that there is one: its worker may die. None when the delivery was deleted meanwhile."""
    rows = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery.pk, state=State.WAITING)
    if not rows.exists():
        return None
    now = moment.now()
    delivery.attempts, delivery.first_tried_at = delivery.attempts + 1, delivery.first_tried_at or now
    if delivery.attempts >= TRIES_IN_TURN:
        delivery.turn = Turn.LAST
    delivery.save(update_fields=["attempts", "first_tried_at", "turn"])
    return Attempt.objects.create(delivery=delivery, at=now)


@transaction.atomic
def note(endpoint: Endpoint, delivery: Delivery, attempt: Attempt, answer: Answer) -> None:
    """Write down an answer. ``endpoint`` and ``delivery`` are as they were claimed."""
    now = moment.now()
    _note_attempt(attempt, answer)
    ended = _end_of(endpoint, delivery, answer)
    Delivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(
        status=answer.status, problem=answer.problem, state=ended or State.WAITING, ended_at=now if ended else None
    )
    if answer.is_success:
        _succeeded(endpoint, now, answer)
    else:
        _failed(endpoint, now, answer)


def _note_attempt(attempt: Attempt, answer: Answer) -> None:
    told = {name: getattr(answer, name) for name in ("status", "problem", "excerpt", "milliseconds", "skew")}
    Attempt.objects.filter(pk=attempt.pk).update(**told)


def _end_of(endpoint: Endpoint, delivery: Delivery, answer: Answer) -> State | None:
    """Return the state a delivery ends in; None while it is tried again. A test is tried once."""
    if answer.is_success:
        return State.DELIVERED
    if answer.problem == Problem.GONE or delivery.verb == TEST:
        return State.FAILED
    others = Endpoint.objects.filter(pk=endpoint.pk, succeeded_at__gt=delivery.first_tried_at)
    return State.FAILED if delivery.attempts >= TRIES_OF_ONE and others.exists() else None


def _succeeded(endpoint: Endpoint, now: datetime, answer: Answer) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failures=0, failing_since=None, next_try=None, succeeded_at=now, tried_at=now, status=answer.status, problem=""
    )


def _failed(endpoint: Endpoint, now: datetime, answer: Answer) -> None:
    row = Endpoint.objects.select_for_update(no_key=True).filter(pk=endpoint.pk).first()
    if row is None:  # deleted meanwhile
        return
    row.failures, row.failing_since = row.failures + 1, row.failing_since or now
    row.next_try = now + rest(row.failures, answer.retry_after)
    row.tried_at, row.status, row.problem = now, answer.status, answer.problem
    row.save(update_fields=["failures", "failing_since", "next_try", "tried_at", "status", "problem"])
    if answer.problem == Problem.GONE and row.is_on:
        _switch_off(row, now)


def _switch_off(endpoint: Endpoint, now: datetime) -> None:
    """The receiver says that it is there no more."""
    endpoint.is_on, endpoint.off_reason, endpoint.off_at = False, Off.GONE, now
    endpoint.save(update_fields=["is_on", "off_reason", "off_at"])
    values = {"by": "receiver", "reason": str(Off.GONE)}
    events.record(actor=None, verb="endpoint.switched_off", subject=endpoint, values=values)


def not_made(delivery: Delivery, attempt: Attempt) -> None:
    """What was to be told cannot be made: a mistake of ours, for which no target is to blame."""
    _note_attempt(attempt, Answer(Problem.ERROR))
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED, problem=Problem.ERROR, ended_at=moment.now())
