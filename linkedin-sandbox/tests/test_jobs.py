"""Job postings by API and by XML feed, and what the public then sees."""

from typing import Any

import httpx
import pytest
from linkedin_sandbox.fixture import Sandbox, sandbox
from linkedin_talent.errors import ConflictError, ForbiddenError, LinkedInError, RequestError
from linkedin_talent.jobs import JobPosting
from linkedin_talent.provisioning import NewApplication
from linkedin_talent.records import read_record

from .acts import wait_until
from .conftest import CONTRACT, ORGANIZATION, WORLD, Customer, TinyAts, client_for, job_record

DESCRIPTION = "<p>" + "We build separators for the North Sea. " * 5 + "</p>"

MISSING = "field is required but not found and has no default value\n"


def post(linkedin: Sandbox, customer: Customer, *jobs: dict[str, Any], method: str = "batch_create") -> httpx.Response:
    token = customer.client.oauth.application_token().value
    headers = {"Authorization": f"Bearer {token}"} | ({"X-Restli-Method": method} if method else {})
    return httpx.post(f"{linkedin.base}/v2/simpleJobPostings", json={"elements": jobs}, headers=headers)


def task_of(customer: Customer, urn: str) -> tuple[str, str]:
    found = customer.client.job_tasks.get([urn]).found[urn]
    return found.status, found.error_message or ""


def run(linkedin: Sandbox, customer: Customer, **changes: Any) -> tuple[str, str]:
    """Post one job and read how its task ended."""
    element = post(linkedin, customer, job_record(**changes)).json()["elements"][0]
    return task_of(customer, element["id"])


