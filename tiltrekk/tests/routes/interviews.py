"""Interviews: the team sees them, recruiters and managers plan, the panel answers; candidates' links are public."""

from tiltrekk.core import clock
from world import World

DATE = (clock.now().year + 1, 3, 3)
FORM = {
    "title": "Talk", "kind": "phone", "minutes": "30", "time_zone": "Europe/Oslo", "every": "30", "language": "en",
    "way": "choose", "tells_candidate": "on", "days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "0",
    "days-0-day": "{}-{:02}-{:02}".format(*DATE), "days-0-begins": "10:00", "days-0-ends": "12:00",
}  # fmt: skip


def form(world: World, **more: object) -> dict[str, object]:
    return FORM | {"panel": [world.users["interviewer"].public_id]} | more


DATA = {
    "POST interviews:several-plan": lambda world: form(
        world, application=[world.application.public_id, world.others[0].public_id]
    ),
    "POST interviews:interview-plan": form,
    "POST interviews:interview-change": form,
    "POST interviews:interview-answer": lambda _world: {"answer": "accepted"},
}

# The columns are those of world.KINDS.
TABLE = """
GET  interviews:interview-list                302 200 200 200 200 200 200 200 200
POST interviews:interview-list                302 403 403 403 403 403 403 403 403
GET  interviews:job-interview-list            302 404 200 200 404 200 404 200 200
POST interviews:job-interview-list            302 404 403 403 404 403 404 403 403
POST interviews:several-plan                  302 404 403 302 404 302 404 403 302
GET  interviews:interview-plan                302 404 403 200 404 200 404 403 200
POST interviews:interview-plan                302 404 403 302 404 302 404 403 302
GET  interviews:interview-read                302 404 200 200 404 200 404 200 200
GET  interviews:interview-change              302 404 403 200 404 200 404 403 200
POST interviews:interview-change              302 404 403 302 404 302 404 403 302
GET  interviews:interview-cancel              302 404 403 200 404 200 404 403 200
POST interviews:interview-cancel              302 404 403 302 404 302 404 403 302
POST interviews:interview-hold                302 404 403 302 404 302 404 403 302
POST interviews:interview-tell                302 404 403 302 404 302 404 403 302
POST interviews:interview-answer              302 404 403 403 404 403 404 302 403
POST interviews:interview-remind              302 404 403 302 404 302 404 403 302
POST interviews:interview-send-again          302 404 403 302 404 302 404 403 302
GET  interviews:invitation                    404 404 404 404 404 404 404 404 404
POST interviews:invitation-choose             404 404 404 404 404 404 404 404 404
POST interviews:invitation-decline            404 404 404 404 404 404 404 404 404
GET  interviews:invitation-calendar           404 404 404 404 404 404 404 404 404
"""
