"""One-click export and the notification of it."""

from typing import Any

import httpx
import pytest
from linkedin_sandbox.fixture import Sandbox

from .acts import person, post_job, put, shown, wait_until
from .conftest import ORGANIZATION, Customer, TinyAts


def export(linkedin: Sandbox, **changes: Any) -> dict[str, Any]:
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "N1-1042"} | changes
    found: dict[str, Any] = linkedin.post("acts/export", act)
    linkedin.post("pushes/deliver")
    return found


@pytest.mark.row("14/exportedCandidates", "14/stub", "14/exporter", "14/dialog", "A-28")
def test_an_export_is_pushed_without_data_and_fetched_with_them(
    linkedin: Sandbox, enabled: Customer, ats: TinyAts
) -> None:
    post_job(enabled, availability="PRIVATE_TO_ATS_INTEGRATION")
    request = export(linkedin, email="typed@mail.test")["request_id"]
    wait_for_push(ats, request)
    found = enabled.client.exports.requested(request)[0]
    assert (found.external_job_posting_id, found.integration_context) == ("N1-1042", ORGANIZATION)
    assert found.candidate.member == person(enabled, "sol")
    assert found.candidate.email_addresses == ("typed@mail.test",)
    assert found.candidate.skills == ("a", "b", "c")
    assert found.exporter == person(enabled, "ola")


def wait_for_push(ats: TinyAts, request: str) -> None:
    wait_until(lambda: any(one["id"] == request for one in ats.received))


@pytest.mark.row("14/request-expiry")
def test_a_request_id_dies_after_a_day(linkedin: Sandbox, enabled: Customer) -> None:
    post_job(enabled)
    request = export(linkedin)["request_id"]
    linkedin.post("clock", {"advance_seconds": 24 * 3600 + 1})
    assert enabled.client.exports.requested(request) == []


@pytest.mark.row("14/dialog")
def test_a_foreign_ats_takes_exports_that_never_reach_us(linkedin: Sandbox, enabled: Customer, ats: TinyAts) -> None:
    before = len(linkedin.get("pushes")["pushes"])
    assert export(linkedin, external_job_posting_id="X-1")["ats"] == "Other ATS"
    assert len(linkedin.get("pushes")["pushes"]) == before


def test_a_closed_job_is_not_offered(linkedin: Sandbox, enabled: Customer) -> None:
    post_job(enabled)
    post_job(enabled, jobPostingOperationType="CLOSE")
    with pytest.raises(httpx.HTTPStatusError) as caught:
        export(linkedin)
    assert "not open" in caught.value.response.json()["error"]


@pytest.mark.row("7.3/2xx")
def test_a_failed_notification_is_repeated(linkedin: Sandbox, enabled: Customer, ats: TinyAts) -> None:
    post_job(enabled)
    wait_until(lambda: not any(one["state"] in {"waiting", "sending"} for one in linkedin.get("pushes")["pushes"]))
    ats.refuse = 1  # the next one, no late one about an integration
    request = export(linkedin)["request_id"]
    linkedin.post("clock", {"advance_seconds": 2})
    linkedin.post("pushes/deliver")
    wait_for_push(ats, request)
    wait_until(lambda: linkedin.get("pushes")["pushes"][0]["state"] == "delivered")  # noted after the answer came
    assert linkedin.get("pushes")["pushes"][0]["attempts"] == 2


@pytest.mark.row("14/closed", "A-41")
def test_a_closed_account_is_found_by_those_who_knew_it(linkedin: Sandbox, enabled: Customer) -> None:
    put(enabled, manualMatchedMember=person(enabled, "sol"))
    linkedin.post("acts/close-account", {"member": "sol"})
    assert [one.member for one in enabled.client.exports.closed_accounts(ORGANIZATION)] == [person(enabled, "sol")]
    assert not shown(linkedin, member="sol")
