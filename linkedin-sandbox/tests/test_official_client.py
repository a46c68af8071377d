"""A second opinion: LinkedIn's own Python client library makes its calls against the sandbox."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from linkedin_api.clients.auth.client import AuthClient
from linkedin_api.clients.auth.utils import oauth
from linkedin_api.clients.restli.client import RestliClient
from linkedin_api.common import constants
from linkedin_sandbox.fixture import Sandbox

from .acts import post_job
from .conftest import CONTRACT, ORGANIZATION, Customer, TinyAts, candidate_record, job_record, request_and_name

pytestmark = pytest.mark.req("SB-10")
VERSION = "202611"


@pytest.fixture
def restli(linkedin: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The library with its three base addresses pointed at the sandbox."""
    monkeypatch.setattr(constants, "NON_VERSIONED_BASE_URL", f"{linkedin.base}/v2")
    monkeypatch.setattr(constants, "VERSIONED_BASE_URL", f"{linkedin.base}/rest")
    monkeypatch.setattr(constants, "OAUTH_BASE_URL", f"{linkedin.base}/oauth/v2")
    monkeypatch.setattr(oauth, "OAUTH_BASE_URL", f"{linkedin.base}/oauth/v2")
    client = RestliClient()
    yield client
    client.session.close()


def token(customer: Customer) -> str:
    found = AuthClient(client_id=customer.api_key, client_secret=customer.secret).get_two_legged_access_token()
    assert found.status_code == 200
    return str(found.access_token)


def candidate(name: str) -> dict[str, str]:
    return {"atsCandidateId": name, "dataProvider": "ATS", "integrationContext": ORGANIZATION}


def put_raw(linkedin: Sandbox, access: str, path: str, key: str, record: dict[str, Any]) -> None:
    """What the library cannot say: its batch writes take no compound keys."""
    headers = {"Authorization": f"Bearer {access}", "X-Restli-Protocol-Version": "2.0.0"}
    reply = httpx.put(f"{linkedin.base}{path}?ids=List({key})", json={"entities": {key: record}}, headers=headers)
    assert reply.json()["errors"] == {}, reply.text


def test_tokens_are_made_exchanged_and_introspected(
    linkedin: Sandbox, restli: Any, enabled: Customer, ats: TinyAts
) -> None:
    auth: Any = AuthClient(enabled.api_key, enabled.secret, f"{ats.base}/callback")
    url = auth.generate_member_auth_url(scopes=["openid", "profile"], state="s1")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    consent = {name: asked[name] for name in ("client_id", "redirect_uri", "scope", "state")}
    sent = linkedin.post("acts/consent", consent | {"member": "sol"})["redirect"]
    code = parse_qs(urlsplit(sent).query)["code"][0]
    member = auth.exchange_auth_code_for_access_token(code)
    assert auth.introspect_access_token(member.access_token).active
    claims = restli.get(resource_path="/userinfo", access_token=member.access_token)
    assert claims.entity["given_name"] == "Solveig"


def test_a_refresh_token_gives_a_new_access_token(
    restli: Any, linkedin: Sandbox, enabled: Customer, ats: TinyAts
) -> None:
    auth: Any = AuthClient(enabled.api_key, enabled.secret, f"{ats.base}/callback")
    asked = {
        "client_id": enabled.api_key,
        "redirect_uri": f"{ats.base}/callback",
        "scope": "openid profile",
        "state": "",
    }
    sent = linkedin.post("acts/consent", asked | {"member": "sol"})["redirect"]
    first = auth.exchange_auth_code_for_access_token(parse_qs(urlsplit(sent).query)["code"][0])
    linkedin.post("clock", {"advance_seconds": 61 * 86400})
    assert not auth.introspect_access_token(first.access_token).active
    second = auth.exchange_refresh_token_for_access_token(first.refresh_token)
    assert second.status_code == 200
    assert second.access_token != first.access_token
    assert second.refresh_token_expires_in < first.refresh_token_expires_in
    assert restli.get(resource_path="/userinfo", access_token=second.access_token).entity["sub"]
    refused = auth.exchange_refresh_token_for_access_token("never given")
    assert (refused.status_code, refused.access_token) == (400, None)


