"""Postings: managers and readers look, recruiters post (attract.md §1.3)."""

from typing import Any

from tiltrekk.core import clock
from tiltrekk.postings.models import Posting
from world import World


def _posted(world: World) -> dict[str, Any]:
    now = clock.now()
    Posting.objects.create(
        job=world.job, channel="career_site", posted_by=world.users["recruiter"], first_posted_at=now, posted_at=now
    )
    return {}


DATA = {"POST postings:posting-repost": _posted, "POST postings:posting-unpost": _posted}

# The columns are those of world.KINDS.
TABLE = """
GET  postings:job-postings                    302 404 200 200 404 200 404 200 200
GET  postings:posting-post                    302 404 403 403 404 200 404 403 200
POST postings:posting-post                    302 404 403 403 404 302 404 403 302
POST postings:posting-repost                  302 404 403 403 404 302 404 403 302
POST postings:posting-unpost                  302 404 403 403 404 302 404 403 302
"""
