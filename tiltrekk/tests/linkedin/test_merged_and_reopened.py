"""What merging two people and reopening a job come to at LinkedIn."""

import json
from typing import Any

import pytest
from factories import ApplicationFactory, CandidateFactory, JobFactory, NoteFactory
from sandbox_process import Sandbox, drain
from tiltrekk.accounts.models import User
from tiltrekk.candidates import services as people
from tiltrekk.jobs.models import Job, StatusReason
from tiltrekk.jobs.services import jobs
from tiltrekk.linkedin.models import JobOperation, SyncRow
from tiltrekk.linkedin.sync import load

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def bodies(sandbox: Sandbox, resource: str) -> list[dict[str, Any]]:
    found = (row["body"] for row in sandbox.store(resource))
    return [json.loads(body) if isinstance(body, str) else body for body in found]


@pytest.mark.req("FLT-38")
def test_after_merging_linkedin_holds_one_person_with_both_applications(live: Sandbox, job: Job, ragna: User) -> None:
    second = JobFactory.create(team={ragna: "recruiter"})
    stays, goes = CandidateFactory.create(email="a@example.org"), CandidateFactory.create(email="b@example.org")
    ApplicationFactory.create(job=job, candidate=stays)
    ApplicationFactory.create(job=second, candidate=goes)
    NoteFactory.create(application=None, candidate=goes, author=ragna, text="Good in storms.")
    load.ask()
    drain()
    live.settle_tasks()
    assert len(live.store("atsCandidates")) == 2
    people.merge(actor=ragna, survivor=stays, other=goes)
    drain()
    [person] = bodies(live, "atsCandidates")
    assert set(person["emailAddresses"]) == {"a@example.org", "b@example.org"}
    assert {one["atsCandidateId"] for one in bodies(live, "atsApplications")} == {stays.public_id}
    assert len(live.store("atsApplications")) == 2
    assert [one["note"] for one in bodies(live, "atsCandidates/notes")] == ["Good in storms."]
    assert not SyncRow.objects.filter(object_id=goes.public_id).exists()


@pytest.mark.req("INV-06")
def test_what_a_merged_person_leaves_behind_has_its_new_home_before_they_are_deleted(
    live: Sandbox, job: Job, ragna: User
) -> None:
    stays, middle, goes = [CandidateFactory.create() for _ in range(3)]
    ApplicationFactory.create(job=job, candidate=goes)
    NoteFactory.create(application=None, candidate=goes, author=ragna)
    load.ask()
    drain()
    before = live.get("ledger", limit=1, newest=1)["entries"][0]["id"]
    people.merge(actor=ragna, survivor=middle, other=goes)
    people.merge(actor=ragna, survivor=stays, other=middle)
    drain()
    entries = live.get("ledger", after=before, limit=100)["entries"]
    wrote = [(one["method"], one["path"].rpartition("/")[2]) for one in entries if one["method"] != "GET"]
    deleted = wrote.index(("DELETE", "atsCandidates"))
    assert deleted > wrote.index(("PUT", "atsApplications"))
    assert deleted > wrote.index(("PUT", "notes"))


@pytest.mark.req("OQ-7")
def test_a_reopened_job_is_offered_in_recruiter_again(live: Sandbox, job: Job, ragna: User) -> None:
    jobs.close(actor=ragna, job=job, reason=StatusReason.CANCELLED)
    drain()
    live.settle_tasks()
    assert JobOperation.objects.get().confirmed == "closed"
    jobs.reopen(actor=ragna, job=job)
    drain()
    live.settle_tasks()
    assert JobOperation.objects.get().confirmed == "private"
