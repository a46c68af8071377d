"""A job that is missing from the feed is closed at LinkedIn, so an unexplained drop is not published (decision 18)."""

from collections.abc import Iterable

from django.db import transaction
from linkedin_talent.feed import FeedJob

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import JobMode, LinkedInSettings, Listing
from tiltrekk.linkedin.posted import is_posted


def unexplained(jobs: Iterable[FeedJob]) -> list[str]:
    """Return partner ids that were published, are missing now, and that nobody closed or took down."""
    settings = LinkedInSettings.current()
    if settings.mode != JobMode.FEED:
        return []
    missing = set(settings.feed_jobs) - {job.partner_job_id for job in jobs}
    return sorted(partner_id for partner_id in missing if not _is_explained(partner_id))


def _is_explained(partner_id: str) -> bool:
    job_id, _, suffix = partner_id.rpartition("-")
    listing = _listing(partner_id) or (_listing(job_id) if suffix.isdigit() else None)
    if listing is None:
        return False  # the job has vanished: a restored or damaged database
    retitled = listing.partner_job_id != partner_id
    return retitled or listing.is_test or not listing.job.is_active or not is_posted(listing.job)


def _listing(job_id: str) -> Listing | None:
    return Listing.objects.filter(job__job_id=job_id).select_related("job").first()


@transaction.atomic
def publish_anyway(*, actor: User) -> None:
    """An administrator has looked: what is missing may be closed at LinkedIn."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    settings = LinkedInSettings.objects.select_for_update().get(pk=LinkedInSettings.current().pk)
    settings.feed_jobs, settings.feed_held_since = [], None
    settings.save()
    events.record(actor=actor, verb="linkedin.feed_released", subject=settings)


def hold_back(settings: LinkedInSettings) -> None:
    """Note since when the feed is not published."""
    if settings.feed_held_since is None:
        LinkedInSettings.objects.filter(pk=1, feed_held_since=None).update(feed_held_since=clock.now())
