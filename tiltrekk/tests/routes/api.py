"""Webhooks: only administrators know of them."""

_ENDPOINT = {"url": "https://93.184.215.14/new", "description": "HR", "events": ["job.closed"]}
DATA = {
    "POST api:endpoint-create": lambda _world: _ENDPOINT,
    "POST api:endpoint-edit": lambda _world: _ENDPOINT,
    "POST api:endpoint-read": lambda world: {"action": "resend", "ids": [world.delivery.public_id]},
    "POST api:endpoint-switch": lambda _world: {"on": "0"},
    "POST api:endpoint-resend": lambda _world: {"since": "2026-01-01T00:00"},
}

# The columns are those of world.KINDS.
TABLE = """
GET  api:endpoint-list                        302 403 403 403 403 403 403 403 200
GET  api:endpoint-create                      302 403 403 403 403 403 403 403 200
POST api:endpoint-create                      302 403 403 403 403 403 403 403 302
GET  api:endpoint-read                        302 403 403 403 403 403 403 403 200
POST api:endpoint-read                        302 403 403 403 403 403 403 403 302
GET  api:endpoint-edit                        302 403 403 403 403 403 403 403 200
POST api:endpoint-edit                        302 403 403 403 403 403 403 403 302
GET  api:endpoint-delete                      302 403 403 403 403 403 403 403 200
POST api:endpoint-delete                      302 403 403 403 403 403 403 403 302
POST api:endpoint-switch                      302 403 403 403 403 403 403 403 302
POST api:endpoint-test                        302 403 403 403 403 403 403 403 302
POST api:endpoint-try                         302 403 403 403 403 403 403 403 302
GET  api:endpoint-resend                      302 403 403 403 403 403 403 403 200
POST api:endpoint-resend                      302 403 403 403 403 403 403 403 302
POST api:secret-show                          302 403 403 403 403 403 403 403 200
POST api:secret-rotate                        302 403 403 403 403 403 403 403 302
GET  api:delivery-read                        302 403 403 403 403 403 403 403 200
POST api:delivery-resend                      302 403 403 403 403 403 403 403 302
"""
