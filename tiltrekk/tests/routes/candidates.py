"""People without a job: recruiters and hiring managers of the whole environment; pools are their owners'."""

from tiltrekk.candidates.services import people
from world import World

DATA = {
    "POST candidates:candidate-list": lambda world: {"action": "pool", "ids": [world.candidate.public_id]},
    "POST candidates:pool-read": lambda world: {"action": "job", "ids": [world.candidate.public_id]},
    "POST candidates:people-join": lambda world: {
        "candidate": [world.prospect.candidate.public_id],
        "pool": world.pool.public_id,
    },
    "POST candidates:candidate-create": lambda _world: {"given_name": "Kari", "surname": "Nordby"},
    "POST candidates:candidate-change": lambda _world: {"given_name": "Kari", "surname": "Nordby"},
    "POST candidates:pool-create": lambda _world: {"name": "Silver medallists"},
    "POST candidates:pool-change": lambda _world: {"name": "Silver medallists"},
    "POST candidates:pool-share": lambda world: {"user": world.users["manager"].public_id},
    "POST candidates:member-add": lambda world: {"candidate": world.prospect.candidate.public_id},
    "POST candidates:pool-join": lambda world: {"pool": world.pool.public_id},
}


def _pair(world: World) -> dict[str, str]:
    people.record_possible_duplicate(world.candidate, world.prospect.candidate)
    return {"candidate_id": world.candidate.public_id, "other_id": world.prospect.candidate.public_id}


ARGS = {"candidates:candidate-merge": _pair}

# The columns are those of world.KINDS.
TABLE = """
GET  candidates:candidate-list                302 403 200 200 200 200 200 403 200
POST candidates:candidate-list                302 403 403 200 200 200 200 403 200
GET  candidates:candidate-create              302 403 403 200 200 200 200 403 200
POST candidates:candidate-create              302 403 403 422 422 422 422 403 422
GET  candidates:candidate-read                302 404 200 200 200 200 200 404 200
GET  candidates:candidate-change              302 404 403 200 200 200 200 404 200
POST candidates:candidate-change              302 404 403 302 302 302 302 404 302
GET  candidates:candidate-delete              302 404 403 200 200 200 200 404 200
POST candidates:candidate-delete              302 404 403 302 302 302 302 404 302
GET  candidates:candidate-documents           302 404 200 200 200 200 200 404 200
POST candidates:candidate-documents           302 404 200 200 200 200 200 404 200
GET  candidates:document-read                 302 404 200 200 200 200 200 404 200
POST candidates:document-delete               302 404 403 302 302 302 302 404 302
GET  candidates:candidate-merge               302 404 403 403 403 200 200 404 200
POST candidates:candidate-merge               302 404 403 403 403 422 422 404 422
POST candidates:duplicate-dismiss             302 404 302 302 302 302 302 404 302
POST candidates:pool-join                     302 404 403 404 404 302 404 404 302
POST candidates:people-join                   302 404 403 404 404 302 404 404 302
GET  candidates:pool-list                     302 403 200 200 200 200 200 403 200
GET  candidates:pool-create                   302 403 403 200 200 200 200 403 200
POST candidates:pool-create                   302 403 403 302 302 302 302 403 302
GET  candidates:pool-read                     302 404 200 404 404 200 404 404 200
POST candidates:pool-read                     302 404 403 404 404 200 404 404 200
GET  candidates:pool-change                   302 404 403 404 404 200 404 404 200
POST candidates:pool-change                   302 404 403 404 404 302 404 404 302
GET  candidates:pool-share                    302 404 403 404 404 200 404 404 200
POST candidates:pool-share                    302 404 403 404 404 302 404 404 302
POST candidates:pool-unshare                  302 404 404 404 404 404 404 404 404
POST candidates:pool-delete                   302 404 403 404 404 302 404 404 302
GET  candidates:member-add                    302 404 403 404 404 200 404 404 200
POST candidates:member-add                    302 404 403 404 404 422 404 404 422
POST candidates:member-remove                 302 404 403 404 404 302 404 404 302
"""
