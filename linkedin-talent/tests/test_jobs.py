"""Job postings, their tasks and their status."""

import json
from datetime import timedelta
from typing import Any

import pytest
from fake_linkedin import NOW, ORGANIZATION, FakeLinkedIn
from linkedin_talent import LinkedInClient, errors
from linkedin_talent.jobs import Availability, JobPosting, Operation, TaskStatus
from pydantic import ValidationError

TASK = "urn:li:simpleJobPostingTask:7a1f0e52-8a5c-4b6d-9d0e-0f5f6f1c2d3e"
MISSING = "ERROR :: /title :: field is required but not found and has no default value\n"


def posting(**change: Any) -> JobPosting:
    fields = {
        "integration_context": ORGANIZATION,
        "company_apply_url": "https://www.nordlys.test/jobs/1042/apply",
        "external_job_posting_id": "N1-1042",
        "job_posting_operation_type": Operation.CREATE,
        "title": "Snekker",
        "description": "<p>" + "Vi bygger hus i tre. " * 6 + "</p>",
        "listed_at": NOW,
        "location": "Oslo, Norway",
        "poster_email": "ida@nordlys.test",
    }
    return JobPosting(**{**fields, **change})


def test_a_posting_is_a_batch_create_with_the_documented_fields(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [{"id": TASK, "status": 202}]})
    sent = posting(availability=Availability.PRIVATE, access_restricted=True, expire_at=NOW + timedelta(days=30))
    result = client.jobs.post([sent])
    assert result["N1-1042"].ok
    assert result["N1-1042"].id == TASK
    assert linkedin.line == "POST /v2/simpleJobPostings"
    assert linkedin.last.headers["x-restli-method"] == "batch_create"
    assert linkedin.last.headers["content-type"] == "application/json"
    assert linkedin.body == {
        "elements": [
            {
                "integrationContext": ORGANIZATION,
                "companyApplyUrl": "https://www.nordlys.test/jobs/1042/apply",
                "externalJobPostingId": "N1-1042",
                "jobPostingOperationType": "CREATE",
                "title": "Snekker",
                "description": sent.description,
                "listedAt": 1741068000000,
                "location": "Oslo, Norway",
                "expireAt": 1743660000000,
                "posterEmail": "ida@nordlys.test",
                "availability": "PRIVATE_TO_ATS_INTEGRATION",
                "accessRestricted": True,
            }
        ]
    }


def test_elements_fail_in_the_order_of_the_request(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "elements": [
                {"id": TASK, "status": 202},
                {"status": 422, "error": {"message": MISSING, "status": 422}},
            ]
        }
    )
    result = client.jobs.post([posting(), posting(external_job_posting_id="N1-1043")])
    assert result["N1-1042"].ok
    error = result["N1-1043"].error
    assert error is not None
    assert (error.message, error.status, error.permanent) == (MISSING, 422, True)


def test_another_number_of_elements_says_nothing_of_any(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [{"id": TASK, "status": 202}]})
    result = client.jobs.post([posting(), posting(external_job_posting_id="N1-1043")])
    assert [element.ok for element in result.values()] == [False, False]
    assert not any(error.permanent for error in result.errors.values())


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "Either `context` or `company` or `companyPageUrl` or `companyName` must be provided", "RequestError"),
        (402, "Insufficient job slots for contract = urn:li:contract:1 for purchase flow", "JobBudgetError"),
        (409, "Cannot close job which is already closed or does not exist", "ConflictError"),
        (422, "ERROR :: /employmentStatus :: X is not an enum symbol", "RequestError"),
    ],
)
def test_one_jobs_error_reads_the_same_inside_and_outside(
    linkedin: FakeLinkedIn, client: LinkedInClient, status: int, message: str, kind: str
) -> None:
    error = {"message": message, "status": status}
    linkedin.will_answer(error, status)
    linkedin.will_answer({"elements": [{"status": status, "error": error}]})
    for _ in range(2):
        element = client.jobs.post([posting()])["N1-1042"]
        assert (element.status, type(element.error).__name__) == (status, kind)
        assert element.error is not None
        assert element.error.message == message


