"""Whether and how a job is posted on LinkedIn's channel."""

from tiltrekk.jobs.models import Job
from tiltrekk.postings.models import Posting, State

CHANNEL = "linkedin"


def posting_of(job: Job) -> Posting | None:
    """Return the job's posting while somebody has pressed *Post Now* and nobody has unposted it since."""
    found = Posting.objects.filter(job=job, channel=CHANNEL, state=State.POSTED).select_related("posted_by")
    return found.first()


def is_posted(job: Job) -> bool:
    """Whether the job is posted."""
    return posting_of(job) is not None
