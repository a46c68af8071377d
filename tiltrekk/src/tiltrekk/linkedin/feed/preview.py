"""What LinkedIn would read of a job, to look at without publishing anything."""

import json
from dataclasses import dataclass

from django.conf import settings
from linkedin_talent.feed import write_feed

from tiltrekk.accounts.models import Environment
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import JobMode, LinkedInSettings
from tiltrekk.linkedin.projection import WantedJobs
from tiltrekk.linkedin.projection.facts import company_page

from .jobs import feed_job


@dataclass(frozen=True)
class Preview:
    """``text`` as it would go over the wire; empty when there is nothing to tell yet."""

    by_feed: bool
    text: str


def preview(job: Job) -> Preview:
    """Return the job as the way that is chosen would tell it."""
    by_feed = LinkedInSettings.current().mode == JobMode.FEED
    return Preview(by_feed, _in_feed(job) if by_feed else _by_api(job))


def _in_feed(job: Job) -> str:
    """The whole feed, with this job alone in it."""
    entry = feed_job(job)
    if entry is None:
        return ""
    publisher, place = Environment.current().name, settings.PUBLIC_URL
    pieces = write_feed([entry], publisher=publisher, publisher_url=place, built_at=clock.now(), count=1)
    return b"".join(pieces).decode()


def _by_api(job: Job) -> str:
    page = company_page(job)
    posting = WantedJobs([job.job_id], page.urn)[job.job_id].posting if page else None
    return json.dumps(posting.wire(), indent=2, ensure_ascii=False) if posting else ""
