"""The career site as a place to post jobs."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.postings import channels
from tiltrekk.postings.channels import Tile
from tiltrekk.postings.models import Posting
from tiltrekk.ui.times import day

KEY = "career_site"


def job_url(job: Job) -> str:
    """The address of the job's public page."""
    return settings.PUBLIC_URL + reverse("careers:job-read", args=[job.public_id])


def apply_url(job: Job) -> str:
    """The address of the job's apply form; what *Link in the product* means on every channel."""
    return settings.PUBLIC_URL + reverse("careers:job-apply", args=[job.public_id])


def _tile(posting: Posting) -> Tile:
    since = day(localtime(posting.posted_at), localtime(clock.now()).date())
    return Tile(
        state=pgettext("posting", "Posted"),
        lines=[_("On the career site since %(date)s. Changes to the job show at once.") % {"date": since}],
        url=job_url(posting.job),
    )


def _on_post(posting: Posting) -> None:
    posting.uri = job_url(posting.job)
    posting.save(update_fields=["uri"])


def register() -> None:
    """Add the channel; called once, when the program starts."""
    channels.register(
        channels.Channel(
            key=KEY,
            label=pgettext_lazy("channel", "Career site"),
            text=gettext_lazy("Your own public page of open jobs, with an apply form."),
            icon="world",
            tile=_tile,
            on_post=_on_post,
            order=10,
        )
    )
