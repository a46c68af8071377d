"""Candidates, applications and their children, access lists: exact addresses and bodies."""

from datetime import timedelta
from typing import Any

import pytest
from fake_linkedin import NOW, ORGANIZATION, FakeLinkedIn
from linkedin_talent import AclKey, ApplicationKey, AssigneeKey, CandidateKey, LinkedInClient
from linkedin_talent.applications import (
    ApplicationNote,
    ApplicationStage,
    Evaluation,
    InterviewFeedback,
    InterviewType,
    JobApplication,
)
from linkedin_talent.candidates import Address, Candidate, CandidateNote, PhoneNumber
from linkedin_talent.records import PersonName
from pydantic import ValidationError

MS = 1741068000000
CANDIDATE = CandidateKey("C-8812", ORGANIZATION)
CANDIDATE_KEY = f"atsCandidateId=C-8812&dataProvider=ATS&integrationContext={ORGANIZATION}"
APPLICATION = ApplicationKey("A-7", ORGANIZATION)
APPLICATION_KEY = f"atsJobApplicationId=A-7&dataProvider=ATS&integrationContext={ORGANIZATION}"
IDA = PersonName(first_name="Ida", last_name="Lien")


def candidate(**change: Any) -> Candidate:
    fields = {
        "first_name": "Kari",
        "last_name": "Nordmann",
        "email_addresses": ("kari@nordmann.test",),
        "ats_created_at": NOW,
        "ats_last_modified_at": NOW + timedelta(seconds=1),
        "external_profile_url": "https://nordlys.test/c/8812",
    }
    return Candidate(**{**fields, **change})


def test_a_candidate_is_put_whole(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"results": {CANDIDATE_KEY: {"status": 201}}, "errors": {}})
    person = candidate(
        phone_numbers=(PhoneNumber(number="+47 900 00 000"),),
        addresses=(Address(city="Oslo", country="NO"),),
        manual_matched_member="urn:li:person:x",
        linked_in_profile_url="https://www.linkedin.com/in/kari",
    )
    assert client.candidates.upsert({CANDIDATE: person})[CANDIDATE].ok
    assert linkedin.line == (
        "PUT /v2/atsCandidates?ids[0].atsCandidateId=C-8812&ids[0].dataProvider=ATS"
        f"&ids[0].integrationContext={ORGANIZATION}"
    )
    assert linkedin.last.headers["x-restli-method"] == "batch_update"
    assert linkedin.body == {
        "entities": {
            CANDIDATE_KEY: {
                "firstName": "Kari",
                "lastName": "Nordmann",
                "emailAddresses": ["kari@nordmann.test"],
                "phoneNumbers": [{"number": "+47 900 00 000"}],
                "addresses": [{"city": "Oslo", "country": "NO"}],
                "atsCreatedAt": MS,
                "atsLastModifiedAt": MS + 1000,
                "externalProfileUrl": "https://nordlys.test/c/8812",
                "linkedInProfileUrl": "https://www.linkedin.com/in/kari",
                "manualMatchedMember": "urn:li:person:x",
            }
        }
    }


def test_required_lists_are_sent_empty() -> None:
    assert candidate().wire()["phoneNumbers"] == []
    assert candidate().wire()["addresses"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"first_name": ""},
        {"last_name": ""},
        {"email_addresses": ()},
        {"ats_last_modified_at": NOW - timedelta(seconds=1)},
    ],
)
def test_an_incomplete_candidate_is_refused_here(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        candidate(**change)


def test_a_candidate_without_e_mail_needs_a_match() -> None:
    assert candidate(email_addresses=(), manual_matched_member="urn:li:person:x").wire()["emailAddresses"] == []


@pytest.mark.req("RSC-501")
def test_candidates_are_deleted_by_key(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"results": {CANDIDATE_KEY: {"status": 204}}, "errors": {}})
    assert client.candidates.delete([CANDIDATE])[CANDIDATE].ok
    assert linkedin.line.startswith("DELETE /v2/atsCandidates?ids[0].atsCandidateId=C-8812&")
    assert linkedin.last.content == b""


