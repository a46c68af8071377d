"""/rest by raw HTTP: versions, the name map, and what only /rest has (LinkedIn: versioning, RSC release notes)."""

import base64
from typing import Any

import pytest

from .conftest import (
    APPLICATION,
    APPLICATION_RECORD,
    CANDIDATE,
    CANDIDATE_RECORD,
    CONTRACT,
    JOB,
    LISTED,
    ORGANIZATION,
    Wire,
    other,
)

HERE = "urn%3Ali%3Aorganization%3A90210"
TIMES = {"externalCreatedAt": LISTED, "externalLastModifiedAt": LISTED}
REQUISITION = f"(externalJobRequisitionId:R-1,integrationContext:{HERE})"
REQUISITION_RECORD: dict[str, Any] = TIMES | {
    "title": "Deck officer",
    "description": "We sail between the islands every day of the year, and want you on the bridge. " * 2,
    "location": "Bergen, Norway",
}


@pytest.fixture
def synced(enabled: Wire) -> Wire:
    enabled.post_jobs(JOB)
    enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD)
    enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD)
    return enabled


def put(wire: Wire, path: str, key: str, record: dict[str, Any], **more: str) -> dict[str, Any]:
    reply = wire.rest("PUT", f"{path}?ids=List({key})", {"entities": {key: record}}, **more)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


# --- versions -----------------------------------------------------------------------------------------------------


@pytest.mark.row("1/version", "2.7/426", "A-01")
@pytest.mark.parametrize(("wire", "missing"), [({"A-01": "400"}, 400), ({"A-01": "426"}, 426)], indirect=["wire"])
def test_a_version_is_named_and_served(wire: Wire, missing: int) -> None:
    reply = wire.rest("GET", "candidates", version="")
    assert (reply.status_code, reply.json()["code"]) == (missing, "VERSION_MISSING")
    for version in ("202412", "2026", "209901"):
        reply = wire.rest("GET", "candidates", version=version)
        assert (reply.status_code, reply.json()["code"]) == (426, "NONEXISTENT_VERSION")


@pytest.mark.row("1/retirement")
def test_a_version_is_retired_with_those_before_it_and_brought_back(wire: Wire) -> None:
    wire.control("versions", {"retire": "202504"})
    codes = {version: wire.rest("GET", "seatsV2", version=version).status_code for version in ("202501", "202504")}
    assert codes == {"202501": 426, "202504": 426}
    assert wire.rest("GET", "seatsV2", version="202601").status_code != 426
    wire.control("versions", {})
    assert wire.rest("GET", "seatsV2", version="202504").status_code != 426


# --- the name map -------------------------------------------------------------------------------------------------


@pytest.mark.row("22/candidates", "22/candidateNotes")
def test_candidates_and_their_notes_by_the_versioned_names(enabled: Wire) -> None:
    key = f"($params:(),externalCandidateId:C-9,integrationContext:{HERE})"
    record = {name: value for name, value in CANDIDATE_RECORD.items() if not name.startswith("ats")} | TIMES
    reply = put(enabled, "candidates", key, record)
    assert list(reply["results"].values()) == [{"status": 201}]
    plain = key.replace("$params:(),", "")
    read = enabled.rest("GET", f"candidates?ids=List({plain})").json()["results"]
    (found,) = read.values()
    assert found["externalCreatedAt"] == LISTED
    assert "atsCreatedAt" not in found
    note = plain.replace(")", ",externalNoteId:N-1)")
    body = TIMES | {"note": "Called", "author": {"firstName": "Ola", "lastName": "Vik"}}
    assert put(enabled, "candidateNotes", note, body)["errors"] == {}
    assert enabled.rest("DELETE", f"candidateNotes?ids=List({note})").json()["errors"] == {}
    assert enabled.rest("DELETE", f"candidates?ids=List({plain})").json()["errors"] == {}


@pytest.mark.row("22/atsApplications", "22/applicationNotes", "22/applicationStage", "22/applicationInterviewFeedbacks")
@pytest.mark.parametrize(
    ("path", "key", "record"),
    [
        ("atsApplications", f"(atsJobApplicationId:A-2,integrationContext:{HERE})", APPLICATION_RECORD),
        (
            "applicationNotes",
            f"(externalJobApplicationId:A-1,integrationContext:{HERE},externalNoteId:N-1)",
            TIMES | {"note": "Good", "author": {"firstName": "Ola", "lastName": "Vik"}},
        ),
        (
            "applicationStage",
            f"(jobApplicationId:A-1,integrationContext:{HERE},jobApplicationStageId:S-1)",
            {"atsCreatedAt": LISTED, "stage": "Interview"},
        ),
        (
            "applicationInterviewFeedbacks",
            f"(externalJobApplicationId:A-1,integrationContext:{HERE},externalInterviewFeedbackId:F-1)",
            {"atsCreatedAt": LISTED, "feedback": "Good", "interviewType": "ONSITE"},
        ),
    ],
)
def test_applications_and_their_children(synced: Wire, path: str, key: str, record: dict[str, Any]) -> None:
    reply = put(synced, path, key, record)
    assert (list(reply["results"].values()), reply["errors"]) == ([{"status": 201}], {})