@pytest.mark.parametrize("many", [1, 90])
def test_keys_are_got_one_and_many_at_a_time(linkedin: Sandbox, restli: Any, enabled: Customer, many: int) -> None:
    """Ninety compound keys make a query so long that the library tunnels it."""
    access = token(enabled)
    key = f"(atsCandidateId:C-1,dataProvider:ATS,integrationContext:{ORGANIZATION.replace(':', '%3A')})"
    put_raw(linkedin, access, "/v2/atsCandidates", key, candidate_record())
    ids = [candidate("C-1"), *(candidate(f"none-{n}") for n in range(many))]
    found = restli.batch_get(resource_path="/atsCandidates", ids=ids, access_token=access)
    assert found.status_code == 200
    assert [one["firstName"] for one in found.results.values()] == ["Solveig"]
    assert len(found.errors) == many
    tunnelled = "X-HTTP-Method-Override" in found.response.request.headers
    assert tunnelled == (many > 1)
    gone = restli.batch_delete(resource_path="/atsCandidates", ids=ids[:1], access_token=access)
    assert [one.status for one in gone.results.values()] == [204]


def test_finders_page_and_project(restli: Any, enabled: Customer) -> None:
    found = restli.finder(
        resource_path="/seatsV2",
        finder_name="attributes",
        query_params={"contracts": [CONTRACT], "start": 0, "count": 1},
        access_token=token(enabled),
    )
    assert (len(found.elements), found.paging.total) == (1, 2)
    versioned = restli.finder(
        resource_path="/seatsV2",
        finder_name="attributes",
        query_params={"contracts": [CONTRACT], "start": 0},
        access_token=token(enabled),
        version_string=VERSION,
    )
    assert len(versioned.elements) == 2


def test_what_became_of_an_applicant_is_created_alone(
    restli: Any, linkedin: Sandbox, enabled: Customer, ats: TinyAts
) -> None:
    request_and_name(linkedin, enabled, "apply-connect")
    linkedin.post("acts/ats-switch", {"contract": 5501, "level": "apply-connect", "on": True, "member": "kari"})
    post_job(enabled, onsiteApplyConfiguration={"jobApplicationWebhookUrl": f"{ats.base}/apply"})
    applied = linkedin.post("acts/apply", {"member": "sol", "external_job_posting_id": "N1-1042"})["job_application"]
    entity = {
        "jobApplicationId": applied,
        "action": "APPLICATION_VIEWED",
        "performedAt": 1_790_000_000_000,
        "integrationContext": ORGANIZATION,
    }
    made = restli.create(resource_path="/jobApplicationLifecycleActions", entity=entity, access_token=token(enabled))
    assert (made.status_code, bool(made.entity_id)) == (201, True)
    stored = linkedin.get("store", resource="lifecycle_actions")["records"]
    assert [one["action"] for one in stored] == ["APPLICATION_VIEWED"]


def test_a_posting_alone_is_refused_as_linkedin_refuses_it(restli: Any, enabled: Customer) -> None:
    refused = restli.create(resource_path="/simpleJobPostings", entity=job_record(), access_token=token(enabled))
    assert refused.status_code == 403
    assert refused.response.json()["message"].startswith("Unpermitted fields present in REQUEST_BODY")


def test_jobs_are_created_many_at_a_time(restli: Any, enabled: Customer) -> None:
    access = token(enabled)
    made = restli.batch_create(resource_path="/simpleJobPostings", entities=[job_record()], access_token=access)
    assert [one.status for one in made.elements] in ([200], [201], [202])
    told = restli.batch_get(resource_path="/jobPostingStatus", ids=["N1-1042"], access_token=access)
    assert [one["listingStatus"] for one in told.results.values()] == ["LISTED"]


def test_children_are_updated_many_at_a_time(linkedin: Sandbox, restli: Any, enabled: Customer) -> None:
    access = token(enabled)
    key = f"(atsJobApplicationId:A-1,dataProvider:ATS,integrationContext:{ORGANIZATION.replace(':', '%3A')})"
    applied = {"atsJobPostingId": "J", "atsJobPostingName": "J", "atsCreatedAt": 1, "atsLastModifiedAt": 1}
    put_raw(linkedin, access, "/v2/atsApplications", key, applied)
    above = {"atsJobApplicationId": "A-1", "dataProvider": "ATS", "integrationContext": ORGANIZATION}
    done = restli.batch_update(
        resource_path="/atsApplications/{application}/stages",
        path_keys={"application": above},
        ids=["s 1", "s(2)"],
        entities=[{"atsCreatedAt": 1, "stage": "Applied"}, {"atsCreatedAt": 2, "stage": "Interview"}],
        access_token=access,
    )
    assert {name: one.status for name, one in done.results.items()} == {"s%201": 201, "s%282%29": 201}, done.results
    assert len(linkedin.get("store", resource="atsApplications/stages")["records"]) == 2


