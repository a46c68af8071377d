"""What the tests do over and over: post, sync, look."""

import time
from collections.abc import Callable
from typing import Any

from linkedin_sandbox.fixture import Sandbox
from linkedin_sandbox.state import persons
from linkedin_talent.applications import JobApplication
from linkedin_talent.candidates import Candidate
from linkedin_talent.jobs import JobPosting
from linkedin_talent.records import read_record

from .conftest import Customer, candidate_record, job_record, moment


def put(customer: Customer, name: str = "C-1", **changes: Any) -> None:
    record = read_record(Candidate, candidate_record(**changes))
    assert customer.client.candidates.upsert({customer.candidate(name): record}).ok


def apply(customer: Customer, name: str = "A-1", candidate: str = "C-1", job: str = "N1-1042") -> None:
    record = JobApplication(
        ats_candidate_id=candidate,
        ats_job_posting_id=job,
        ats_job_posting_name="Process engineer",
        ats_created_at=moment(0),
        ats_last_modified_at=moment(1),
        source="",
    )
    assert customer.client.applications.upsert({customer.application(name): record}).ok


def post_job(customer: Customer, **changes: Any) -> None:
    assert customer.client.jobs.post([read_record(JobPosting, job_record(**changes))]).ok


def person(customer: Customer, member: str) -> str:
    return persons.urn_of(int(customer.urn.rpartition(":")[2]), member)


def shown(linkedin: Sandbox, seat: int = 2, member: str = "sol") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = linkedin.get("in-ats", seat=seat, member=member)["in_ats"]
    return found


def wait_until(holds: Callable[[], Any], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
