"""Every field of a posting, a candidate and an application, held to what LinkedIn's schema pages say of it."""

from typing import Any

import pytest

from .conftest import APPLICATION, APPLICATION_RECORD, CANDIDATE, CANDIDATE_RECORD, JOB, Wire

MISSING = "field is required but not found and has no default value\n"
SALARY: dict[str, Any] = {
    "period": "YEARLY",
    "type": "BASE_SALARY",
    "value": {
        "range": {
            "start": {"amount": "700000", "currencyCode": "NOK"},
            "end": {"amount": "800000.50", "currencyCode": "NOK"},
        }
    },
}


def row(name: str, *values: Any) -> Any:
    return pytest.param(*values, id=name)


# --- postings -----------------------------------------------------------------------------------------------------


@pytest.mark.row(
    "8.2/required",
    "8.2/externalJobPostingId",
    "8.2/jobPostingOperationType",
    "8.2/categories",
    "8.2/skillsDescription",
    "8.2/companyJobCode",
    "8.2/workplaceTypes",
    "8.2/industries",
    "8.2/experienceLevel",
    "8.2/trackingPixelUrl",
    "8.2/compensation",
    "8.2/alternateLocations",
    "8.6/422",
)
@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        *(
            row(field, {field: None}, 422, f"ERROR :: /{field} :: {MISSING}")
            for field in (
                "externalJobPostingId",
                "jobPostingOperationType",
                "title",
                "description",
                "companyApplyUrl",
                "listedAt",
                "location",
                "posterEmail",
            )
        ),
        ({"jobPostingOperationType": "OPEN"}, 422, 'ERROR :: /jobPostingOperationType :: "OPEN" is not an enum symbol'),
        ({"listedAt": "soon"}, 422, "ERROR :: /listedAt :: soon cannot be coerced to Long\n"),
        ({"expireAt": "late"}, 422, "ERROR :: /expireAt :: late cannot be coerced to Long\n"),
        ({"experienceLevel": "KING"}, 422, "ERROR :: /experienceLevel :: KING is not an enum symbol"),
        ({"employmentStatus": 7}, 422, "ERROR :: /employmentStatus :: enum type is not backed by a String"),
        ({"workplaceTypes": ["Moon"]}, 422, "ERROR :: /workplaceTypes :: Moon is not an enum symbol"),
        (
            {"workplaceTypes": ["Hybrid", "Remote"]},
            400,
            "The `workplaceTypes` field cannot have more than one value provided. Provided values [Hybrid, Remote]",
        ),
        (
            {"alternateLocations": [f"Town {n}, Norway" for n in range(8)]},
            422,
            "The job contains more than seven locations. Please ensure maximum seven locations per job",
        ),
        ({"categories": ["a", "b", "c", "d"]}, 400, "categories must not have more than 3"),
        ({"skillsDescription": "x" * 4001}, 400, "skillsDescription must not be longer than 4000"),
        ({"companyJobCode": ""}, 422, f"ERROR :: /companyJobCode :: {MISSING}"),
        ({"industries": ["96"]}, 422, "ERROR :: /industries :: 96 cannot be coerced to IndustryUrn\n"),
        ({"trackingPixelUrl": "pixel"}, 400, "trackingPixelUrl is not a valid URL"),
        ({"compensation": {}}, 422, f"ERROR :: /compensation/compensations :: {MISSING}"),
        ({"compensation": {"compensations": [SALARY | {"period": "SOMETIMES"}]}}, 422, "/period :: SOMETIMES is not"),
        ({"compensation": {"compensations": [SALARY | {"type": "LUNCH"}]}}, 422, "/type :: LUNCH is not an enum"),
        (
            {"compensation": {"compensations": [SALARY | {"value": {"exactAmount": {"amount": 5}}}]}},
            422,
            "value/exactAmount/currencyCode",
        ),
    ],
)
def test_a_field_of_a_posting_is_refused(wire: Wire, changes: dict[str, Any], status: int, message: str) -> None:
    job = {name: value for name, value in (JOB | changes).items() if value is not None}
    good = JOB | {"externalJobPostingId": "J-other"}
    refused, taken = wire.post_jobs(job, good).json()["elements"]
    assert (refused["status"], refused["error"]["status"], taken["status"]) == (status, status, 202)
    assert message in refused["error"]["message"]


