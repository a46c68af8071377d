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

from .conftest import CONTRACT, ORGANIZATION, Customer, TinyAts, candidate_record, job_record

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
