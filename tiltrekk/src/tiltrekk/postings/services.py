"""Post, post again, take down (attract.md §2.7)."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import NotAllowed, Reason, refuse
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs.models import Job

from . import channels
from .models import ApplyWay, Posting, State


@transaction.atomic
def post(
    *,
    actor: User,
    job: Job,
    channel: str,
    apply_way: ApplyWay = ApplyWay.HERE,
    apply_url: str = "",
    confirmed: bool = False,
) -> Posting:
    """Publish an active job on a channel (JOB-10, JOB-24). ``confirmed`` answers the channel's question, if it has one.

    Posting again after taking down uses the same row.
    """
    where = channels.get(channel)
    job = _for_posting(actor, job, where)
    posting = Posting.objects.filter(job=job, channel=channel).first()
    refuse(_against(job, where, actor, posting, confirmed=confirmed) + _against_address(where, apply_way, apply_url))
    now = clock.now()
    posting = posting or Posting(job=job, channel=channel, first_posted_at=now)
    posting.state, posting.unposted_at = State.POSTED, None
    posting.posted_by, posting.posted_at = actor, now
    posting.apply_way, posting.apply_url = apply_way, apply_url.strip() if apply_way == ApplyWay.LINK else ""
    _save(posting, where.on_post, actor, "posting.posted")
    return posting


def _for_posting(actor: User, job: Job, where: channels.Channel) -> Job:
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not {Flag.POST_JOB, where.flag} <= flags(actor, job):
        raise NotAllowed
    return job


def _against(
    job: Job, where: channels.Channel, actor: User, posting: Posting | None, *, confirmed: bool
) -> list[Reason]:
    if posting and posting.is_posted:
        return [Reason("posted", _("The job is already posted here."))]
    question = where.question(job, actor)
    unanswered = [Reason("unconfirmed", question, "confirmed")] if question and not confirmed else []
    return obstacles(job, where, actor) + unanswered


def obstacles(job: Job, where: channels.Channel, actor: User) -> list[Reason]:
    """Return what stands in the way of posting the job there."""
    if not job.is_active:
        return [Reason("not_active", _("Only an active job can be posted."))]
    return list(where.eligibility(job, actor))


def _against_address(where: channels.Channel, way: ApplyWay, url: str) -> list[Reason]:
    if way == ApplyWay.HERE:
        return []
    parts = urlsplit(url.strip())
    if where.asks_where_to_apply and parts.scheme == "https" and "." in (parts.hostname or ""):
        return []
    return [Reason("apply_url", _("Give a web address that begins with https://"), "apply_url")]


def _save(posting: Posting, hook: object, actor: User | None, verb: str) -> None:
    posting.save()
    if callable(hook):
        hook(posting)
    values = {"channel": posting.channel, "apply_way": str(posting.apply_way)}
    events.record(actor=actor, verb=verb, subject=posting, job=posting.job, values=values)


@transaction.atomic
def repost(*, actor: User, posting: Posting) -> Posting:
    """Publish the job again as it is now, for channels that list what is newest first or lost it (LI-09)."""
    where = channels.get(posting.channel)
    job = _for_posting(actor, posting.job, where)
    posting = Posting.objects.get(pk=posting.pk)
    refuse(_posted(posting) + obstacles(job, where, actor))
    posting.posted_by, posting.posted_at, posting.reposts = actor, clock.now(), posting.reposts + 1
    _save(posting, where.on_post, actor, "posting.reposted")
    return posting


@transaction.atomic
def unpost(*, actor: User, posting: Posting) -> Posting:
    """Take the job down from the channel."""
    where = channels.get(posting.channel)
    _for_posting(actor, posting.job, where)
    posting = Posting.objects.get(pk=posting.pk)
    refuse(_posted(posting))
    _take_down(posting, actor)
    return posting


def _posted(posting: Posting) -> list[Reason]:
    return [] if posting.is_posted else [Reason("not_posted", _("The job is not posted here."))]


def _take_down(posting: Posting, actor: User | None) -> None:
    posting.state, posting.unposted_at = State.UNPOSTED, clock.now()
    _save(posting, channels.get(posting.channel).on_unpost, actor, "posting.unposted")


def unpost_closed_job(event: Event) -> None:
    """Take a closed job down everywhere, in the transaction that closes it (OQ-6)."""
    actor = User.objects.filter(pk=event.actor_id or 0).first()
    for posting in Posting.objects.filter(job=event.job_id or 0, state=State.POSTED).select_related("job"):
        _take_down(posting, actor)
