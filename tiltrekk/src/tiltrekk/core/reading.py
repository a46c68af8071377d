"""Who read what about whom: an event too, so that it can be told later who saw somebody's data.

Somebody who looks several times within a while has looked once. The events show under no job and no person: lists that
follow what happens there would move with each look.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction

from . import clock, events
from .models import DOWNLOADED, OPENED, Event
from .permissions import Actor

__all__ = ["DOWNLOADED", "ONCE_IN", "OPENED", "note"]

ONCE_IN = timedelta(hours=1)


@transaction.atomic
def note(*, actor: Actor, verb: str, subject: Any) -> Event | None:
    """Record that somebody opened or downloaded something; None when they did so a while ago already."""
    seen = Event.objects.filter(verb=verb, subject_id=subject.pk, actor_id=actor.pk).order_by("-id").first()
    if seen and seen.at > clock.now() - ONCE_IN:
        return None
    return events.record(actor=actor, verb=verb, subject=subject)
