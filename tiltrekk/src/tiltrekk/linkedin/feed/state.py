"""Submitted → Fetched → Posted: what is known of a posted job without LinkedIn's word for it (decision 15)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import FeedDownload, Listing
from tiltrekk.postings.models import Posting

POSTED_AFTER = timedelta(hours=48)  # LI-07: it may take so long until the job is visible


class TileState(models.TextChoices):
    """Steps of a posted job."""

    SUBMITTED = "submitted", pgettext_lazy("LinkedIn posting", "Submitted")
    FETCHED = "fetched", pgettext_lazy("LinkedIn posting", "Fetched")
    POSTED = "posted", pgettext_lazy("LinkedIn posting", "Posted")


@dataclass(frozen=True)
class Progress:
    """Where a posting stands. ``confirmed`` by a person who saw it; LinkedIn itself never confirms a feed."""

    state: TileState
    submitted_at: datetime
    fetched_at: datetime | None = None
    posted_at: datetime | None = None
    confirmed: bool = False


def progress(posting: Posting) -> Progress:
    """Return the state of a posted job of the feed."""
    listing = Listing.objects.filter(job=posting.job).first()
    since = posting.posted_at
    if listing and listing.confirmed_posted_at and listing.confirmed_posted_at >= since:
        moment = listing.confirmed_posted_at
        return Progress(TileState.POSTED, since, _fetched_at(posting, listing), moment, confirmed=True)
    fetched = _fetched_at(posting, listing)
    if fetched is None:
        return Progress(TileState.SUBMITTED, since)
    if clock.now() >= fetched + POSTED_AFTER:
        return Progress(TileState.POSTED, since, fetched, fetched + POSTED_AFTER)
    return Progress(TileState.FETCHED, since, fetched)


def _fetched_at(posting: Posting, listing: Listing | None) -> datetime | None:
    if listing is None:
        return None
    held = FeedDownload.objects.filter(at__gte=posting.posted_at, partner_ids__contains=[listing.partner_job_id])
    return held.order_by("at").values_list("at", flat=True).first()


@transaction.atomic
def confirm_posted(*, actor: User, posting: Posting) -> None:
    """Somebody saw the job on LinkedIn."""
    require(actor, Flag.POST_JOB, posting.job)
    Listing.objects.filter(job=posting.job).update(confirmed_posted_at=clock.now())
    events.record(actor=actor, verb="posting.confirmed", subject=posting, job=posting.job)
