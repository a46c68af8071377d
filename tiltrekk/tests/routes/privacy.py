"""Questions about equality: sent by anybody who has just applied; figures for administrators only."""

# The columns are those of world.KINDS.
TABLE = """
POST privacy:equality-answer                  409 409 409 409 409 409 409 409 409
POST privacy:equality-withdraw                409 409 409 409 409 409 409 409 409
GET  privacy:equality-report                  302 403 403 403 403 403 403 403 200
POST privacy:equality-report                  302 403 403 403 403 403 403 403 422
GET  privacy:access-list                      302 403 403 403 403 403 403 403 200
"""
