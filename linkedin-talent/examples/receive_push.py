"""Answer a push: body on standard input, its signature as the argument."""

import sys

from here import client, company, secret
from linkedin_talent.webhooks import read_push, verify

body = sys.stdin.buffer.read()
if not verify(body, sys.argv[1], [secret]):
    raise SystemExit("not from LinkedIn")  # answer 401
for one in client.exports.requested(read_push(body).id):
    print(one.candidate.first_name, one.external_job_posting_id, one.integration_context == company)