def listed(linkedin: Sandbox, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = linkedin.get("listings", **query)["listings"]
    return found


# --- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.row("8.6/422", "2.7/422", "8.2/required")
@pytest.mark.parametrize(
    ("changes", "status", "text"),
    [
        ({"title": None}, 422, "ERROR :: /title :: field is required but not found and has no default value\n"),
        (
            {"posterEmail": None},
            422,
            "ERROR :: /posterEmail :: field is required but not found and has no default value\n",
        ),
        ({"listedAt": "soon"}, 422, "ERROR :: /listedAt :: soon cannot be coerced to Long\n"),
        (
            {"jobPostingOperationType": "OPEN"},
            422,
            'ERROR :: /jobPostingOperationType :: "OPEN" is not an enum symbol\n',
        ),
        (
            {"workplaceTypes": ["Hybrid", "Remote"]},
            400,
            "The `workplaceTypes` field cannot have more than one value provided. Provided values [Hybrid, Remote]",
        ),
    ],
)
def test_an_element_is_refused_inside_a_200(
    linkedin: Sandbox, customer: Customer, changes: dict[str, Any], status: int, text: str
) -> None:
    reply = post(linkedin, customer, job_record(**changes))
    assert reply.status_code == 200
    assert reply.json()["elements"] == [{"status": status, "error": {"message": text, "status": status}}]


@pytest.mark.row("8.6/where", "8.6/400", "8.6/409", "8.2/company-hints", "8.2/companyApplyUrl", "8.2/employmentStatus")
@pytest.mark.parametrize(
    ("changes", "status", "text"),
    [
        ({"integrationContext": None}, 400, "Either `context` or `company` or `companyPageUrl` or `companyName`"),
        ({"companyApplyUrl": "nowhere"}, 400, "Invalid company apply url for job with externalPartnerId N1-1042"),
        ({"jobPostingOperationType": "CLOSE"}, 409, "Cannot close job which is already closed or does not exist"),
        ({"employmentStatus": "SOMETIMES"}, 422, "ERROR :: /employmentStatus :: SOMETIMES is not an enum symbol"),
        (
            {"listingType": "PREMIUM", "contract": CONTRACT},
            403,
            f"Caller is not authorized to access the jobs for contract: {CONTRACT}",
        ),
    ],
)
def test_some_errors_of_a_single_job_are_the_status_of_the_call(
    linkedin: Sandbox, customer: Customer, changes: dict[str, Any], status: int, text: str
) -> None:
    alone = post(linkedin, customer, job_record(**changes))
    assert alone.status_code == status
    assert text in alone.json()["message"]
    together = post(linkedin, customer, job_record(**changes), job_record(externalJobPostingId="N1-2"))
    assert [one["status"] for one in together.json()["elements"]] == [status, 202]


@pytest.mark.row("8.1/batch_create", "2.7/403")
def test_without_the_method_header_the_fields_are_not_permitted(linkedin: Sandbox, customer: Customer) -> None:
    reply = post(linkedin, customer, job_record(), method="")
    assert reply.status_code == 403
    assert "Unpermitted fields present in REQUEST_BODY" in reply.json()["message"]


@pytest.mark.row("8.1/elements")
def test_an_id_stands_once_in_a_batch(linkedin: Sandbox, customer: Customer) -> None:
    statuses = [one["status"] for one in post(linkedin, customer, job_record(), job_record()).json()["elements"]]
    assert statuses == [202, 400]


@pytest.mark.row("6.8/403")
def test_private_jobs_wait_for_enablement(linkedin: Sandbox, customer: Customer) -> None:
    assert post(linkedin, customer, job_record(availability="PRIVATE_TO_ATS_INTEGRATION")).status_code == 403


@pytest.mark.row("3.4/tokens")
def test_a_parent_cannot_post(parent: Any) -> None:
    with pytest.raises(ForbiddenError):
        parent.jobs.post([read_record(JobPosting, job_record())])


# --- tasks ----------------------------------------------------------------------------------------------------------


@pytest.mark.row("8.4/tasks", "8.3/reply")
def test_a_task_ends_by_the_sandboxs_clock(ats: TinyAts) -> None:
    with sandbox(WORLD, task_delay_seconds=300) as linkedin:
        parent = client_for(linkedin, "parent", "parent-secret")
        made = parent.provisioned_applications.create(
            NewApplication(unique_foreign_id="f", name="Harbour - F", description="x")
        )
        assert made.credentials.client_secret
        child = client_for(linkedin, made.credentials.client_id, made.credentials.client_secret)
        customer = Customer(child, made.credentials.client_id, made.credentials.client_secret, made.key)
        urn = post(linkedin, customer, job_record()).json()["elements"][0]["id"]
        assert task_of(customer, urn) == ("IN_PROGRESS", "")
        assert not listed(linkedin)
        linkedin.post("clock", {"advance_seconds": 301})
        assert task_of(customer, urn) == ("SUCCEEDED", "")
        assert len(listed(linkedin)) == 1
        linkedin.post("clock", {"advance_seconds": 30 * 24 * 3600})
        assert customer.client.job_tasks.get([urn]).found == {}


@pytest.mark.row("8.6/tasks", "8.2/title", "8.2/description", "8.2/location", "8.2/listedAt")
@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"description": "Too short"}, "The description length should be at least 100 characters"),
        ({"title": "x" * 201}, "[JOB_FIELD_PROCESSOR_TITLE]"),
        ({"integrationContext": "urn:li:organization:4711"}, "[JOB_FIELD_PROCESSOR_COMPANY]"),
        ({"location": "Bergen"}, "We could not standardize your job's location."),
        ({"listedAt": 4_000_000_000_000}, "This job was dropped due to validation error."),
        ({"jobPostingOperationType": "RENEW"}, "Operation type `RENEW` is not allowed for a non-existing job"),
        ({"jobPostingOperationType": "UPDATE"}, "partner job code (N1-1042)"),
    ],
)
def test_a_task_fails_with_linkedins_reason(
    linkedin: Sandbox, customer: Customer, changes: dict[str, Any], text: str
) -> None:
    status, message = run(linkedin, customer, **changes)
    assert status == "FAILED"
    assert text in message