@pytest.mark.row("20/applicationInterviewFeedbacks")
def test_feedback_has_a_million_calls_a_day_of_its_own(synced: Wire) -> None:
    key = f"(externalJobApplicationId:A-1,integrationContext:{HERE},externalInterviewFeedbackId:F-1)"
    put(synced, "applicationInterviewFeedbacks", key, {"feedback": "Good"})
    buckets = {one["name"] for one in synced.look("store?resource=throttles")["records"]}
    assert "applicationInterviewFeedbacks" in buckets


@pytest.mark.row("22/integrations", "22/integrationConfigurations")
def test_integrations_without_a_data_provider(enabled: Wire) -> None:
    key = f"(integrationContext:{HERE},integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER)"
    (found,) = enabled.rest("GET", f"integrations?ids=List({key})").json()["results"].values()
    assert found["integrationStatus"] == "ENABLED"
    assert "dataProvider" not in found
    patch = {"entities": {key: {"patch": {"$set": {"integrationName": "New name"}}}}}
    reply = enabled.rest("POST", f"integrations?ids=List({key})", patch, X_Restli_Method="batch_partial_update")
    assert reply.json()["errors"] == {}
    wanted = key.replace(")", ",configurationKey:CALLBACK_URL)")
    (value,) = enabled.rest("GET", f"integrationConfigurations?ids=List({wanted})").json()["results"].values()
    assert value == {"configurationValue": {"string": "https://hook.ats.test/callback"}}


@pytest.mark.row("22/seatsV2", "22/exportedCandidates")
def test_seats_and_exports_by_the_versioned_names(synced: Wire) -> None:
    query = "q=attributes&contracts=List(urn%3Ali%3Acontract%3A5501)&start=0"
    seat = synced.rest("GET", f"seatsV2?{query}").json()["elements"][0]
    assert {"seatId", "createdAt"} <= set(seat)
    assert "id" not in seat
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "J-1"}
    request = synced.control("acts/export", act)["request_id"]
    (found,) = synced.rest("GET", f"exportedCandidates?q=request&requestId={request}").json()["elements"]
    assert found["externalJobPostingId"] == "J-1"


@pytest.mark.row("1/rsc-fields", "8.2/company")
@pytest.mark.parametrize(
    "extra",
    [
        {"integrationContext": ORGANIZATION},
        {"accessRestricted": True},
        {"requisitionOwnerEmail": "ola@fjordtech.test"},
        {"availability": "PRIVATE_TO_ATS_INTEGRATION"},
    ],
)
def test_the_versioned_postings_refuse_what_is_recruiters(wire: Wire, extra: dict[str, Any]) -> None:
    job = {name: value for name, value in JOB.items() if name != "integrationContext"} | {"company": ORGANIZATION}
    path, version = "/rest/simpleJobPostings", {"LinkedIn_Version": "202504"}
    assert wire.task(wire.post_jobs(job, path=path, **version))["status"] == "SUCCEEDED"
    reply = wire.post_jobs(job | extra, path=path, **version)
    assert reply.status_code == 403
    assert reply.json()["message"].startswith("Unpermitted fields present in REQUEST_BODY: Data Processing Exception")


@pytest.mark.row("A-14")
@pytest.mark.parametrize(
    ("wire", "name"), [({"A-14": "configurationKey"}, "configurationKey"), ({"A-14": "key"}, "key")], indirect=["wire"]
)
def test_how_a_configuration_is_named(enabled: Wire, name: str) -> None:
    key = f"(integrationContext:{HERE},integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER,{name}:CALLBACK_URL)"
    assert enabled.rest("GET", f"integrationConfigurations?ids=List({key})").json()["results"]


@pytest.mark.row("A-43")
@pytest.mark.parametrize(
    ("wire", "times"),
    [({"A-43": "external"}, TIMES), ({"A-43": "ats"}, {"atsCreatedAt": LISTED, "atsLastModifiedAt": LISTED})],
    indirect=["wire"],
)
def test_how_a_note_says_its_times(synced: Wire, times: dict[str, int]) -> None:
    key = f"(externalJobApplicationId:A-1,integrationContext:{HERE},externalNoteId:N-1)"
    assert put(synced, "applicationNotes", key, times | {"note": "Good"})["errors"] == {}


