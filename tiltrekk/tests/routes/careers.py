"""The public side: everybody, also without an account; a job that is not posted is not there (SEC-24)."""

# The columns are those of world.KINDS.
TABLE = """
GET  careers:job-list                         200 200 200 200 200 200 200 200 200
GET  careers:job-read                         404 404 404 404 404 404 404 404 404
GET  careers:job-apply                        404 404 404 404 404 404 404 404 404
POST careers:job-apply                        404 404 404 404 404 404 404 404 404
GET  careers:job-thanks                       404 404 404 404 404 404 404 404 404
"""