def test_matches_are_read_with_a_projection(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    other = CandidateKey("C-1", ORGANIZATION)
    linkedin.will_answer(
        {
            "results": {CANDIDATE_KEY: {"matchedMembers": ["urn:li:person:a"], "manualMatchedMember": None}},
            "errors": {CANDIDATE_KEY.replace("C-8812", "C-1"): {"status": 404}},
        }
    )
    reply = client.candidates.matches([CANDIDATE, other])
    assert reply.found[CANDIDATE].matched_members == ("urn:li:person:a",)
    assert reply.found[CANDIDATE].manual_matched_member is None
    assert reply.errors[other].status == 404
    assert linkedin.line.endswith("&fields=matchedMembers,manualMatchedMember")


def test_a_match_is_set_and_removed_by_patch(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    for _ in range(2):
        linkedin.will_answer({"results": {CANDIDATE_KEY: {"status": 204}}})
    assert client.candidates.link({CANDIDATE: "urn:li:person:x"}).ok
    assert linkedin.last.method == "POST"
    assert linkedin.last.headers["x-restli-method"] == "batch_partial_update"
    assert linkedin.body["entities"][CANDIDATE_KEY] == {"patch": {"$set": {"manualMatchedMember": "urn:li:person:x"}}}
    assert client.candidates.unlink([CANDIDATE]).ok
    assert linkedin.body["entities"][CANDIDATE_KEY] == {"patch": {"$delete": ["manualMatchedMember"]}}


def test_candidate_notes_lie_below_their_candidate(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"results": {"n-1": {"status": 201}}})
    note = CandidateNote(ats_created_at=NOW, note="Godt inntrykk", author=IDA)
    assert client.candidate_notes.upsert(CANDIDATE, {"n-1": note})["n-1"].ok
    assert linkedin.line == f"PUT /v2/atsCandidates/{CANDIDATE_KEY}/notes?ids=n-1"
    assert linkedin.body == {
        "entities": {
            "n-1": {
                "atsCreatedAt": MS,
                "note": "Godt inntrykk",
                "author": {"firstName": "Ida", "lastName": "Lien"},
            }
        }
    }
    linkedin.will_answer({"results": {"n-1": {"status": 204}}})
    assert client.candidate_notes.delete(CANDIDATE, ["n-1"]).ok
    assert linkedin.line == f"DELETE /v2/atsCandidates/{CANDIDATE_KEY}/notes?ids=n-1"


def test_an_application_is_put_whole(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"results": {APPLICATION_KEY: {"status": 204}}})
    application = JobApplication(
        ats_candidate_id="C-8812",
        ats_job_posting_id="N1-1042",
        ats_job_posting_name="Snekker",
        ats_created_at=NOW,
        ats_last_modified_at=NOW,
        source="",
    )
    assert client.applications.upsert({APPLICATION: application}).ok
    assert linkedin.line == (
        "PUT /v2/atsApplications?ids[0].atsJobApplicationId=A-7&ids[0].dataProvider=ATS"
        f"&ids[0].integrationContext={ORGANIZATION}"
    )
    assert linkedin.body["entities"][APPLICATION_KEY] == {
        "atsCandidateId": "C-8812",
        "atsJobPostingId": "N1-1042",
        "atsJobPostingName": "Snekker",
        "atsCreatedAt": MS,
        "atsLastModifiedAt": MS,
        "source": "",
    }
    linkedin.will_answer({"results": {APPLICATION_KEY: {"status": 404}}})
    assert client.applications.delete([APPLICATION])[APPLICATION].status == 404