@pytest.mark.row(
    "8.2/categories",
    "8.2/skillsDescription",
    "8.2/companyJobCode",
    "8.2/industries",
    "8.2/trackingPixelUrl",
    "8.2/compensation",
    "8.2/alternateLocations",
    "8.2/requisitionOwner",
    "8.2/obsolete",
    "8.2/company-hints",
)
@pytest.mark.parametrize(
    "changes",
    [
        {"categories": ["it", "eng", "sale"]},
        {"skillsDescription": "<p>Welding</p>"},
        {"industries": ["urn:li:industry:96"]},
        {"trackingPixelUrl": "https://ats.test/pixel"},
        {"compensation": {"compensations": [SALARY]}},
        {"alternateLocations": ["Bergen, Norway", "Oslo, Norway"]},
        {"requisitionOwnerEmail": "ola@fjordtech.test", "requisitionOwnerFirstName": "Ola"},
        {"state": "LISTED", "countryCode": "no", "postalCode": "5003", "workRemoteAllowed": True},
        {"integrationContext": None, "companyPageUrl": "https://www.linkedin.com/company/fjordtech/"},
        {"integrationContext": None, "companyName": "fjordtech"},
        {"location": "Norway", "workplaceTypes": ["remote"]},
        {"location": "5003, NO"},
    ],
)
def test_a_posting_with_this_is_listed(wire: Wire, changes: dict[str, Any]) -> None:
    job = {name: value for name, value in (JOB | changes).items() if value is not None}
    assert wire.task(wire.post_jobs(job))["status"] == "SUCCEEDED"
    assert wire.job_status()["listingStatus"] == "LISTED"


@pytest.mark.row("8.2/externalJobPostingId", "8.2/alternateLocations", "8.2/description", "8.6/tasks")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"externalJobPostingId": "x" * 201}, "[JOB_FIELD_PROCESSOR_SOURCE_JOB_CODE]"),
        ({"alternateLocations": ["Oslo, Norway"]}, "dropped due to validation error"),
        ({"description": "x" * 25_001}, "[JOB_FIELD_PROCESSOR_DESCRIPTION]"),
    ],
)
def test_a_posting_with_this_fails_in_its_task(wire: Wire, changes: dict[str, Any], message: str) -> None:
    task = wire.task(wire.post_jobs(JOB | changes))
    assert task["status"] == "FAILED"
    assert message in task["errorMessage"]


@pytest.mark.row("8.2/companyJobCode")
def test_the_export_list_shows_the_companys_own_code(enabled: Wire) -> None:
    enabled.task(enabled.post_jobs(JOB | {"companyJobCode": "FT-77"}))
    assert [one["shown_id"] for one in enabled.look("jobs-offered?seat=2")["jobs"]] == ["FT-77"]


@pytest.mark.row("8.4/400")
def test_a_bad_task_urn_is_refused(wire: Wire) -> None:
    reply = wire.call("GET", "/v2/simpleJobPostingTasks?ids=nonsense")
    assert (reply.status_code, reply.json()["message"]) == (400, "Batch key parameter value is invalid")


@pytest.mark.row("8.4/tasks")
def test_a_task_is_processed_while_the_companys_feed_is_still_read(wire: Wire) -> None:
    body = '{"title": "Deckhand", "location": "Oslo, Norway", "description": "x", "applyUrl": "https://ats.test"}'
    wire.state.db.do(
        "insert into feed_jobs values ('https://ats.test/feed', 'F-1', 90210, 7, ?, 'LISTED', 1, null)", (body,)
    )
    assert wire.task(wire.post_jobs(JOB))["status"] == "PROCESSED"