@pytest.mark.row("8.7/life")
def test_an_open_job_is_not_created_twice_and_a_closed_one_opens_again(linkedin: Sandbox, customer: Customer) -> None:
    assert run(linkedin, customer)[0] == "SUCCEEDED"
    assert "duplicate creation request" in run(linkedin, customer)[1]
    assert run(linkedin, customer, jobPostingOperationType="CLOSE")[0] == "SUCCEEDED"
    assert run(linkedin, customer)[0] == "SUCCEEDED"


@pytest.mark.row("8.2/availability")
def test_a_public_job_cannot_become_private(linkedin: Sandbox, enabled: Customer) -> None:
    assert run(linkedin, enabled)[0] == "SUCCEEDED"
    private = {"jobPostingOperationType": "UPDATE", "availability": "PRIVATE_TO_ATS_INTEGRATION"}
    assert run(linkedin, enabled, **private)[0] == "FAILED"
    assert listed(linkedin)[0]["title"] == "Process engineer"


@pytest.mark.row("8.7/life")
def test_a_job_lives_half_a_year_and_renewing_starts_again(linkedin: Sandbox, customer: Customer) -> None:
    assert run(linkedin, customer)[0] == "SUCCEEDED"
    linkedin.post("clock", {"advance_seconds": 179 * 24 * 3600})
    assert run(linkedin, customer, jobPostingOperationType="RENEW")[0] == "SUCCEEDED"
    linkedin.post("clock", {"advance_seconds": 100 * 24 * 3600})
    assert len(listed(linkedin)) == 1
    linkedin.post("clock", {"advance_seconds": 81 * 24 * 3600})
    assert listed(linkedin) == []


@pytest.mark.row("8.5/status")
def test_the_status_of_a_job_tells_its_listing_and_company(linkedin: Sandbox, enabled: Customer) -> None:
    run(linkedin, enabled)
    run(linkedin, enabled, externalJobPostingId="77", availability="PRIVATE_TO_ATS_INTEGRATION")
    run(linkedin, enabled, externalJobPostingId="78", location="Nowhere")
    found = enabled.client.job_statuses.get(["N1-1042", "77", "78", "79"]).found
    assert {key: one.listing_status for key, one in found.items()} == {
        "N1-1042": "LISTED",
        "77": "NOT_LISTED",
        "78": "NOT_LISTED",
    }
    assert linkedin.get("listings")["listings"][0]["company"] == "Fjordtech"
    refused = [one for one in (found["78"].listing_status_detail,) if one]
    assert "standardize" in (refused[0].status_message or "")


@pytest.mark.row("8.2/posterEmail")
def test_a_poster_without_a_seat_is_remarked_on(linkedin: Sandbox, customer: Customer) -> None:
    run(linkedin, customer, posterEmail="stranger@fjordtech.test")
    assert linkedin.get("ledger", broken=1)["entries"][-1]["section"] == "8.2"


def test_the_client_reads_the_errors(customer: Customer) -> None:
    closing = read_record(JobPosting, job_record(jobPostingOperationType="CLOSE"))
    reply = customer.client.jobs.post([closing])
    errors: list[LinkedInError] = list(reply.errors.values())
    assert isinstance(errors[0], ConflictError | RequestError)


# --- feed -----------------------------------------------------------------------------------------------------------


def job_xml(name: str = "F-1", **changes: str) -> str:
    fields = {
        "partnerJobId": name,
        "company": "Fjordtech",
        "title": f"Welder {name}",
        "description": f"<![CDATA[{DESCRIPTION}]]>",
        "applyUrl": "https://ats.test/apply",
        "companyId": "90210",
        "location": "Bergen, Norway",
        "posterEmail": "ola@fjordtech.test",
    } | changes
    return "<job>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items()) + "</job>"


def feed_xml(*jobs: str, count: int | None = None) -> bytes:
    number = len(jobs) if count is None else count
    return f"<source><expectedJobCount>{number}</expectedJobCount>{''.join(jobs)}</source>".encode()