def test_children_of_an_application_have_their_own_paths(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    path = f"/v2/atsApplications/{APPLICATION_KEY}"
    linkedin.replies = [(200, {"results": {"x": {"status": 201}}})] * 4
    assert client.application_notes.upsert(
        APPLICATION, {"x": ApplicationNote(ats_created_at=NOW, note="Hei", author=IDA)}
    ).ok
    assert linkedin.line == f"PUT {path}/notes?ids=x"
    feedback = InterviewFeedback(
        ats_created_at=NOW,
        interviewer=IDA,
        evaluations=(Evaluation(attribute="Recommended", result="yes"),),
        feedback="Ansett",
        interview_type=InterviewType.ONSITE,
    )
    assert client.interview_feedback.upsert(APPLICATION, {"x": feedback}).ok
    assert linkedin.line == f"PUT {path}/interviewFeedback?ids=x"
    assert linkedin.body["entities"]["x"] == {
        "atsCreatedAt": MS,
        "interviewer": {"firstName": "Ida", "lastName": "Lien"},
        "evaluations": [{"attribute": "Recommended", "result": "yes"}],
        "feedback": "Ansett",
        "interviewType": "ONSITE",
    }
    assert client.stages.upsert(APPLICATION, {"x": ApplicationStage(ats_created_at=NOW, stage="Intervju")}).ok
    assert linkedin.line == f"PUT {path}/stages?ids=x"
    assert linkedin.body["entities"]["x"] == {"atsCreatedAt": MS, "stage": "Intervju"}
    assert client.stages.delete(APPLICATION, ["x"]).ok
    assert linkedin.line == f"DELETE {path}/stages?ids=x"


@pytest.mark.parametrize("stage", ["", "Not Available"])
def test_reserved_stage_names_are_refused_here(stage: str) -> None:
    with pytest.raises(ValidationError):
        ApplicationStage(ats_created_at=NOW, stage=stage)


def test_access_lists_are_written_with_empty_bodies(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    acl = AclKey("user-3", "N1-1042", ORGANIZATION)
    key = (
        "atsEntityAclId=user-3&atsEntityType=JOB_POSTING&atsEntityId=N1-1042"
        f"&dataProvider=ATS&integrationContext={ORGANIZATION}"
    )
    linkedin.will_answer({"results": {key: {"status": 201}}})
    assert client.acls.upsert([acl])[acl].ok
    assert linkedin.line.startswith("PUT /v2/atsEntityAcls?ids[0].atsEntityAclId=user-3&")
    assert linkedin.body == {"entities": {key: {}}}
    linkedin.will_answer({"elements": [dict(acl.compound())]})
    assert list(client.acls.of_job("N1-1042", ORGANIZATION)) == [acl]
    assert linkedin.line == (
        "GET /v2/atsEntityAcls?q=criteria&atsEntityId=N1-1042&atsEntityType=JOB_POSTING&dataProvider=ATS"
        f"&integrationContext={ORGANIZATION}&start=0&count=100"
    )


def test_assignees_are_persons_on_a_list(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    person = AssigneeKey("user-3", "urn:li:person:x", ORGANIZATION)
    key = (
        "atsEntityAclId=user-3&atsEntityType=JOB_POSTING&assignee=urn:li:person:x"
        f"&dataProvider=ATS&integrationContext={ORGANIZATION}"
    )
    linkedin.will_answer({"results": {key: {"status": 204}}})
    assert client.acl_assignees.delete([person])[person].ok
    assert linkedin.line.startswith("DELETE /v2/atsEntityAclAssignees?ids[0].atsEntityAclId=user-3&")
    linkedin.will_answer({"elements": [dict(person.compound())]})
    assert list(client.acl_assignees.of_person("urn:li:person:x", ORGANIZATION)) == [person]
    assert linkedin.line == (
        "GET /v2/atsEntityAclAssignees?q=criteria&assignee=urn:li:person:x&dataProvider=ATS"
        f"&integrationContext={ORGANIZATION}&start=0&count=100"
    )
