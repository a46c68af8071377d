"""Who gets what from the Postings tab (columns: ``world.KINDS``)."""

from typing import Any

from tiltrekk.postings.models import Posting
from world import World

TABLE = """
GET  postings:job-postings    302 404 200 200 404 200 404 200 200
GET  postings:posting-post    302 404 403 403 404 200 404 403 200
POST postings:posting-post    302 404 403 403 404 302 404 403 302
POST postings:posting-repost  302 404 403 403 404 302 404 403 302
POST postings:posting-unpost  302 404 403 403 404 302 404 403 302
"""


def posted(world: World) -> dict[str, Any]:
    """Have the job posted on the career site."""
    at = {"posted_at": world.job.created_at, "first_posted_at": world.job.created_at}
    defaults = {"posted_by": world.users["recruiter"], **at}
    Posting.objects.get_or_create(job=world.job, channel="career_site", defaults=defaults)
    return {}


ARGS = {"postings:posting-repost": posted, "postings:posting-unpost": posted}