NOT_ALLOWED = {"message": "The method is not allowed for the requested URL.", "serviceErrorCode": 0, "status": 405}
NO_SUCH_METHOD = {
    "get": lambda client, **asked: client.get(**asked),
    "update": lambda client, **asked: client.update(entity=candidate_record(), **asked),
    "partial_update": lambda client, **asked: client.partial_update(patch_set_object={"firstName": "S"}, **asked),
    "delete": lambda client, **asked: client.delete(**asked),
}


@pytest.mark.row("2.7/405")
@pytest.mark.parametrize("resource", ["/atsCandidates", "/atsApplications", "/atsApplications/{above}/stages"])
@pytest.mark.parametrize("method", NO_SUCH_METHOD)
def test_records_are_not_addressed_one_by_one(
    restli: Any, linkedin: Sandbox, enabled: Customer, method: str, resource: str
) -> None:
    """LinkedIn documents batches only; the library's single calls meet a resource that has no such method."""
    keys = {name: candidate("C-1") for name in ("above", "key") if name == "key" or name in resource}
    asked = {"resource_path": f"{resource}/{{key}}", "path_keys": keys, "access_token": token(enabled)}
    refused = NO_SUCH_METHOD[method](restli, **asked)
    assert (refused.status_code, refused.response.json()) == (405, NOT_ALLOWED)
    assert linkedin.get("ledger", newest=1)["entries"][0]["judgement"] == "broken"


@pytest.mark.row("2.2/BATCH_FINDER")
@pytest.mark.parametrize("resource", ["/seatsV2", "/atsCandidates", "/simpleJobPostings", "/atsIntegrations"])
def test_no_resource_gives_all_it_has(restli: Any, enabled: Customer, resource: str) -> None:
    asked = {"resource_path": resource, "access_token": token(enabled)}
    every = restli.get_all(**asked)
    several = restli.batch_finder(finder_name="criteria", finder_criteria=("criteria", [{"a": "b"}]), **asked)
    assert (every.status_code, several.status_code) == (405, 405)


@pytest.mark.row("2.7/405")
def test_configurations_are_replaced_and_never_patched(restli: Any, enabled: Customer) -> None:
    """The library's batch of patches takes simple keys only, and no resource with simple keys is patched."""
    key = {"integrationContext": ORGANIZATION, "integrationType": "ONE_CLICK_EXPORT"}
    asked = {
        "resource_path": "/atsIntegrations/{key}/configurations",
        "path_keys": {"key": key | {"tenantType": "RECRUITER", "dataProvider": "ATS"}},
        "ids": ["JOB_POSTING_VIEWERS"],
        "access_token": token(enabled),
    }
    entity = {"configurationValue": {"string": "ALL_PRODUCT_USERS"}}
    assert restli.batch_partial_update(patch_set_objects=[entity], **asked).status_code == 405
    replaced = restli.batch_update(entities=[entity], **asked)
    assert {name: one.status for name, one in replaced.results.items()} == {"JOB_POSTING_VIEWERS": 204}


@pytest.mark.row("2.7/404")
@pytest.mark.parametrize(
    ("path", "name"),
    [("/nothing", "nothing"), ("/nothing/{key}", "nothing"), ("/atsApplications/{key}/nothing", "nothing")],
)
def test_a_resource_there_is_not_is_named(restli: Any, enabled: Customer, path: str, name: str) -> None:
    keys = {"key": candidate("C-1")} if "{key}" in path else None
    refused = restli.get(resource_path=path, path_keys=keys, access_token=token(enabled))
    assert (refused.status_code, refused.response.json()["message"]) == (404, f"Resource {name} does not exist")


def test_a_parent_creates_updates_and_calls_actions(restli: Any, linkedin: Sandbox) -> None:
    access = AuthClient("parent", "parent-secret").get_two_legged_access_token().access_token
    entity = {"uniqueForeignId": "o-1", "name": "Harbour - O", "description": "Recruiting"}
    made = restli.create(resource_path="/provisionedApplications", entity=entity, access_token=access)
    assert made.status_code in {200, 201}, made.response.text
    urn = made.response.json()["key"]
    changed = restli.partial_update(
        resource_path="/provisionedApplications/{key}",
        path_keys={"key": urn},
        patch_set_object={"oauth2AuthorizedCallbackUrls": ["http://127.0.0.1:9/back"]},
        access_token=access,
    )
    assert changed.status_code in {200, 204}
    rolled = restli.action(
        resource_path="/developerApplicationsSecurity",
        action_name="rollDeveloperApplicationSecret",
        action_params={"childDeveloperApplication": urn},
        access_token=access,
    )
    assert rolled.value["client_secret"]
