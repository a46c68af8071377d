"""Send a candidate with an application. Elements of a batch fail one by one, so look at each."""

from datetime import UTC, datetime

from here import client, company
from linkedin_talent import ApplicationKey, CandidateKey
from linkedin_talent.applications import JobApplication
from linkedin_talent.candidates import Candidate

now = datetime.now(UTC)
kari = Candidate(
    first_name="Kari",
    last_name="Nordmann",
    email_addresses=("kari@example.org",),
    ats_created_at=now,
    ats_last_modified_at=now,
    external_profile_url="https://my-ats.example/c/8812",
)
letter = JobApplication(
    ats_candidate_id="C-8812",
    ats_job_posting_id="N1-1042",
    ats_job_posting_name="Carpenter",
    ats_created_at=now,
    ats_last_modified_at=now,
)

sent = client.candidates.upsert({CandidateKey("C-8812", company): kari})
for key, error in sent.errors.items():
    print(key.candidate_id, error, "for good" if error.permanent else f"again in {error.retry_after} s")
applied = client.applications.upsert({ApplicationKey("A-7", company): letter})
print(sent.ok, applied.ok)
