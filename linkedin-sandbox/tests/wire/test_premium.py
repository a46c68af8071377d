"""Promoted jobs: contract, slots, upgrade, downgrade, life, status (LinkedIn: premium job posting pages)."""

from typing import Any

import pytest

from .conftest import CONTRACT, JOB, LISTED, ORGANIZATION, Wire

DAY = 24 * 3600 * 1000
PREMIUM = {"listingType": "PREMIUM", "contract": CONTRACT}
MISSING = "field is required but not found and has no default value\n"


@pytest.fixture
def premium(wire: Wire) -> Wire:
    wire.connect("premium")
    return wire


def posting(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in (JOB | PREMIUM | changes).items() if value is not None}


@pytest.mark.row("8.2/listingType", "8.5/promotionStatus", "6.4/PREMIUM_JOB_POSTING")
def test_a_promoted_job_takes_a_slot_and_says_so(premium: Wire) -> None:
    assert premium.task(premium.post_jobs(posting()))["status"] == "SUCCEEDED"
    assert premium.job_status()["promotionStatus"] == "PROMOTED"
    assert premium.look("listings")["listings"][0]["careers"]


@pytest.mark.row("8.6/402", "8.2/contract")
def test_without_a_free_slot_a_job_costs_402_until_one_is_closed(premium: Wire) -> None:
    for name in ("J-1", "J-2"):
        assert premium.post_jobs(posting(externalJobPostingId=name)).status_code == 200
    refused = premium.post_jobs(posting(externalJobPostingId="J-3"))
    assert (refused.status_code, refused.json()["message"]) == (
        402,
        "Insufficient job slots for contract = urn:li:contract:5501 for purchase flow",
    )
    together = premium.post_jobs(posting(externalJobPostingId="J-3"), JOB | {"externalJobPostingId": "J-4"})
    assert [one["status"] for one in together.json()["elements"]] == [402, 202]
    premium.task(premium.post_jobs({"externalJobPostingId": "J-1", "jobPostingOperationType": "CLOSE"}))
    assert premium.post_jobs(posting(externalJobPostingId="J-3")).status_code == 200


@pytest.mark.row("2.7/403-contract")
def test_a_contract_that_is_not_connected_is_not_the_callers(wire: Wire) -> None:
    reply = wire.post_jobs(posting())
    text = "Caller is not authorized to access the jobs for contract: urn:li:contract:5501"
    assert (reply.status_code, reply.json()["message"]) == (403, text)


@pytest.mark.row("8.2/contract")
@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"contract": None}, 422, f"ERROR :: /contract :: {MISSING}"),
        ({"contract": "5501"}, 422, "ERROR :: /contract :: 5501 cannot be coerced to ContractUrn\n"),
        ({"showPosterInfo": "yes"}, 422, "ERROR :: /showPosterInfo :: yes cannot be coerced to Boolean\n"),
    ],
)
def test_a_promoted_job_names_its_contract(premium: Wire, changes: dict[str, Any], status: int, message: str) -> None:
    element = premium.post_jobs(posting(**changes)).json()["elements"][0]
    assert element == {"status": status, "error": {"message": message, "status": status}}


@pytest.mark.row("8.2/availability")
def test_a_promoted_job_is_public(enabled: Wire) -> None:
    enabled.connect("premium")
    assert enabled.post_jobs(posting(availability="PRIVATE_TO_ATS_INTEGRATION")).status_code == 400


@pytest.mark.row("8.2/upgrade")
def test_an_update_promotes_a_job_of_one_place_only(premium: Wire) -> None:
    premium.post_jobs(JOB)
    update = posting(jobPostingOperationType="UPDATE")
    assert premium.task(premium.post_jobs(update))["status"] == "SUCCEEDED"
    assert premium.job_status()["promotionStatus"] == "PROMOTED"
    places = ["Bergen, Norway", "Oslo, Norway"]
    spread = JOB | {"externalJobPostingId": "J-2", "alternateLocations": places}
    premium.post_jobs(spread)
    promoted = spread | PREMIUM | {"jobPostingOperationType": "UPDATE"}
    assert premium.task(premium.post_jobs(promoted))["status"] == "FAILED"
    assert premium.job_status("J-2")["promotionStatus"] == "NOT_PROMOTED"


