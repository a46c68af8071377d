"""The versioned surface, through the client that speaks both (RSC-505)."""

import httpx
import pytest
from linkedin_sandbox.fixture import Sandbox
from linkedin_talent.applications import ApplicationNote, ApplicationStage, JobApplication
from linkedin_talent.candidates import Candidate, CandidateNote
from linkedin_talent.client import LinkedInClient
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.names import Surface
from linkedin_talent.records import read_record
from linkedin_talent.tokens import Application

from .conftest import AUTHOR, CONTRACT, Customer, candidate_record, job_record, moment


@pytest.fixture
def versioned(linkedin: Sandbox, enabled: Customer) -> Customer:
    endpoints = Endpoints(linkedin.base, linkedin.base, linkedin.base)
    enabled.client.close()
    enabled.client = LinkedInClient(
        endpoints, Application(enabled.api_key, (enabled.secret,)), surface=Surface.REST, version="202601"
    )
    return enabled


def test_the_versioned_names_lead_to_the_same_store(linkedin: Sandbox, versioned: Customer) -> None:
    client = versioned.client
    record = read_record(Candidate, candidate_record())
    assert client.candidates.upsert({versioned.candidate(): record}).ok
    application = JobApplication(
        ats_candidate_id="C-1",
        ats_job_posting_id="N1-1042",
        ats_job_posting_name="Process engineer",
        ats_created_at=moment(0),
        ats_last_modified_at=moment(1),
    )
    assert client.applications.upsert({versioned.application(): application}).ok
    stage = ApplicationStage(ats_created_at=moment(), stage="New")
    assert client.stages.upsert(versioned.application(), {"s1": stage}).ok
    note = ApplicationNote(ats_created_at=moment(), ats_last_modified_at=moment(), note="A", author=AUTHOR)
    assert client.application_notes.upsert(versioned.application(), {"n1": note}).ok
    on_candidate = CandidateNote(ats_created_at=moment(), note="B", author=AUTHOR)
    assert client.candidate_notes.upsert(versioned.candidate(), {"n1": on_candidate}).ok
    shown = linkedin.get("in-ats", seat=2, member="sol")["in_ats"][0]
    assert shown["jobs"][0]["stages"][0]["stage"] == "New"
    assert {one["text"] for one in shown["notes"]} == {"A", "B"}
    paths = {one["path"] for one in linkedin.get("ledger", limit=500)["entries"]}
    assert {"/rest/candidates", "/rest/atsApplications", "/rest/applicationStage", "/rest/candidateNotes"} <= paths
    assert client.application_notes.delete(versioned.application(), ["n1"]).ok
    assert client.candidates.delete([versioned.candidate()]).ok
    client.close()


def test_integrations_and_seats_under_their_versioned_names(versioned: Customer) -> None:
    client, key = versioned.client, versioned.integration("ONE_CLICK_EXPORT")
    assert client.integrations.get([key]).found[key].enabled
    assert client.integrations.rename({key: "Renamed"}).ok
    assert "CALLBACK_URL" in client.configurations.get(key, ["CALLBACK_URL"])
    assert [seat.first_name for seat in client.seats.find([CONTRACT])] == ["Kari", "Ola"]
    client.close()


@pytest.mark.parametrize(
    ("version", "status", "code"), [("", 400, "VERSION_MISSING"), ("201912", 426, "NONEXISTENT_VERSION")]
)
def test_a_version_must_be_named_and_served(linkedin: Sandbox, version: str, status: int, code: str) -> None:
    reply = httpx.get(f"{linkedin.base}/rest/candidates", headers={"LinkedIn-Version": version})
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_the_versioned_postings_refuse_what_belongs_to_recruiter(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    headers = {"Authorization": f"Bearer {token}", "LinkedIn-Version": "202504", "X-Restli-Method": "batch_create"}
    url, job = f"{linkedin.base}/rest/simpleJobPostings", job_record()
    assert httpx.post(url, json={"elements": [job]}, headers=headers).status_code == 403
    public = {name: value for name, value in job.items() if name != "integrationContext"}
    public |= {"company": job["integrationContext"]}
    assert httpx.post(url, json={"elements": [public]}, headers=headers).json()["elements"][0]["status"] == 202
