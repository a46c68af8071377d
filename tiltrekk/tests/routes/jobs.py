"""Jobs by attract.md §1.3: a team sees its jobs, administrators and readers all; only recruiters close one."""

from typing import Any

from tiltrekk.jobs.models import Job
from world import World

_DRAFT = ("job-activate", "job-process", "stage-add", "stage-change", "process-settings", "job-delete")


def _screening(world: World) -> dict[str, Any]:
    return {"job_id": world.draft.public_id, "number": world.draft.process.stages.get(kind="screening").ordinal}


def _closed(world: World) -> dict[str, Any]:
    Job.objects.filter(pk=world.job.pk).update(status="closed", closed_at=world.job.activated_at)
    return {"job_id": world.job.public_id}


ARGS = {
    "jobs:job-reopen": _closed,
    **{f"jobs:{name}": lambda world: {"job_id": world.draft.public_id} for name in _DRAFT},
    "jobs:stage-change": _screening,
    "jobs:member-change": lambda world: {"user_id": world.users["interviewer"].public_id},
    "jobs:member-remove": lambda world: {"user_id": world.users["interviewer"].public_id},
}
DATA = {
    "POST jobs:job-list": lambda world: {"action": "close", "ids": [world.job.public_id]},
    "POST jobs:job-create": lambda _world: {"title": "Cable planner", "role": "recruiter"},
    "POST jobs:job-details": lambda _world: {
        "title": "Backend engineer", "workplace": "on_site", "openings": "1", "country": "NO", "city": "Bergen",
        "description": "<p>Builds what others lean on.</p>",
    },
    "POST jobs:job-close": lambda _world: {"reason": "cancelled"},
    "POST jobs:member-add": lambda world: {"user": world.colleague.public_id, "role": "interviewer"},
    "POST jobs:member-change": lambda _world: {"role": "interviewer"},
    "POST jobs:stage-add": lambda _world: {"kind": "interview", "name": "Second interview"},
    "POST jobs:stage-change": lambda _world: {"action": "rename", "name": "Phone call"},
}  # fmt: skip

# The columns are those of world.KINDS.
TABLE = """
GET  jobs:job-list                            302 200 200 200 200 200 200 200 200
POST jobs:job-list                            302 403 403 403 403 302 403 403 302
GET  jobs:job-list-mine                       302 200 200 200 200 200 200 200 200
POST jobs:job-list-mine                       302 403 403 403 403 403 403 403 403
GET  jobs:job-list-drafts                     302 200 200 200 200 200 200 200 200
POST jobs:job-list-drafts                     302 403 403 403 403 403 403 403 403
GET  jobs:job-list-closed                     302 200 200 200 200 200 200 200 200
POST jobs:job-list-closed                     302 403 403 403 403 403 403 403 403
GET  jobs:job-create                          302 403 403 200 200 200 200 403 403
POST jobs:job-create                          302 403 403 422 422 302 302 403 403
GET  jobs:job-read                            302 404 302 302 404 302 404 302 302
GET  jobs:job-details                         302 404 200 200 404 200 404 200 200
POST jobs:job-details                         302 404 403 302 404 302 404 403 302
POST jobs:job-activate                        302 404 403 302 404 302 404 403 302
GET  jobs:job-close                           302 404 403 403 404 200 404 403 200
POST jobs:job-close                           302 404 403 403 404 302 404 403 302
GET  jobs:job-reopen                          302 404 403 403 404 200 404 403 200
POST jobs:job-reopen                          302 404 403 403 404 302 404 403 302
GET  jobs:job-delete                          302 404 403 200 404 200 404 403 200
POST jobs:job-delete                          302 404 403 302 404 302 404 403 302
GET  jobs:job-activity                        302 404 200 200 404 200 404 200 200
GET  jobs:job-team                            302 404 200 200 404 200 404 200 200
POST jobs:member-add                          302 404 403 302 404 302 404 403 302
POST jobs:delegate-add                        302 404 404 422 404 422 404 422 404
POST jobs:member-change                       302 404 403 302 404 302 404 403 302
POST jobs:member-remove                       302 404 403 302 404 302 404 403 302
POST jobs:delegate-remove                     302 404 404 404 404 404 404 404 404
GET  jobs:job-process                         302 404 200 200 404 200 404 200 200
POST jobs:stage-add                           302 404 403 302 404 302 404 403 302
POST jobs:stage-change                        302 404 403 302 404 302 404 403 302
POST jobs:process-settings                    302 404 403 302 404 302 404 403 302
"""
