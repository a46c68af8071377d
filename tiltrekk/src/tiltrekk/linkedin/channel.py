"""LinkedIn as a place to post jobs."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tiltrekk.core.permissions import Flag
from tiltrekk.postings import channels
from tiltrekk.postings.channels import Tile
from tiltrekk.postings.models import Posting

from .client import endpoints
from .feed.eligibility import question, reasons
from .feed.state import Progress, TileState, progress
from .models import JobMode, JobOperation, LinkedInSettings, Listing
from .posted import CHANNEL
from .projection.facts import company_page

_KINDS = {TileState.SUBMITTED: "note", TileState.FETCHED: "note", TileState.POSTED: "ok"}


def tile(posting: Posting) -> Tile:
    """Return the state of a posted job: our own steps for the feed, LinkedIn's words for the API."""
    if LinkedInSettings.current().mode == JobMode.API:
        return _api_tile(posting)
    at = progress(posting)
    page = company_page(posting.job)
    url = endpoints().company_jobs(page.company_id) if page and at.state == TileState.POSTED else ""
    confirm = None if at.confirmed else ("linkedin:posting-seen", _("I see it on LinkedIn"))
    return Tile(state=at.state.label, kind=_KINDS[at.state], lines=_lines(at), url=url, confirm=confirm)


def _lines(at: Progress) -> list[str]:
    lines = [_("In the feed since %s.") % _when(at.submitted_at)]
    if at.fetched_at:
        lines.append(_("LinkedIn fetched it %s.") % _when(at.fetched_at))
    if at.confirmed and at.posted_at:
        lines.append(_("Seen on LinkedIn %s.") % _when(at.posted_at))
    else:
        lines.append(_("LinkedIn reads the feed about once a day; it can take 48 hours until the job is visible."))
        lines.append(_("Not confirmed by LinkedIn."))
    return lines


def _when(moment: object) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]  # a datetime


def _api_tile(posting: Posting) -> Tile:
    operation = JobOperation.objects.filter(object_id=posting.job.job_id).first()
    if operation is None:
        return Tile(state=TileState.SUBMITTED.label, kind="note", lines=[_("Waiting to be sent.")])
    state = operation.get_confirmed_display() if not operation.task else TileState.SUBMITTED.label
    lines = [operation.words] if operation.words else []
    return Tile(state=state, kind="ok" if operation.is_open else "note", lines=lines, url=operation.address)


def marks(postings: Sequence[Posting]) -> dict[int, tuple[str, Any]]:
    """Return what the job list shows of each posting: a clock until LinkedIn has read it."""
    if LinkedInSettings.current().mode != JobMode.FEED:
        return {}
    states = {posting.pk: progress(posting).state for posting in postings}
    return {key: ("warn" if state == TileState.SUBMITTED else "", state.label) for key, state in states.items()}


def on_post(posting: Posting) -> None:
    """A listing's title cannot change under its id: a job posted again with another title is a new listing."""
    listing, made = Listing.objects.get_or_create(job=posting.job)
    listing.confirmed_posted_at = None
    retitle(listing, posting.job.title, is_new=made)


def retitle(listing: Listing, title: str, *, is_new: bool = False) -> None:
    """Give the listing a new partner id when its title changed (decision 16)."""
    if listing.feed_title and listing.feed_title != title and not is_new:
        listing.feed_number += 1
    listing.feed_title = title
    listing.save()


def register() -> None:
    """Add the channel; called once, when the program starts."""
    channels.register(
        channels.Channel(
            key=CHANNEL,
            label=pgettext_lazy("channel", "LinkedIn"),
            text=gettext_lazy("Limited Listings, free of charge: shown in LinkedIn's job search."),
            icon="brand-linkedin",
            tile=tile,
            eligibility=reasons,
            question=question,
            marks=marks,
            on_post=on_post,
            asks_where_to_apply=True,
            flag=Flag.READ_LINKEDIN_POSTING,
            order=20,
        )
    )
