"""The public pages answer everybody alike (columns: ``world.KINDS``)."""

from typing import Any

from tiltrekk.postings.models import Posting
from world import World

TABLE = """
GET  careers:job-list         200 200 200 200 200 200 200 200 200
GET  careers:job-read         200 200 200 200 200 200 200 200 200
GET  careers:job-apply        200 200 200 200 200 200 200 200 200
POST careers:job-apply        422 422 422 422 422 422 422 422 422
GET  careers:job-thanks       200 200 200 200 200 200 200 200 200
"""


def _posted(world: World) -> dict[str, Any]:
    at = {"posted_at": world.job.created_at, "first_posted_at": world.job.created_at}
    defaults = {"posted_by": world.users["recruiter"], **at}
    Posting.objects.get_or_create(job=world.job, channel="career_site", defaults=defaults)
    return {}


ARGS = {f"careers:{name}": _posted for name in ("job-read", "job-apply", "job-thanks")}
DATA = {"POST careers:job-apply": lambda _world: {"given_name": "Thea"}}
