"""Whatever a caller sends is answered; nothing makes the sandbox stumble."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linkedin_sandbox.fixture import Sandbox

from .conftest import ORGANIZATION, Customer, candidate_record, job_record

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8) | st.just("http://[x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CANDIDATE = f"atsCandidateId=C-1&dataProvider=ATS&integrationContext={ORGANIZATION}"
APPLICATION = f"atsJobApplicationId=A-1&dataProvider=ATS&integrationContext={ORGANIZATION}"
FEEDBACK = {"interviewer": {}, "evaluations": [{"attribute": "a"}], "feedback": "x", "atsCreatedAt": 1}
APPLIED = {
    "atsCandidateId": "C-1",
    "atsJobPostingId": "J",
    "atsJobPostingName": "J",
    "atsCreatedAt": 1,
    "atsLastModifiedAt": 1,
}


def query(key: str) -> str:
    return "&".join(f"ids[0].{part}" for part in key.split("&"))


def mutated(record: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The record with one field replaced by anything."""
    return st.tuples(st.sampled_from(sorted(record)), JSON).map(lambda change: record | {change[0]: change[1]})


@pytest.fixture
def wire(linkedin: Sandbox, enabled: Customer) -> Any:
    token = enabled.client.oauth.application_token().value
    with httpx.Client(base_url=linkedin.base, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    candidate=mutated(
        candidate_record() | {"manualMatchedMember": "urn:li:person:x", "linkedInProfileUrl": "https://x.test"}
    ),
    application=mutated(APPLIED),
    job=mutated(job_record()),
    feedback=mutated(FEEDBACK),
    anything=JSON,
)
def test_no_body_is_answered_with_a_500(
    wire: httpx.Client, *, candidate: Any, application: Any, job: Any, feedback: Any, anything: Any
) -> None:
    calls = [
        ("PUT", f"/v2/atsCandidates?{query(CANDIDATE)}", {"entities": {CANDIDATE: candidate}}, ""),
        (
            "POST",
            f"/v2/atsCandidates?{query(CANDIDATE)}",
            {"entities": {CANDIDATE: {"patch": anything}}},
            "batch_partial_update",
        ),
        ("PUT", f"/v2/atsApplications?{query(APPLICATION)}", {"entities": {APPLICATION: application}}, ""),
        ("PUT", f"/v2/atsApplications/{APPLICATION}/stages?ids=s", {"entities": {"s": anything}}, ""),
        ("PUT", f"/v2/atsApplications/{APPLICATION}/interviewFeedback?ids=s", {"entities": {"s": feedback}}, ""),
        ("POST", "/v2/simpleJobPostings", {"elements": [job]}, "batch_create"),
        ("POST", "/v2/simpleJobPostings", anything, "batch_create"),
        ("POST", "/v2/developerApplicationsSecurity?action=roll", anything, "action"),
    ]
    for verb, url, body, method in calls:
        headers = {"X-Restli-Method": method} if method else {}
        reply = wire.request(
            verb, url, content=json.dumps(body), headers=headers | {"Content-Type": "application/json"}
        )
        assert reply.status_code < 500, (verb, url, body, reply.text)
    assert wire.get("/v2/atsCandidates", params=query(CANDIDATE)).status_code == 200
    assert wire.get("/sandbox/api/in-ats", params={"seat": 2, "member": "sol"}).status_code == 200
    assert wire.get("/sandbox/api/jobs-offered", params={"seat": 2}).status_code == 200
    assert wire.get("/sandbox/api/listings").status_code == 200


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet="idsListq=&[]0.(),:%2x'", max_size=30),
    path=st.sampled_from(
        [
            "atsCandidates",
            "atsApplications",
            "seatsV2",
            "mailStubs",
            "prospectNotes",
            "conversationEvents",
            "exportedCandidates",
            "atsIntegrations",
            "atsEntityAcls",
            "simpleJobPostingTasks",
            "jobPostingStatus",
        ]
    ),
)
def test_no_query_is_answered_with_a_500(wire: httpx.Client, text: str, path: str) -> None:
    for protocol in ("1.0.0", "2.0.0"):
        reply = wire.get(f"/v2/{path}?{text}", headers={"X-Restli-Protocol-Version": protocol})
        assert reply.status_code < 500, (path, text, reply.text)