@pytest.mark.row("8.6/any", "fault/task-failed")
def test_a_task_fails_as_armed(wire: Wire) -> None:
    wire.control("faults", {"kind": "task-failed", "route": "CREATE J-1", "message": "ErrorCode:2009"})
    task = wire.task(wire.post_jobs(JOB))
    assert (task["status"], task["errorMessage"]) == ("FAILED", "ErrorCode:2009")
    assert wire.task(wire.post_jobs(JOB))["status"] == "SUCCEEDED"


# --- candidates and applications ------------------------------------------------------------------------------------


@pytest.mark.row("10.1/required", "10.1/emailAddresses", "10.1/times", "10.1/urls", "10.1/lastName")
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        *(
            row(field, {field: None}, 422)
            for field in (
                "firstName",
                "lastName",
                "emailAddresses",
                "phoneNumbers",
                "addresses",
                "atsCreatedAt",
                "atsLastModifiedAt",
                "externalProfileUrl",
            )
        ),
        ({"emailAddresses": ["not an address"]}, 400),
        ({"phoneNumbers": [{"extension": "1"}]}, 422),
        ({"atsCreatedAt": 0}, 400),
        ({"atsLastModifiedAt": 1}, 400),
        ({"atsCreatedAt": "now"}, 422),
        ({"externalProfileUrl": "profile"}, 400),
        ({"linkedInProfileUrl": "profile"}, 400),
        ({"manualMatchedMember": "kari"}, 400),
    ],
)
def test_a_field_of_a_candidate_is_refused(enabled: Wire, changes: dict[str, Any], status: int) -> None:
    (error,) = enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD | changes).json()["errors"].values()
    assert error["status"] == status


@pytest.mark.row("10.1/emailAddresses")
def test_a_person_urn_stands_for_the_addresses(enabled: Wire) -> None:
    record = CANDIDATE_RECORD | {"emailAddresses": [], "manualMatchedMember": "urn:li:person:abc"}
    assert enabled.put("atsCandidates", CANDIDATE, record).json()["errors"] == {}


@pytest.mark.row("11.1/upsert")
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"atsJobPostingId": ""}, 422),
        ({"atsJobPostingName": None}, 422),
        ({"atsCreatedAt": None}, 422),
        ({"atsLastModifiedAt": 1}, 400),
        ({"source": 7}, 422),
    ],
)
def test_a_field_of_an_application_is_refused(enabled: Wire, changes: dict[str, Any], status: int) -> None:
    (error,) = enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD | changes).json()["errors"].values()
    assert error["status"] == status


@pytest.mark.row("11.1/upsert")
def test_an_application_is_replaced_whole(enabled: Wire) -> None:
    first = APPLICATION_RECORD | {"source": "", "dispositionReason": "Withdrew"}
    statuses = [
        enabled.put("atsApplications", APPLICATION, one).json()["results"][APPLICATION]["status"]
        for one in (first, APPLICATION_RECORD)
    ]
    assert statuses == [201, 204]
    (kept,) = enabled.look("store?resource=atsApplications")["records"]
    assert kept["body"] == APPLICATION_RECORD


@pytest.mark.row("11.2/stages", "11.2/interviewFeedback", "11.2/notes")
@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("stages", {"stage": "Interview"}),
        ("stages", {"stage": "Not Available", "atsCreatedAt": 1}),
        ("stages", {"stage": "", "atsCreatedAt": 1}),
        ("interviewFeedback", {"interviewType": "DINNER"}),
        ("notes", {"atsCreatedAt": 1}),
    ],
)
def test_a_child_that_does_not_fit_is_refused(enabled: Wire, kind: str, record: dict[str, Any]) -> None:
    enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD)
    reply = enabled.call("PUT", f"/v2/atsApplications/{APPLICATION}/{kind}?ids=x", {"entities": {"x": record}})
    assert reply.json()["errors"]["x"]["status"] in {400, 422}
