"""Post a job, and look at what became of it."""

from datetime import UTC, datetime

from here import client, company
from linkedin_talent.jobs import Availability, JobPosting, Operation

job = JobPosting(
    integration_context=company,
    company_apply_url="http://127.0.0.1:9/jobs/N1-1042/apply",
    external_job_posting_id="N1-1042",
    job_posting_operation_type=Operation.CREATE,
    title="Carpenter",
    description="<p>We build houses of wood, by hand and with care, in every kind of weather the west coast has.</p>"
    * 2,
    listed_at=datetime.now(UTC),
    location="Bergen, Norway",
    poster_email="ida@my-ats.example",
    availability=Availability.PRIVATE,
)

result = client.jobs.post([job])["N1-1042"]
if result.error:
    raise SystemExit(f"{result.error}, {'for good' if result.error.permanent else 'try again'}")
task = client.job_tasks.get([result.id]).found[result.id]
print(task.status, task.job_posting, task.problem)
