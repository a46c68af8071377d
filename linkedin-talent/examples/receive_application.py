"""Take an application somebody made on LinkedIn: body on standard input, its signature as the argument."""

import sys

from here import secret
from linkedin_talent.deliveries import read_delivery
from linkedin_talent.webhooks import verify

body = sys.stdin.buffer.read()
if not verify(body, sys.argv[1], [secret]):
    raise SystemExit("not from LinkedIn")  # answer 401
told = read_delivery(body)
print(told.job_application_id, told.external_job_id, told.answers)
