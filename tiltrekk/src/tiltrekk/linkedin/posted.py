"""Whether and how a job is posted on LinkedIn's channel."""

from tiltrekk.jobs.models import Job
from tiltrekk.postings.models import Posting

CHANNEL = "linkedin"


def posting_of(job: Job) -> Posting | None:
    """Return the job's posting while somebody has pressed *Post Now* and nobody has unposted it since."""
    here = (one for one in job.postings.all() if one.channel == CHANNEL and one.is_posted)
    return next(here, None)


def is_posted(job: Job) -> bool:
    """Whether the job is posted."""
    return posting_of(job) is not None
