"""Wire facts of job postings, tasks and status: typed from LinkedIn's pages, on /v2 and on /rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from facts import request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient, errors
from linkedin_talent.job_fields import (
    Availability,
    Budget,
    Compensation,
    CompensationValue,
    ListingType,
    Money,
    MoneyRange,
    Operation,
    PosterCompensation,
)
from linkedin_talent.jobs import JobPosting
from linkedin_talent.names import Surface
from pydantic import ValidationError

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
TASK = "urn:li:simpleJobPostingTask:7a1f0e52-8a5c-4b6d-9d0e-0f5f6f1c2d3e"
DESCRIPTION = "<p>Vi bygger hus i tre, og vi bygger dem for hånd. Vi ser etter deg som liker å arbeide ute.</p><br>" * 2
SENT = (
    '"companyApplyUrl":"https://f.test/jobs/1042/apply","externalJobPostingId":"N1-1042",'
    '"jobPostingOperationType":"%s","title":"Snekker","description":"' + DESCRIPTION + '",'
    '"listedAt":1741068000000,"location":"Oslo, Norway"'
)
ACCEPTED = (
    b'{"elements":[{"id":"urn:li:simpleJobPostingTask:7a1f0e52-8a5c-4b6d-9d0e-0f5f6f1c2d3e","status":202,'
    b'"location":"/simpleJobPostings/urn%3Ali%3AsimpleJobPostingTask%3A7a1f0e52-8a5c-4b6d-9d0e-0f5f6f1c2d3e"}]}'
)


def posting(**change: Any) -> JobPosting:
    fields = {
        "integration_context": "urn:li:organization:90210",
        "company_apply_url": "https://f.test/jobs/1042/apply",
        "external_job_posting_id": "N1-1042",
        "job_posting_operation_type": Operation.CREATE,
        "title": "Snekker",
        "description": DESCRIPTION,
        "listed_at": MOMENT,
        "location": "Oslo, Norway",
        "poster_email": "ida@f.test",
    }
    return JobPosting(**{**fields, **change})


def test_a_private_job_of_recruiter_system_connect(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(ACCEPTED)
    job = posting(
        company_job_code="R-7",
        workplace_types=("Hybrid",),
        categories=("eng", "cnst"),
        industries=("urn:li:industry:48",),
        employment_status="FULL_TIME",
        experience_level="MID_SENIOR_LEVEL",
        availability=Availability.PRIVATE,
        access_restricted=True,
        requisition_owner_email="ida@f.test",
        requisition_owner_first_name="Ida",
        requisition_owner_last_name="Lien",
    )
    assert client.jobs.post([job])["N1-1042"].id == TASK
    assert linkedin.wire == request(
        "POST /v2/simpleJobPostings",
        '{"elements":[{"integrationContext":"urn:li:organization:90210",' + SENT % "CREATE" + ","
        '"categories":["eng","cnst"],"companyJobCode":"R-7","workplaceTypes":["Hybrid"],'
        '"industries":["urn:li:industry:48"],"employmentStatus":"FULL_TIME","experienceLevel":"MID_SENIOR_LEVEL",'
        '"posterEmail":"ida@f.test","availability":"PRIVATE_TO_ATS_INTEGRATION","accessRestricted":true,'
        '"requisitionOwnerEmail":"ida@f.test","requisitionOwnerFirstName":"Ida","requisitionOwnerLastName":"Lien"}]}',
        method="batch_create",
    )


def test_a_public_job_with_pay_and_places(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(ACCEPTED)
    low, high = Money(amount="500000", currency_code="NOK"), Money(amount="620000.50", currency_code="NOK")
    pay = Compensation(
        period="YEARLY", type="BASE_SALARY", value=CompensationValue(range=MoneyRange(start=low, end=high))
    )
    job = posting(
        alternate_locations=("Oslo, Norway", "Bergen, Norway"),
        compensation=PosterCompensation(compensations=(pay,)),
        tracking_pixel_url="https://f.test/pixel",
        availability=Availability.PUBLIC,
        expire_at=MOMENT + timedelta(days=30),
    )
    assert client.jobs.post([job]).ok
    assert linkedin.wire == request(
        "POST /v2/simpleJobPostings",
        '{"elements":[{"integrationContext":"urn:li:organization:90210",' + SENT % "CREATE" + ","
        '"alternateLocations":["Oslo, Norway","Bergen, Norway"],"trackingPixelUrl":"https://f.test/pixel",'
        '"compensation":{"compensations":[{"period":"YEARLY","type":"BASE_SALARY","value":{"range":'
        '{"start":{"amount":"500000","currencyCode":"NOK"},"end":{"amount":"620000.50","currencyCode":"NOK"}}}}]},'
        '"expireAt":1743660000000,"posterEmail":"ida@f.test","availability":"PUBLIC"}]}',
        method="batch_create",
    )


PREMIUM = {"contract": "urn:li:contract:5150", "show_poster_info": True}


def test_an_upgrade_is_an_update_on_v2_and_an_operation_on_rest(linkedin: FakeLinkedIn) -> None:
    job = posting(job_posting_operation_type=Operation.UPGRADE, **PREMIUM)
    linkedin.will_answer(ACCEPTED)
    assert linkedin.client().jobs.post([job]).ok
    assert linkedin.wire == request(
        "POST /v2/simpleJobPostings",
        '{"elements":[{"integrationContext":"urn:li:organization:90210",' + SENT % "UPDATE" + ","
        '"posterEmail":"ida@f.test","contract":"urn:li:contract:5150","showPosterInfo":true,'
        '"listingType":"PREMIUM"}]}',
        method="batch_create",
    )
    linkedin.will_answer(ACCEPTED)
    assert linkedin.client(surface=Surface.REST, version="202504").jobs.post([job]).ok
    assert linkedin.wire == request(
        "POST /rest/simpleJobPostings",
        '{"elements":[{"company":"urn:li:organization:90210",' + SENT % "UPGRADE" + ","
        '"posterEmail":"ida@f.test","contract":"urn:li:contract:5150","showPosterInfo":true}]}',
        method="batch_create",
        protocol="2.0.0",
        version="202504",
        token="token-2",
    )


def test_what_only_rest_has_goes_there(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(ACCEPTED)
    money = Money(amount="900", currency_code="USD")
    job = posting(
        job_posting_operation_type=Operation.DOWNGRADE,
        availability=Availability.INTERNAL,
        partner_requisition_id="R-7",
        budget=Budget(pay_for_performance_total_budget=money),
        contract="urn:li:contract:5150",
    )
    assert client.jobs.post([job]).ok
    assert linkedin.wire == request(
        "POST /rest/simpleJobPostings",
        '{"elements":[{"company":"urn:li:organization:90210",' + SENT % "DOWNGRADE" + ","
        '"posterEmail":"ida@f.test","availability":"INTERNAL","contract":"urn:li:contract:5150",'
        '"partnerRequisitionId":"R-7","budget":{"payForPerformanceTotalBudget":'
        '{"amount":"900","currencyCode":"USD"}}}]}',
        method="batch_create",
        protocol="2.0.0",
        version="202601",
    )


def test_what_only_v2_has_goes_there(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    linkedin.will_answer(ACCEPTED)
    assert versioned.jobs.post([posting(availability=Availability.PRIVATE)]).ok
    assert linkedin.line == "POST /v2/simpleJobPostings"
    linkedin.will_answer(ACCEPTED)
    assert versioned.jobs.post([posting(access_restricted=False)]).ok
    assert linkedin.line == "POST /v2/simpleJobPostings"
    both = [posting(access_restricted=False), posting(external_job_posting_id="N1-2", partner_requisition_id="R-7")]
    with pytest.raises(ValueError, match="calls of their own"):
        versioned.jobs.post(both)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"integration_context": None}, "names its company"),
        ({"listing_type": ListingType.PREMIUM}, "needs a contract"),
        ({"job_posting_operation_type": Operation.UPGRADE}, "needs a contract"),
        ({"availability": Availability.INTERNAL}, "needs a contract"),
        (
            {"listing_type": ListingType.PREMIUM, "availability": Availability.PRIVATE, **PREMIUM},
            "promoted job is public",
        ),
        (
            {
                "job_posting_operation_type": Operation.UPGRADE,
                "alternate_locations": ("Oslo, Norway", "Bergen, Norway"),
                **PREMIUM,
            },
            "one location",
        ),
        ({"alternate_locations": ("Bergen, Norway",)}, "include the location"),
        (
            {"availability": Availability.PRIVATE, "alternate_locations": ("Oslo, Norway", "Bergen, Norway")},
            "one location",
        ),
        (
            {
                "availability": Availability.PRIVATE,
                "onsite_apply": {"jobApplicationWebhookUrl": "https://f.test/hook"},
            },
            "is public",
        ),
        ({"expire_at": MOMENT}, "expires after"),
        ({"access_restricted": True, "partner_requisition_id": "R-7"}, "of /v2 and of /rest"),
    ],
)
def test_fields_that_linkedin_refuses_together_are_refused_here(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        posting(**change)


@pytest.mark.parametrize(
    ("hint", "wire"),
    [
        ({"company_page_url": "https://www.linkedin.com/company/f/"}, "companyPageUrl"),
        ({"company_name": "Fjordtech"}, "companyName"),
    ],
)
def test_a_company_may_be_hinted_at(hint: dict[str, str], wire: str) -> None:
    assert posting(integration_context=None, **hint).wire()[wire] == next(iter(hint.values()))


# --- tasks and status -------------------------------------------------------------------------------------------


def test_tasks_are_read_on_either_surface(linkedin: FakeLinkedIn) -> None:
    reply = (
        b'{"results":{"urn:li:simpleJobPostingTask:7a1f":{"id":"urn:li:simpleJobPostingTask:7a1f","status":"SUCCEEDED",'
        b'"externalJobPostingId":"N1-1042","jobPosting":"urn:li:jobPosting:3000123"}},"statuses":{},"errors":{}}'
    )
    urn = "urn:li:simpleJobPostingTask:7a1f"
    linkedin.will_answer(reply)
    assert linkedin.client().job_tasks.get([urn, "urn:li:simpleJobPostingTask:b"]).found[urn].job_posting == (
        "urn:li:jobPosting:3000123"
    )
    assert linkedin.wire == request(
        "GET /v2/simpleJobPostingTasks?ids=urn:li:simpleJobPostingTask:7a1f&ids=urn:li:simpleJobPostingTask:b"
    )
    linkedin.will_answer(reply.replace(b'{"results":{"urn:li:', b'{"results":{"urn%3Ali%3A'))
    task = linkedin.client(surface=Surface.REST).job_tasks.get([urn], fields=["errorMessage"]).found[urn]
    assert task.done
    assert linkedin.wire == request(
        "GET /rest/simpleJobPostingTasks?ids=List(urn%3Ali%3AsimpleJobPostingTask%3A7a1f)&fields=status,errorMessage",
        protocol="2.0.0",
        version="202601",
        token="token-2",
    )


def test_a_bad_urn_is_a_wrong_request(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"message":"Batch key parameter value is invalid","serviceErrorCode":0,"status":400}', 400)
    with pytest.raises(errors.RequestError, match="Batch key parameter value is invalid") as raised:
        client.job_tasks.get(["nonsense"])
    assert (raised.value.permanent, raised.value.service_error_code) == (True, 0)


def test_a_jobs_status_is_read(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"results":{"1042":{"externalJobPostingId":1042,"jobPostingInfo":{"expireAt":1743660000000,'
        b'"listedAt":1741068000000,"location":"Oslo","alternateLocations":[],"companyDetails":{"name":"Fjordtech",'
        b'"pageUrl":"https://www.linkedin.com/company/fjordtech"},"visibilityTag":"PUBLIC"},'
        b'"jobPostingUrl":"https://www.linkedin.com/jobs/view/3000123","rawLocation":"Oslo, Norway",'
        b'"listingStatus":"LISTED","listingStatusDetail":null,"linkedInApplyStatus":"NOT_ENABLED",'
        b'"linkedInApplyStatusDetail":{"errorCode":17,"errorType":"PARTNER_ERROR","statusMessage":"no webhook"},'
        b'"promotionStatus":"NOT_PROMOTED","promotionStatusDetail":null,"jobCampaign":null}},"statuses":{},"errors":{}}'
    )
    fields = ["listingStatus", "jobPostingInfo:(listedAt,companyDetails:(name))"]
    found = client.job_statuses.get(["1042", "N1-7"], fields=fields).found["1042"]
    assert linkedin.wire == request(
        "GET /v2/jobPostingStatus?ids=1042&ids=N1-7"
        "&fields=listingStatus,jobPostingInfo:(listedAt,companyDetails:(name))"
    )
    assert found.external_job_posting_id == "1042"
    assert found.job_posting_info is not None
    assert found.job_posting_info.listed_at == MOMENT
    assert found.job_posting_info.company_details is not None
    assert found.job_posting_info.company_details.name == "Fjordtech"
    assert found.linked_in_apply_status_detail is not None
    assert (found.linked_in_apply_status_detail.error_type, found.linked_in_apply_status_detail.error_code) == (
        "PARTNER_ERROR",
        17,
    )
