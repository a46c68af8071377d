"""What this app adds to the lower floors."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core import events, slots
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import TABLE, Flag, Relation, Standing
from tiltrekk.jobs import activity, marks
from tiltrekk.jobs.access import having, relations_by_job
from tiltrekk.jobs.models import Job

from . import channels, selectors
from .models import Posting, State
from .services import unpost_closed_job


def register() -> None:
    """Fill the slots and subscribe; called once, when the program starts."""
    events.subscribe("job.closed")(unpost_closed_job)
    marks.register(posted_marks)
    marks.register_places(_places)
    activity.tells("posting.posted")(_posted)
    activity.tells("posting.reposted")(_reposted)
    activity.tells("posting.unposted")(_unposted)
    slots.fill(
        slots.Entry(
            slot="job.tabs",
            key="postings",
            label=pgettext_lazy("tab", "Postings"),
            route="postings:job-postings",
            flag=Flag.READ_POSTINGS,
            order=60,
        )
    )


def _places(actor: User) -> list[marks.Place]:
    """A channel is offered to who may see it on some job, and shows the jobs where they may."""
    seen = [(one, having(actor, one.flag)) for one in channels.everywhere()]
    return [marks.Place(one.key, one.label, _posted_at(one.key, jobs)) for one, jobs in seen if jobs.exists()]


def _posted_at(channel: str, jobs: QuerySet[Job]) -> QuerySet[Job]:
    return jobs.filter(postings__channel=channel, postings__state=State.POSTED)


def posted_marks(actor: User, jobs: Sequence[Job]) -> Mapping[int, Sequence[marks.Mark]]:
    """One mark for each job and channel the person sees: posted, in trouble, or a dash."""
    rows = {(one.job_id, one.channel): one for one in selectors.posted_on(job.pk for job in jobs)}
    words = {
        channel.key: channel.marks([one for one in rows.values() if one.channel == channel.key])
        for channel in channels.everywhere()
    }
    relations = relations_by_job(actor, [job.pk for job in jobs])
    return {
        job.pk: [
            _mark(channel, rows.get((job.pk, channel.key)), words[channel.key])
            for channel in channels.everywhere()
            if any(channel.flag in TABLE[standing] for standing in _standings(actor, relations[job.pk]))
        ]
        for job in jobs
    }


def _standings(actor: User, relations: set[Relation]) -> list[Standing]:
    return [*actor.roles, *relations]


def _mark(channel: channels.Channel, posting: Posting | None, words: Mapping[int, tuple[str, Any]]) -> marks.Mark:
    if posting is None:
        return marks.Mark(channel.icon, _("%(channel)s: not posted") % {"channel": channel.label}, "none")
    kind, text = words.get(posting.pk, ("", pgettext("posting", "Posted")))
    return marks.Mark(channel.icon, f"{channel.label}: {text}", kind)


def _channel(event: Event) -> dict[str, Any]:
    return {"channel": channels.get(event.values["channel"]).label}


def _posted(event: Event, _names: activity.Names) -> str:
    return _("posted the job: %(channel)s") % _channel(event)


def _reposted(event: Event, _names: activity.Names) -> str:
    return _("posted the job again: %(channel)s") % _channel(event)


def _unposted(event: Event, _names: activity.Names) -> str:
    return _("took the job down: %(channel)s") % _channel(event)
