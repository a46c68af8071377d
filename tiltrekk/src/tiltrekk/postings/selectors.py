"""Which jobs are posted where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Reason
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.models import Job, Status

from . import channels
from .channels import Channel, Tile
from .models import Posting, State
from .services import obstacles


@dataclass(frozen=True)
class Place:
    """A channel as one person sees it for one job."""

    channel: Channel
    posting: Posting | None
    tile: Tile | None  # only while posted
    obstacles: list[Reason]
    may_post: bool


def places(*, actor: User, job: Job) -> list[Place]:
    """Return the channels the person sees, each with its posting and what stands in the way."""
    rows = {posting.channel: posting for posting in job.postings.select_related("job", "posted_by")}
    may_post = allowed(actor, Flag.POST_JOB, job)
    return [
        _place(channel, rows.get(channel.key), job, actor, may_post=may_post)
        for channel in channels.seen_by(actor, job)
    ]


def _place(channel: Channel, posting: Posting | None, job: Job, actor: User, *, may_post: bool) -> Place:
    posted = posting if posting and posting.is_posted else None
    return Place(
        channel=channel,
        posting=posting,
        tile=channel.tile(posted) if posted else None,
        obstacles=obstacles(job, channel, actor) if not posted else [],
        may_post=may_post and job.is_active,
    )


def get(*, actor: User, job: Job, channel: str) -> Posting:
    """Return the posting of a job on a channel the person sees. Raises ``Http404``."""
    channels.get_seen(actor, job, channel)
    return get_object_or_404(Posting.objects.select_related("job"), job=job, channel=channel)


def posted(channel: str) -> QuerySet[Posting]:
    """Return what is posted on a channel, newest first."""
    rows = Posting.objects.filter(channel=channel, state=State.POSTED, job__status=Status.ACTIVE)
    return rows.select_related("job", "posted_by").order_by("-first_posted_at", "-id")


def posted_on(job_ids: Iterable[int]) -> QuerySet[Posting]:
    """Return what is posted of these jobs, on every channel."""
    return Posting.objects.filter(job__in=list(job_ids), state=State.POSTED)
