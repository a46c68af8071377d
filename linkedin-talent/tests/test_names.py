"""The versioned surface: the documented names on /rest, the rest on /v2, and one API for the caller."""

import pytest
from fake_linkedin import CONTRACT, NOW, ORGANIZATION, FakeLinkedIn
from linkedin_talent import ApplicationKey, CandidateKey, IntegrationKey, LinkedInClient, Surface
from linkedin_talent.applications import ApplicationNote, ApplicationStage, InterviewFeedback, JobApplication
from linkedin_talent.candidates import Candidate, CandidateNote
from linkedin_talent.names import route
from linkedin_talent.records import PersonName

pytestmark = pytest.mark.req("RSC-505")

MS = 1741068000000
URN = "urn%3Ali%3Aorganization%3A90210"
CANDIDATE = CandidateKey("C-8812", ORGANIZATION)
APPLICATION = ApplicationKey("A-7", ORGANIZATION)
IDA = PersonName(first_name="Ida", last_name="Lien")


def test_candidates_change_names_and_drop_the_provider(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    key = f"(externalCandidateId:C-8812,integrationContext:{URN})"
    linkedin.will_answer({"results": {f"($params:(),{key[1:]}": {"status": 201}}})
    person = Candidate(
        first_name="Kari",
        last_name="Nordmann",
        email_addresses=("kari@nordmann.test",),
        ats_created_at=NOW,
        ats_last_modified_at=NOW,
        external_profile_url="https://nordlys.test/c",
    )
    assert versioned.candidates.upsert({CANDIDATE: person})[CANDIDATE].ok
    assert linkedin.line == f"PUT /rest/candidates?ids=List({key})"
    (record,) = linkedin.body["entities"].values()
    assert (record["externalCreatedAt"], record["externalLastModifiedAt"]) == (MS, MS)
    assert not {name for name in record if name.startswith("ats") or name == "dataProvider"}


def test_candidate_notes_have_a_flat_key(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    key = f"(externalCandidateId:C-8812,integrationContext:{URN},externalNoteId:n-1)"
    linkedin.will_answer({"results": {key: {"status": 201}}})
    note = CandidateNote(ats_created_at=NOW, ats_last_modified_at=NOW, note="Hei", author=IDA)
    assert versioned.candidate_notes.upsert(CANDIDATE, {"n-1": note})["n-1"].ok
    assert linkedin.line == f"PUT /rest/candidateNotes?ids=List({key})"
    assert linkedin.body["entities"][key] == {
        "externalCreatedAt": MS,
        "externalLastModifiedAt": MS,
        "note": "Hei",
        "author": {"firstName": "Ida", "lastName": "Lien"},
    }


def test_applications_keep_their_names_without_the_provider(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    key = f"(atsJobApplicationId:A-7,integrationContext:{URN})"
    linkedin.will_answer({"results": {key: {"status": 204}}})
    application = JobApplication(
        ats_job_posting_id="N1-1", ats_job_posting_name="Snekker", ats_created_at=NOW, ats_last_modified_at=NOW
    )
    assert versioned.applications.upsert({APPLICATION: application}).ok
    assert linkedin.line == f"PUT /rest/atsApplications?ids=List({key})"
    assert linkedin.body["entities"][key]["atsCreatedAt"] == MS


def test_notes_and_stages_of_applications_have_flat_keys(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    note_key = f"(externalJobApplicationId:A-7,integrationContext:{URN},externalNoteId:n-1)"
    linkedin.will_answer({"results": {note_key: {"status": 201}}})
    note = ApplicationNote(ats_created_at=NOW, note="Hei", author=IDA)
    assert versioned.application_notes.upsert(APPLICATION, {"n-1": note}).ok
    assert linkedin.line == f"PUT /rest/applicationNotes?ids=List({note_key})"
    feedback_key = f"(externalJobApplicationId:A-7,integrationContext:{URN},externalInterviewFeedbackId:f-1)"
    linkedin.will_answer({"results": {feedback_key: {"status": 201}}})
    assert versioned.interview_feedback.upsert(APPLICATION, {"f-1": InterviewFeedback(feedback="Ansett")}).ok
    assert linkedin.line == f"PUT /rest/applicationInterviewFeedbacks?ids=List({feedback_key})"
    stage_key = f"(jobApplicationId:A-7,integrationContext:{URN},jobApplicationStageId:s-1)"
    linkedin.will_answer({"results": {stage_key: {"status": 201}}})
    stage = ApplicationStage(ats_created_at=NOW, stage="Intervju")
    assert versioned.stages.upsert(APPLICATION, {"s-1": stage}).ok
    assert linkedin.line == f"PUT /rest/applicationStage?ids=List({stage_key})"


def test_what_has_no_documented_twin_stays_on_v2(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    linkedin.will_answer({"results": {"f-1": {"status": 204}}})
    assert versioned.interview_feedback.delete(APPLICATION, ["f-1"]).ok  # /rest documents BATCH_UPDATE of feedback only
    assert linkedin.line.startswith("DELETE /v2/atsApplications/atsJobApplicationId=A-7&")
    linkedin.will_answer({"results": {"s-1": {"status": 204}}})
    assert versioned.stages.delete(APPLICATION, ["s-1"]).ok  # /rest documents BATCH_UPDATE of stages only
    assert linkedin.line.startswith("DELETE /v2/atsApplications/atsJobApplicationId=A-7&")
    v2_key = f"atsCandidateId=C-8812&dataProvider=ATS&integrationContext={ORGANIZATION}"
    linkedin.will_answer({"results": {v2_key: {"status": 204}}})
    assert versioned.candidates.link({CANDIDATE: "urn:li:person:x"}).ok  # nor partial updates of candidates
    assert linkedin.line.startswith("POST /v2/atsCandidates?ids[0].atsCandidateId=C-8812&")
    linkedin.will_answer({"elements": []})
    assert list(versioned.exports.closed_accounts(ORGANIZATION)) == []
    assert linkedin.line.startswith("GET /v2/exportedCandidates?q=closed&")
    for resource in ("provisionedApplications", "conversationEvents", "mailStubs", "prospectNotes", "atsEntityAcls"):
        assert route(resource, Surface.REST).surface is Surface.V2


def test_integrations_and_configurations(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    key = IntegrationKey(ORGANIZATION, "ONE_CLICK_EXPORT")
    wire = f"(integrationContext:{URN},integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER)"
    linkedin.will_answer({"results": {wire: {"status": 204}}})
    assert versioned.integrations.rename({key: "Nordlys"}).ok
    assert linkedin.line == f"POST /rest/integrations?ids=List({wire})"
    linkedin.will_answer({"results": {wire: {"integrationStatus": "ENABLED"}}})
    assert versioned.integrations.get([key]).found[key].enabled
    setting = f"{wire[:-1]},configurationKey:CALLBACK_URL)"
    linkedin.will_answer({"results": {setting: {"status": 204}}})
    assert versioned.configurations.put(key, {"CALLBACK_URL": "https://n.test"}).ok
    assert linkedin.line == f"PUT /rest/integrationConfigurations?ids=List({setting})"
    linkedin.will_answer({"results": {setting: {"configurationValue": {"string": "https://n.test"}}}})
    assert versioned.configurations.get(key, ["CALLBACK_URL"]) == {"CALLBACK_URL": "https://n.test"}


def test_seats_are_read_under_their_new_names(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [{"seatId": 12, "createdAt": {"actor": "urn:li:person:a", "time": MS}}]})
    (seat,) = versioned.seats.find([CONTRACT])
    assert (seat.urn, seat.created and seat.created.time) == ("urn:li:seat:12", NOW)
    assert linkedin.line == (
        "GET /rest/seatsV2?q=attributes&contracts=List(urn%3Ali%3Acontract%3A4711)&start=0&count=100"
    )
