"""Each assumption about LinkedIn, in its other reading."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from linkedin_sandbox.fixture import Sandbox
from linkedin_talent.candidates import Candidate
from linkedin_talent.errors import NotFoundError
from linkedin_talent.jobs import JobPosting
from linkedin_talent.keys import AclKey
from linkedin_talent.records import from_millis, read_record

from .conftest import CONTRACT, ORGANIZATION, Customer, candidate_record, job_record


def other(number: str, value: str) -> pytest.MarkDecorator:
    """Run a test under this reading."""
    return pytest.mark.parametrize("linkedin", [{number: value}], indirect=True)


def post_job(customer: Customer, **changes: Any) -> str:
    """Post one job; how its task ended."""
    posting = read_record(JobPosting, job_record(**changes))
    urn = next(iter(customer.client.jobs.post([posting]).values())).id
    return customer.client.job_tasks.get([urn]).found[urn].status


@pytest.mark.row("A-04")
@other("A-04", "200")
def test_every_entity_succeeds_with_200(enabled: Customer) -> None:
    record = read_record(Candidate, candidate_record())
    assert enabled.client.candidates.upsert({enabled.candidate(): record})[enabled.candidate()].status == 200


@pytest.mark.row("A-12")
@other("A-12", "403")
def test_naming_the_unrequested_is_forbidden(customer: Customer) -> None:
    reply = customer.client.integrations.rename({customer.integration("PROFILE_PLUGIN"): "x"})
    assert [error.status for error in reply.errors.values()] == [403]


@pytest.mark.row("A-20")
@other("A-20", "inside")
def test_posting_errors_stay_inside(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    headers = {"Authorization": f"Bearer {token}", "X-Restli-Method": "batch_create"}
    body = {"elements": [job_record(companyApplyUrl="nowhere")]}
    reply = httpx.post(f"{linkedin.base}/v2/simpleJobPostings", json=body, headers=headers)
    assert (reply.status_code, reply.json()["elements"][0]["status"]) == (200, 400)


@pytest.mark.row("A-27")
@other("A-27", "204")
def test_deleting_the_unknown_succeeds(enabled: Customer) -> None:
    assert enabled.client.candidates.delete([enabled.candidate("nobody")]).ok


@pytest.mark.row("A-28")
@other("A-28", "none")
def test_an_export_names_nobody(linkedin: Sandbox, enabled: Customer) -> None:
    assert post_job(enabled) == "SUCCEEDED"
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "N1-1042"}
    request = linkedin.post("acts/export", act)["request_id"]
    assert enabled.client.exports.requested(request)[0].exporter is None


@pytest.mark.row("A-29")
@other("A-29", "zero")
def test_seats_start_at_zero_by_themselves(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    query = {"q": "attributes", "contracts": CONTRACT}
    reply = httpx.get(f"{linkedin.base}/v2/seatsV2", params=query, headers={"Authorization": f"Bearer {token}"})
    assert len(reply.json()["elements"]) == 2


@pytest.mark.row("A-31")
@other("A-31", "silent")
def test_a_note_does_not_say_who_may_read_it(linkedin: Sandbox, enabled: Customer) -> None:
    linkedin.post("acts/note", {"seat": 2, "member": "sol", "text": "Hush", "visibility": "PUBLIC"})
    now = from_millis(linkedin.get("clock")["now"])
    enabled.client.prospect_notes.find(CONTRACT, after=now - timedelta(hours=1), until=now)
    reply = linkedin.get("ledger", q="prospectNotes", newest=1)["entries"][0]["reply"]
    assert "Hush" in reply
    assert "visibility" not in reply


@pytest.mark.row("12/many", "A-38")
@pytest.mark.parametrize(
    ("linkedin", "good"), [({"A-38": "many"}, True), ({"A-38": "one"}, False)], indirect=["linkedin"]
)
def test_a_job_in_several_lists(enabled: Customer, good: bool) -> None:
    lists = [AclKey(name, "N1-1042", ORGANIZATION) for name in ("u-1", "u-2")]
    assert enabled.client.acls.upsert(lists[:1]).ok
    assert enabled.client.acls.upsert(lists[1:]).ok == good


@pytest.mark.row("A-40")
@pytest.mark.parametrize(
    ("linkedin", "offered"), [({"A-40": "open"}, 1), ({"A-40": "expired"}, 0)], indirect=["linkedin"]
)
def test_a_job_of_long_ago(linkedin: Sandbox, enabled: Customer, offered: int) -> None:
    assert post_job(enabled, listedAt=1_600_000_000_000) == "SUCCEEDED"
    assert len(linkedin.get("jobs-offered", seat=2, q="N1-")["jobs"]) == offered


@pytest.mark.row("A-41")
@other("A-41", "off")
def test_closed_accounts_cannot_be_asked_for(enabled: Customer) -> None:
    with pytest.raises(NotFoundError):
        list(enabled.client.exports.closed_accounts(ORGANIZATION))
