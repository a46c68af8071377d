"""Who gets what from the pages of the jobs app (columns: ``world.KINDS``)."""

from typing import Any

from tiltrekk.core import clock
from tiltrekk.jobs.models import Delegate
from world import World

#                             anonymous nobody reader manager manager_off recruiter recruiter_off interviewer admin
TABLE = """
GET  jobs:job-list            302 200 200 200 200 200 200 200 200
GET  jobs:job-list-mine       302 200 200 200 200 200 200 200 200
GET  jobs:job-list-drafts     302 200 200 200 200 200 200 200 200
GET  jobs:job-list-closed     302 200 200 200 200 200 200 200 200
GET  jobs:job-create          302 403 403 200 200 200 200 403 403
POST jobs:job-create          302 403 403 422 422 302 302 403 403
GET  jobs:job-read            302 404 302 302 404 302 404 302 302
GET  jobs:job-details         302 404 200 200 404 200 404 200 200
POST jobs:job-details         302 404 403 302 404 302 404 403 302
POST jobs:job-activate        302 404 403 302 404 302 404 403 302
GET  jobs:job-close           302 404 403 403 404 200 404 403 200
POST jobs:job-close           302 404 403 403 404 302 404 403 302
GET  jobs:job-delete          302 404 403 200 404 200 404 403 200
POST jobs:job-delete          302 404 403 302 404 302 404 403 302
GET  jobs:job-activity        302 404 200 200 404 200 404 200 200
GET  jobs:job-team            302 404 200 200 404 200 404 200 200
POST jobs:member-add          302 404 403 302 404 302 404 403 302
POST jobs:member-change       302 404 403 302 404 302 404 403 302
POST jobs:member-remove       302 404 403 302 404 302 404 403 302
POST jobs:delegate-add        302 404 404 302 404 302 404 403 404
POST jobs:delegate-remove     302 404 403 302 404 403 404 403 302
GET  jobs:job-process         302 404 200 200 404 200 404 200 200
POST jobs:stage-add           302 404 403 302 404 302 404 403 302
POST jobs:stage-change        302 404 403 302 404 302 404 403 302
POST jobs:process-settings    302 404 403 302 404 302 404 403 302
"""


def _draft(world: World) -> dict[str, Any]:
    return {"job_id": world.draft.public_id, "number": 2}


def _interviewer(world: World) -> dict[str, Any]:
    return {"user_id": world.users["interviewer"].public_id}


def _stand_in(world: World) -> dict[str, Any]:
    member = world.job.team.get(user=world.users["manager"])
    Delegate.objects.get_or_create(member=member, user=world.colleague, defaults={"added_at": clock.now()})
    return {"user_id": world.colleague.public_id}


def _details(_world: World) -> dict[str, Any]:
    return {
        "title": "Engineer", "description": "<p>Build.</p>", "city": "Oslo", "country": "NO",
        "workplace": "on_site", "openings": 1,
    }  # fmt: skip


ARGS = {
    "jobs:job-activate": _draft,
    "jobs:job-delete": _draft,
    "jobs:stage-add": _draft,
    "jobs:stage-change": _draft,
    "jobs:process-settings": _draft,
    "jobs:member-change": _interviewer,
    "jobs:member-remove": _interviewer,
    "jobs:delegate-remove": _stand_in,
}
DATA = {
    "POST jobs:job-create": lambda _world: {"title": "Welder", "role": "recruiter"},
    "POST jobs:job-details": _details,
    "POST jobs:job-close": lambda _world: {"reason": "cancelled"},
    "POST jobs:member-add": lambda world: {"user": world.colleague.public_id, "role": "interviewer"},
    "POST jobs:member-change": lambda _world: {"role": "interviewer"},
    "POST jobs:delegate-add": lambda world: {"delegate-user": world.colleague.public_id},
    "POST jobs:stage-add": lambda _world: {"kind": "interview"},
    "POST jobs:stage-change": lambda _world: {"action": "rename", "name": "Phone call"},
}