def test_a_refused_call_of_several_jobs_is_raised(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"message": "Not enough permissions to access: POST /simpleJobPostings"}, 403)
    with pytest.raises(errors.ForbiddenError, match="Not enough permissions"):
        client.jobs.post([posting(), posting(external_job_posting_id="N1-1043")])


@pytest.mark.parametrize(("count", "cut"), [(0, []), (1, [1]), (100, [100]), (201, [100, 100, 1])])
def test_jobs_are_cut_at_one_hundred_one_call_after_another(
    linkedin: FakeLinkedIn, client: LinkedInClient, count: int, cut: list[int]
) -> None:
    for size in cut:
        linkedin.will_answer({"elements": [{"id": TASK, "status": 202}] * size})
    result = client.jobs.post([posting(external_job_posting_id=f"N1-{number}") for number in range(count)])
    assert [len(json.loads(request.content)["elements"]) for request in linkedin.requests] == cut
    assert (len(result), result.ok) == (count, True)


def test_a_job_stands_once_in_a_call(client: LinkedInClient) -> None:
    with pytest.raises(ValueError, match="stands once"):
        client.jobs.post([posting(), posting(job_posting_operation_type=Operation.CLOSE)])


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"description": "x" * 99},
        {"description": "x" * 25_001},
        {"external_job_posting_id": ""},
        {"workplace_types": ("Remote", "Hybrid")},
        {"categories": ("a", "b", "c", "d")},
        {"alternate_locations": ("x",) * 8},
        {"listed_at": NOW.replace(tzinfo=None)},
    ],
)
def test_what_linkedin_would_refuse_is_refused_here(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        posting(**change)


def test_tasks_are_read_by_urn(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    gone = "urn:li:simpleJobPostingTask:gone"
    linkedin.will_answer(
        {
            "results": {
                TASK: {
                    "id": TASK,
                    "status": "SUCCEEDED",
                    "externalJobPostingId": "N1-1042",
                    "jobPosting": "urn:li:jobPosting:3",
                    "location": "https://www.linkedin.com/jobs/view/3",
                }
            },
            "statuses": {},
            "errors": {gone: {"status": 404, "message": "gone"}},
        }
    )
    reply = client.job_tasks.get([TASK, gone])
    task = reply.found[TASK]
    assert (task.status, task.job_posting, task.done) == (TaskStatus.SUCCEEDED, "urn:li:jobPosting:3", True)
    assert isinstance(reply.errors[gone], errors.NotFoundError)
    assert linkedin.line == f"GET /v2/simpleJobPostingTasks?ids={TASK}&ids={gone}"


@pytest.mark.parametrize(
    ("status", "done"),
    [("IN_PROGRESS", False), ("SUCCEEDED", True), ("FAILED", True), ("PROCESSED", True), ("PONDERING", False)],
)
def test_a_task_with_an_unknown_status_is_not_done(
    linkedin: FakeLinkedIn, client: LinkedInClient, status: str, done: bool
) -> None:
    linkedin.will_answer({"results": {TASK: {"status": status, "errorMessage": "This job was dropped"}}})
    task = client.job_tasks.get([TASK]).found[TASK]
    assert (task.status, task.done, task.error_message) == (status, done, "This job was dropped")


def test_a_jobs_status_is_read_by_external_id(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "results": {
                "1042": {
                    "externalJobPostingId": 1042,
                    "jobPostingUrl": "https://www.linkedin.com/jobs/view/3",
                    "listingStatus": "NOT_LISTED",
                    "listingStatusDetail": {
                        "errorCode": "X-1",
                        "errorType": "PARTNER_ERROR",
                        "statusMessage": "location",
                    },
                    "jobPostingInfo": {"companyDetails": {"name": "Nordlys AS"}},
                }
            }
        }
    )
    status = client.job_statuses.get(["1042"]).found["1042"]
    assert linkedin.line == "GET /v2/jobPostingStatus?ids=1042"
    assert (status.external_job_posting_id, status.listing_status) == ("1042", "NOT_LISTED")
    assert status.listing_status_detail is not None
    assert status.listing_status_detail.error_type == "PARTNER_ERROR"