@pytest.mark.row("A-44")
@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ({"A-44": "externalInterviewFeedbackId"}, "externalInterviewFeedbackId"),
        ({"A-44": "interviewFeedbackId"}, "interviewFeedbackId"),
    ],
    indirect=["wire"],
)
def test_how_feedback_is_named(synced: Wire, name: str) -> None:
    key = f"(externalJobApplicationId:A-1,integrationContext:{HERE},{name}:F-1)"
    assert put(synced, "applicationInterviewFeedbacks", key, {"feedback": "Good"})["errors"] == {}


# --- only on /rest ------------------------------------------------------------------------------------------------


@pytest.mark.row("8.9/jobRequisitions", "22/jobRequisitions", "A-22")
@other(A_22="on")
def test_a_requisition_is_offered_for_export_and_never_listed(enabled: Wire) -> None:
    assert put(enabled, "jobRequisitions", REQUISITION, REQUISITION_RECORD)["errors"] == {}
    offered = enabled.look("jobs-offered?seat=2&q=deck")["jobs"]
    assert [(one["external_id"], one["title"], one["private"]) for one in offered] == [("R-1", "Deck officer", True)]
    assert enabled.look("listings")["listings"] == []
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "R-1"}
    request = enabled.control("acts/export", act)["request_id"]
    (found,) = enabled.rest("GET", f"exportedCandidates?q=request&requestId={request}").json()["elements"]
    assert found["externalJobPostingId"] == "R-1"


@pytest.mark.row("8.9/jobRequisitions")
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": ""}, 422),
        ({"description": "short"}, 400),
        ({"externalLastModifiedAt": 1}, 400),
        ({"availability": "PRIVATE_TO_ATS_INTEGRATION"}, 422),
    ],
)
def test_a_requisition_that_does_not_fit_is_refused(enabled: Wire, change: dict[str, Any], status: int) -> None:
    (error,) = put(enabled, "jobRequisitions", REQUISITION, REQUISITION_RECORD | change)["errors"].values()
    assert error["status"] == status


@pytest.mark.row("A-22")
@other(A_22="off")
def test_there_are_no_requisitions(enabled: Wire) -> None:
    reply = enabled.rest("PUT", f"jobRequisitions?ids=List({REQUISITION})", {"entities": {REQUISITION: {}}})
    assert (reply.status_code, reply.json()["message"]) == (404, "Resource jobRequisitions does not exist")


FILE = (
    f"(externalReferenceEntityId:A-1,externalAttachmentId:F-1,integrationContext:{HERE},"
    "externalReferenceEntityType:APPLICATION,attachmentType:RESUME)"
)
FILE_RECORD: dict[str, Any] = TIMES | {
    "externalFileName": "cv.pdf",
    "fileType": "PDF",
    "contract": CONTRACT,
    "content": base64.b64encode(b"%PDF-1.4").decode(),
}


@pytest.mark.row("11.3/attachments", "22/attachments")
def test_an_attachment_is_stored_and_removed(synced: Wire) -> None:
    assert put(synced, "attachments", FILE, FILE_RECORD)["errors"] == {}
    (kept,) = synced.look("store?resource=attachments")["records"]
    assert (kept["body"]["externalFileName"], kept["body"]["size"]) == ("cv.pdf", 8)
    assert synced.rest("DELETE", f"attachments?ids=List({FILE})").json()["errors"] == {}
    (error,) = synced.rest("DELETE", f"attachments?ids=List({FILE})").json()["errors"].values()
    assert error["status"] == 404


@pytest.mark.row("11.3/attachments")
@pytest.mark.parametrize(
    ("key", "change", "status"),
    [
        (FILE.replace("A-1", "A-404"), {}, 404),
        (FILE.replace("APPLICATION", "JOB"), {}, 400),
        (FILE, {"fileType": "EXE"}, 422),
        (FILE, {"content": "€"}, 422),
        (FILE, {"contract": None}, 422),
    ],
)
def test_an_attachment_that_does_not_fit_is_refused(
    synced: Wire, key: str, change: dict[str, Any], status: int
) -> None:
    (error,) = put(synced, "attachments", key, FILE_RECORD | change)["errors"].values()
    assert error["status"] == status


@pytest.mark.row("11.3/attachments")
def test_ten_attachments_go_in_a_call(synced: Wire) -> None:
    keys = [FILE.replace("F-1", f"F-{number}") for number in range(11)]
    reply = synced.rest("PUT", f"attachments?ids=List({','.join(keys)})", {"entities": {key: {} for key in keys}})
    assert reply.status_code == 400