@pytest.mark.row("8.2/UPGRADE", "8.2/DOWNGRADE")
def test_the_versioned_surface_upgrades_and_downgrades(premium: Wire) -> None:
    premium.post_jobs(JOB)
    upgrade = {"externalJobPostingId": "J-1", "jobPostingOperationType": "UPGRADE", "contract": CONTRACT}
    assert premium.post_jobs(upgrade).json()["elements"][0]["status"] == 422, "/v2 has no UPGRADE"
    path, version = "/rest/simpleJobPostings", {"LinkedIn_Version": "202504"}
    assert premium.task(premium.post_jobs(upgrade, path=path, **version))["status"] == "SUCCEEDED"
    assert premium.job_status()["promotionStatus"] == "PROMOTED"
    downgrade = {"externalJobPostingId": "J-1", "jobPostingOperationType": "DOWNGRADE"}
    assert premium.task(premium.post_jobs(downgrade, path=path, **version))["status"] == "SUCCEEDED"
    assert premium.job_status()["promotionStatus"] == "NOT_PROMOTED"
    assert premium.post_jobs(posting(externalJobPostingId="J-2")).status_code == 200, "the slot is free again"


@pytest.mark.row("8.2/budget", "8.2/partnerRequisitionId", "8.2/INTERNAL")
def test_the_versioned_surface_takes_what_only_it_has(premium: Wire) -> None:
    money = {"amount": "900", "currencyCode": "NOK"}
    job = {name: value for name, value in JOB.items() if name != "integrationContext"} | {"company": ORGANIZATION}
    job |= {"budget": {"payForPerformanceTotalBudget": money}, "partnerRequisitionId": "R-1"}
    path, version = "/rest/simpleJobPostings", {"LinkedIn_Version": "202504"}
    assert premium.task(premium.post_jobs(job, path=path, **version))["status"] == "SUCCEEDED"
    bad = job | {"externalJobPostingId": "J-2", "budget": {"payForPerformanceTotalBudget": {"amount": 9}}}
    assert premium.post_jobs(bad, path=path, **version).json()["elements"][0]["status"] == 422
    internal = job | {"externalJobPostingId": "J-3", "availability": "INTERNAL"}
    element = premium.post_jobs(internal, path=path, **version).json()["elements"][0]
    assert element["error"]["message"] == f"ERROR :: /contract :: {MISSING}"
    internal["contract"] = CONTRACT
    assert premium.task(premium.post_jobs(internal, path=path, **version))["status"] == "SUCCEEDED"
    assert premium.job_status("J-3")["listingStatus"] == "NOT_LISTED"


@pytest.mark.row("8.2/partnerRequisitionId")
def test_a_posting_without_its_requisition_is_remarked_on(enabled: Wire) -> None:
    job = {name: value for name, value in JOB.items() if name != "integrationContext"} | {"company": ORGANIZATION}
    enabled.post_jobs(job, path="/rest/simpleJobPostings", LinkedIn_Version="202504")
    notes = enabled.look("ledger?broken=1&q=partnerRequisitionId")["entries"]
    assert [one["section"] for one in notes] == ["8.2"]


@pytest.mark.row("8.2/expireAt")
def test_a_promoted_job_lives_thirty_days_and_ninety_at_most(premium: Wire) -> None:
    now = premium.look("clock")["now"]
    premium.post_jobs(posting())
    assert abs(premium.job_status()["jobPostingInfo"]["expireAt"] - now - 30 * DAY) < 60_000
    long = posting(externalJobPostingId="J-2", expireAt=now + 91 * DAY)
    assert premium.task(premium.post_jobs(long))["status"] == "FAILED"
    past = JOB | {"externalJobPostingId": "J-5", "expireAt": LISTED}
    assert premium.task(premium.post_jobs(past))["status"] == "FAILED"


@pytest.mark.row("8.2/showPosterInfo")
def test_the_poster_is_shown_where_the_job_says_so(premium: Wire) -> None:
    premium.post_jobs(posting(showPosterInfo=True))
    number = premium.look("listings")["listings"][0]["number"]
    assert "Posted by</dt><dd>Ola Vik" in premium.http.get(f"/jobs/view/{number}").text


@pytest.mark.row("20/premium")
def test_promoted_jobs_are_throttled_by_minute(premium: Wire) -> None:
    premium.control("clock", {"freeze": True})
    bulk = [posting(externalJobPostingId=f"J-{n}", jobPostingOperationType="UPDATE") for n in range(100)]
    statuses: set[int] = set()
    for _ in range(21):
        reply = premium.post_jobs(*bulk).json()
        statuses |= {one["status"] for one in reply["elements"]}
    assert 429 in statuses