@pytest.fixture
def feed(linkedin: Sandbox, ats: TinyAts) -> TinyAts:
    linkedin.post("feed", {"url": ats.feed_url, "interval_seconds": 3600})
    return ats


def read(linkedin: Sandbox) -> dict[str, Any]:
    found: dict[str, Any] = linkedin.post("feed/read")["reports"][0]
    return found


@pytest.mark.row("9/read", "9/limited")
def test_what_is_in_the_feed_is_listed_and_what_is_missing_is_closed(linkedin: Sandbox, feed: TinyAts) -> None:
    feed.feed = feed_xml(job_xml("F-1"), job_xml("F-2"))
    assert read(linkedin)["accepted"] == 2
    feed.feed = feed_xml(job_xml("F-2"))
    assert read(linkedin)["closed"] == ["F-1"]
    assert [one["external_id"] for one in listed(linkedin)] == ["F-2"]
    assert not listed(linkedin)[0]["careers"], "a limited listing is not in the Careers panel"


@pytest.mark.row("9/fields")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"companyId": "4711"}, "There is no company 4711 on LinkedIn"),
        ({"description": "short"}, "at least 100 characters"),
        ({"posterEmail": ""}, "posterEmail is required"),
        ({"partnerJobId": "x" * 41}, "longer than 40"),
        ({"location": "Bergen"}, "city and country"),
        ({"applyUrl": "/apply"}, "Invalid applyUrl"),
        ({"expirationDate": "01/02/2020"}, "expirationDate has passed"),
    ],
)
def test_a_job_is_dropped_with_its_reason(
    linkedin: Sandbox, feed: TinyAts, changes: dict[str, str], reason: str
) -> None:
    feed.feed = feed_xml(job_xml(**changes), job_xml("F-2"))
    report = read(linkedin)
    assert report["accepted"] == 1
    assert reason in report["dropped"][0]["reason"]
    assert linkedin.get("ledger", broken=1)["entries"][-1]["section"] == "9"


@pytest.mark.row("9/count")
@pytest.mark.parametrize("content", [b"<source><job>", feed_xml(job_xml(), count=20), b"<jobs/>", b""])
def test_a_file_that_cannot_be_trusted_changes_nothing(linkedin: Sandbox, feed: TinyAts, content: bytes) -> None:
    feed.feed = feed_xml(job_xml())
    read(linkedin)
    feed.feed = content
    assert read(linkedin)["refused"]
    assert len(listed(linkedin)) == 1


@pytest.mark.row("9/title")
def test_a_title_cannot_change_after_posting(linkedin: Sandbox, feed: TinyAts) -> None:
    feed.feed = feed_xml(job_xml())
    read(linkedin)
    feed.feed = feed_xml(job_xml(title="Something else"))
    assert "title cannot change" in read(linkedin)["dropped"][0]["reason"]
    assert [one["title"] for one in listed(linkedin)] == ["Welder F-1"]


@pytest.mark.row("9/duplicate")
def test_a_job_known_from_the_api_is_a_duplicate(linkedin: Sandbox, customer: Customer, feed: TinyAts) -> None:
    run(linkedin, customer, title="Welder F-1")
    feed.feed = feed_xml(job_xml())
    assert "Duplicate" in read(linkedin)["dropped"][0]["reason"]
    assert [one["source"] for one in listed(linkedin)] == ["api"]


@pytest.mark.row("9/read")
def test_a_feed_is_read_when_its_time_comes(linkedin: Sandbox, feed: TinyAts) -> None:
    feed.feed = feed_xml(job_xml())
    linkedin.post("due")
    assert listed(linkedin) == []
    linkedin.post("clock", {"advance_seconds": 3601})
    linkedin.post("due")
    wait_until(lambda: linkedin.get("feed")["reports"])  # the thread for what is due may have been the first to see it
    assert len(linkedin.get("feed")["reports"]) == 1
    assert listed(linkedin, q="welder", company=ORGANIZATION.rpartition(":")[2])
