"""The activity feed of a job: what happened to the job itself, in sentences.

What happened to people on it is told on their own pages, where their visibility is decided.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core.models import Event

from .models import Job

PAGE = 50
Names = Mapping[int, str]
Sentence = Callable[[Event, Names], str]
_sentences: dict[str, Sentence] = {}


@dataclass(frozen=True)
class Entry:
    """One line of the feed; ``actor`` is None when a machine did it."""

    id: int
    at: datetime
    actor: User | None
    text: str


def tells(verb: str) -> Callable[[Sentence], Sentence]:
    """Register the sentence for a verb: ``(event, names of users by key) -> text``, without the actor's name."""

    def register(function: Sentence) -> Sentence:
        _sentences[verb] = function
        return function

    return register


def feed(job: Job, before: int | None = None) -> list[Entry]:
    """Return the newest entries, or those before one of them."""
    events = Event.objects.filter(job_id=job.pk, verb__in=list(_sentences)).order_by("-id")
    page = list(events.filter(id__lt=before)[:PAGE] if before else events[:PAGE])
    users = {user.pk: user for user in User.objects.filter(pk__in=_users_in(page))}
    names = {key: user.name for key, user in users.items()}
    return [
        Entry(event.pk, event.at, users.get(event.actor_id or 0), _sentences[event.verb](event, names))
        for event in page
    ]


def _users_in(events: list[Event]) -> set[int]:
    found = {event.actor_id for event in events if event.actor_id}
    for event in events:
        found |= {event.values[key] for key in ("user", "delegate") if isinstance(event.values.get(key), int)}
    return found


@tells("job.created")
def _created(_event: Event, _names: Names) -> str:
    return _("created the job")


@tells("job.activated")
def _activated(_event: Event, _names: Names) -> str:
    return _("activated the job")


@tells("job.closed")
def _closed(event: Event, _names: Names) -> str:
    if event.values.get("reason") == "filled":
        return _("closed the job: position filled")
    return _("closed the job: cancelled")


@tells("job.reopened")
def _reopened(_event: Event, _names: Names) -> str:
    return _("reopened the job")


@tells("job.changed")
def _changed(event: Event, _names: Names) -> str:
    from .forms import DetailsForm

    fields = DetailsForm.base_fields
    labels = [str(fields[name].label).lower() for name in event.changed if name in fields]
    return _("changed %(fields)s") % {"fields": ", ".join(labels)}


@tells("job.team_changed")
def _team(event: Event, names: Names) -> str:
    who = {
        "name": names.get(event.values["user"], "?"),
        "delegate": names.get(event.values.get("delegate", 0), "?"),
    }
    return {
        "added": _("put %(name)s on the hiring team"),
        "role": _("changed the role of %(name)s on the hiring team"),
        "removed": _("took %(name)s off the hiring team"),
        "delegate_added": _("made %(delegate)s a stand-in for %(name)s"),
        "delegate_removed": _("ended that %(delegate)s stands in for %(name)s"),
    }[event.values["action"]] % who


@tells("job.process_changed")
def _process(event: Event, _names: Names) -> str:
    return {
        "stage_added": _("added a stage"),
        "stage_removed": _("removed a stage"),
        "stage_renamed": _("renamed a stage"),
        "stages_reordered": _("changed the order of the stages"),
    }.get(event.values["action"], _("changed the settings of the process"))
