"""Write the job feed; jobs come from a generator, and one is held at a time."""

import sys
from datetime import UTC, datetime

from linkedin_talent.feed import FeedJob, problems, write_feed

job = FeedJob(
    partner_job_id="N1-1042",
    company="Fjordtech",
    company_id="90210",
    title="Carpenter",
    description="<p>We build houses of wood, by hand and with care, in every kind of weather the west coast has.</p>"
    * 2,
    apply_url="http://127.0.0.1:9/jobs/N1-1042/apply",
    poster_email="ida@my-ats.example",
    city="Bergen",
    country="Norway",
)
jobs, now = [job], datetime.now(UTC)

fit = (job for job in jobs if not problems(job))
pieces = write_feed(fit, publisher="My ATS", publisher_url="https://my-ats.example", built_at=now, count=len(jobs))
for piece in pieces:
    sys.stdout.buffer.write(piece)
