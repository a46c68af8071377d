"""What happened: one append-only log, written in the transaction of the change.

The log is the activity feed, the audit trail and the source of what other systems are told. Subscribers run inside
the same transaction and only write rows; nothing leaves the process here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from . import clock, repeating
from .models import Event
from .permissions import Actor

Subscriber = Callable[[Event], None]
_subscribers: list[tuple[str, Subscriber]] = []


def record(
    *,
    actor: Actor | None,
    verb: str,
    subject: Any,
    job: Any = None,
    candidate: Any = None,
    application: Any = None,
    changed: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
) -> Event:
    """Write an event and tell the subscribers.

    ``verb`` is ``noun.past_tense`` (``application.advanced``); ``subject`` any saved model instance; ``job``,
    ``candidate`` and ``application`` are what the event shows up under; ``changed`` names fields; ``values`` holds
    impersonal values only (ids, stage names, states), so that erasing a person never rewrites the log. ``actor`` is
    None when a machine did it; then ``values["by"]`` names it.
    """
    event = Event.objects.create(
        at=clock.now(),
        actor_id=actor.pk if actor else None,
        verb=verb,
        subject_kind=subject._meta.model_name,  # noqa: SLF001  # Django's documented API; not type(): request.user is lazy
        subject_id=subject.pk,
        job_id=job.pk if job else None,
        candidate_id=candidate.pk if candidate else None,
        application_id=application.pk if application else None,
        changed=list(changed),
        values=dict(values or {}),
    )
    transaction.on_commit(repeating.lasts)
    for prefix, subscriber in _subscribers:
        if verb.startswith(prefix):
            subscriber(event)
    return event


def subscribe(*prefixes: str) -> Callable[[Subscriber], Subscriber]:
    """Register a subscriber for verbs that begin with one of the prefixes. Called from ``AppConfig.ready``."""

    def register(function: Subscriber) -> Subscriber:
        _subscribers.extend((prefix, function) for prefix in prefixes)
        return function

    return register
