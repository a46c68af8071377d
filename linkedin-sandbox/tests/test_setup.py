"""From provisioning to Enabled: applications, tokens, the two access levels and their configuration."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from linkedin_sandbox.fixture import InProcess, Sandbox, sandbox
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.state import persons, world
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ConflictError, ForbiddenError, LinkedInError
from linkedin_talent.integrations import ConfigurationKey
from linkedin_talent.keys import IntegrationKey
from linkedin_talent.provisioning import NewApplication

from .acts import wait_until
from .conftest import CONTRACT, ORGANIZATION, TYPES, WORLD, Customer, TinyAts, client_for, request_and_name


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(httpx.HTTPStatusError) as caught:
        act()
    return str(caught.value.response.json()["error"])


# --- provisioning -------------------------------------------------------------------------------------------------


@pytest.mark.row("5.1/create", "5.1/uniqueForeignId")
def test_a_foreign_id_can_be_provisioned_once(parent: LinkedInClient, customer: Customer) -> None:
    with pytest.raises(ConflictError):
        parent.provisioned_applications.create(
            NewApplication(unique_foreign_id="fjordtech-1", name="Harbour - Again", description="x")
        )


@pytest.mark.row("5.2/find")
def test_the_secret_is_told_once_only(parent: LinkedInClient, customer: Customer) -> None:
    found = parent.provisioned_applications.find("fjordtech-1")
    assert found
    assert found.key == customer.urn
    assert found.credentials.client_secret is None


@pytest.mark.row("3.4/tokens", "2.7/403")
def test_a_child_cannot_provision(customer: Customer) -> None:
    with pytest.raises(ForbiddenError, match="Not enough permissions"):
        customer.client.provisioned_applications.create(
            NewApplication(unique_foreign_id="z", name="Harbour - Z", description="x")
        )


@pytest.mark.row("5.4/roll", "5.4/two-secrets")
def test_two_secrets_are_valid_until_one_is_deleted(linkedin: Sandbox, customer: Customer) -> None:
    rolled = customer.client.secrets.roll()
    for secret in (customer.secret, rolled):
        assert client_for(linkedin, customer.api_key, secret).oauth.application_token().value
    with pytest.raises(LinkedInError, match="two active secrets"):
        customer.client.secrets.roll()


# --- tokens -------------------------------------------------------------------------------------------------------


@pytest.mark.row("3.2/client_credentials", "2.7/401", "3.3/introspectToken")
def test_an_application_token_ends_after_half_an_hour(linkedin: Sandbox, customer: Customer) -> None:
    token = customer.client.oauth.application_token().value
    assert customer.client.oauth.introspect(token).active
    linkedin.post("clock", {"advance_seconds": 30 * 60 + 1})
    reply = httpx.get(f"{linkedin.base}/v2/atsIntegrations?q=request&requestId=x", headers=bearer(token))
    assert (reply.status_code, reply.json()["serviceErrorCode"]) == (401, 65602)
    assert not customer.client.oauth.introspect(token).active


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.row("3.2/errors")
@pytest.mark.parametrize(
    ("change", "status", "error", "text"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client_id", "Client authentication failed"),
        ({"client_id": "nobody"}, 400, "invalid_client_id", 'The passed in client_id is invalid "nobody"'),
        ({"grant_type": ""}, 400, "invalid_request", 'A required parameter "grant_type" is missing'),
    ],
)
def test_the_token_endpoint_refuses_in_linkedins_words(
    linkedin: Sandbox, change: dict[str, str], status: int, error: str, text: str
) -> None:
    form = {"grant_type": "client_credentials", "client_id": "parent", "client_secret": "parent-secret"} | change
    reply = httpx.post(f"{linkedin.base}/oauth/v2/accessToken", data=form)
    assert (reply.status_code, reply.json()) == (status, {"error": error, "error_description": text})


def consent(linkedin: Sandbox, customer: Customer, ats: TinyAts, scope: str = "openid profile email") -> str:
    asked = {"member": "kari", "client_id": customer.api_key, "redirect_uri": f"{ats.base}/callback", "scope": scope}
    target = linkedin.post("acts/consent", asked | {"state": "s1"})["redirect"]
    query = parse_qs(urlsplit(target).query)
    assert query["state"] == ["s1"]
    return str(query["code"][0])


@pytest.mark.row("3.2/authorization_code", "4/userinfo", "3.1/code-life")
def test_a_member_is_known_by_a_pairwise_id(linkedin: Sandbox, customer: Customer, ats: TinyAts) -> None:
    code = consent(linkedin, customer, ats)
    token = customer.client.oauth.exchange(code, redirect_uri=f"{ats.base}/callback")
    found = customer.client.oauth.userinfo(token)
    application = int(customer.urn.rpartition(":")[2])
    assert found.person_urn == persons.urn_of(application, "kari") != persons.urn_of(application + 1, "kari")
    with pytest.raises(LinkedInError, match="authorization code"):
        customer.client.oauth.exchange(code, redirect_uri=f"{ats.base}/callback")


@pytest.mark.row("4/id_token", "4/discovery")
def test_the_id_token_is_signed_with_the_published_key(linkedin: Sandbox, customer: Customer, ats: TinyAts) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": consent(linkedin, customer, ats),
        "redirect_uri": f"{ats.base}/callback",
        "client_id": customer.api_key,
        "client_secret": customer.secret,
    }
    reply = httpx.post(f"{linkedin.base}/oauth/v2/accessToken", data=form).json()
    discovery = httpx.get(f"{linkedin.base}/oauth/.well-known/openid-configuration").json()
    keys = KeySet.import_key_set(httpx.get(discovery["jwks_uri"]).json())
    claims = jwt.decode(reply["id_token"], keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"]) == (discovery["issuer"], customer.api_key)
    assert claims["email"] == "kari@fjordtech.test"


@pytest.mark.row("3.1/401")
def test_a_redirect_address_must_be_registered(linkedin: Sandbox, customer: Customer) -> None:
    query = {"response_type": "code", "client_id": customer.api_key, "redirect_uri": "http://127.0.0.1:1/x"}
    reply = httpx.get(f"{linkedin.base}/oauth/v2/authorization", params=query | {"scope": "openid"})
    assert reply.status_code == 401
    assert "Redirect_uri" in reply.text


@pytest.mark.row("3.1/other-scopes")
def test_other_scopes_end_earlier_tokens(linkedin: Sandbox, customer: Customer, ats: TinyAts) -> None:
    first = customer.client.oauth.exchange(
        consent(linkedin, customer, ats, "openid"), redirect_uri=f"{ats.base}/callback"
    )
    consent(linkedin, customer, ats, "openid profile")
    with pytest.raises(LinkedInError, match="revoked"):
        customer.client.oauth.userinfo(first)


# --- levels -------------------------------------------------------------------------------------------------------


def row(linkedin: Sandbox, name: str, contract: int = 5501) -> dict[str, Any]:
    found = linkedin.get("levels", contract=contract)["installations"]
    return next(one for one in found[0]["levels"] if one["level"] == name) if found else {"state": "AVAILABLE"}


@pytest.mark.row("6.3/states", "6.4/RSC", "6.5/name", "6.3/bundles")
def test_naming_every_integration_makes_the_partner_ready(linkedin: Sandbox, customer: Customer) -> None:
    asked = {"api_key": customer.api_key, "member": "kari", "contract": 5501, "level": "contract"}
    elements = linkedin.post("acts/request-integration", asked)["integrations"]
    assert {one["integrationType"] for one in elements} == {*TYPES, "CSA_API"}
    keys = [IntegrationKey(one["integrationContext"], one["integrationType"]) for one in elements]
    customer.client.integrations.rename(dict.fromkeys(keys[:-1], "Fjordtech"))
    assert row(linkedin, "contract")["state"] == "REQUESTED"
    customer.client.integrations.rename({keys[-1]: "Fjordtech"})
    assert row(linkedin, "contract")["state"] == "PARTNER_READY"
    assert row(linkedin, "company")["state"] == "AVAILABLE"


@pytest.mark.row("6.3/admin")
def test_only_an_administrator_may_request(linkedin: Sandbox, customer: Customer) -> None:
    asked = {"api_key": customer.api_key, "member": "ola", "contract": 5501, "level": "company"}
    assert "administrator" in refusal(lambda: linkedin.post("acts/request-integration", asked))


@pytest.mark.row("6.5/unrequested", "A-12")
def test_naming_what_nobody_asked_for_is_a_404_of_that_entity(customer: Customer) -> None:
    reply = customer.client.integrations.rename({customer.integration("PROFILE_PLUGIN"): "x"})
    assert [error.status for error in reply.errors.values()] == [404]


@pytest.mark.row("6.3/callback-first")
def test_without_a_callback_url_nobody_can_switch_it_on(linkedin: Sandbox, customer: Customer) -> None:
    request_and_name(linkedin, customer, "contract")
    switch = {"contract": 5501, "level": "contract", "on": True}
    assert "CALLBACK_URL" in refusal(lambda: linkedin.post("acts/ats-switch", switch))


@pytest.mark.row("7.3/INTEGRATION_STATUS_CHANGE", "6.6/get")
def test_switching_on_tells_the_ats_which_integrations_changed(
    linkedin: Sandbox, enabled: Customer, ats: TinyAts
) -> None:
    wait_until(lambda: ats.received)
    assert ats.received[0]["type"] == "INTEGRATION_STATUS_CHANGE"
    changed = enabled.client.integrations.requested(ats.received[0]["id"])
    assert {one.integration_type for one in changed} == {*TYPES, "CSA_API"}
    assert all(one.enabled for one in changed)


@pytest.mark.row("6.3/bundles")
def test_the_company_switch_never_carries_inmail(linkedin: Sandbox, customer: Customer, ats: TinyAts) -> None:
    request_and_name(linkedin, customer, "company")
    export = customer.integration("ONE_CLICK_EXPORT")
    assert customer.client.configurations.put(export, {ConfigurationKey.CALLBACK_URL: ats.callback_url}).ok
    linkedin.post("acts/ats-switch", {"contract": 5502, "level": "company", "on": True})
    found = customer.client.integrations.get([customer.integration(one) for one in (*TYPES, "CSA_API")]).found
    assert {key.type for key, one in found.items() if one.enabled} == set(TYPES)
    assert linkedin.get("jobs-offered", seat=3)["jobs"][0]["ats"] == "Other ATS"
    with pytest.raises(ForbiddenError):
        list(customer.client.seats.find([CONTRACT]))


def test_the_contract_switch_opens_export_to_its_own_seats_only(inside: InProcess, enabled: Customer) -> None:
    state = inside.state
    seats = {number: world.seat(state, number) for number in (2, 3)}
    served = {number: bool(levels.serving(state, seat)) for number, seat in seats.items() if seat}
    assert served == {2: True, 3: False}
    assert [seat.first_name for seat in enabled.client.seats.find([CONTRACT])] == ["Kari", "Ola"]


@pytest.mark.row("6.3/states", "6.8/403")
def test_switched_off_data_are_refused_and_the_row_reads_disabled(linkedin: Sandbox, enabled: Customer) -> None:
    linkedin.post("acts/ats-switch", {"contract": 5501, "level": "contract", "on": False})
    key = enabled.integration("PROFILE_PLUGIN")
    assert enabled.client.integrations.get([key]).found[key].integration_status == "DISABLED"
    with pytest.raises(ForbiddenError, match="GET /seatsV2"):
        list(enabled.client.seats.find([CONTRACT]))


@pytest.mark.row("6.7/CALLBACK_URL")
def test_a_callback_url_belongs_to_one_customer(
    linkedin: Sandbox, parent: LinkedInClient, enabled: Customer, ats: TinyAts
) -> None:
    made = parent.provisioned_applications.create(
        NewApplication(unique_foreign_id="second", name="Harbour - Second", description="x")
    )
    assert made.credentials.client_secret
    client = client_for(linkedin, made.credentials.client_id, made.credentials.client_secret)
    other = Customer(client, made.credentials.client_id, "", made.key)
    request_and_name(linkedin, other, "company")
    reply = client.configurations.put(enabled.integration("ONE_CLICK_EXPORT"), {"CALLBACK_URL": ats.callback_url})
    assert "unique" in str(reply.errors["CALLBACK_URL"])


@pytest.mark.row("5.1/validJsSdkDomains")
def test_strict_refuses_loopback(ats: TinyAts) -> None:
    with sandbox(WORLD, loopback_allowed=False) as linkedin:
        parent = client_for(linkedin, "parent", "parent-secret")
        with pytest.raises(LinkedInError, match="Invalid JS SDK domain"):
            parent.provisioned_applications.create(
                NewApplication(
                    unique_foreign_id="f", name="Harbour - F", description="x", valid_js_sdk_domains=(ats.base,)
                )
            )


def test_loopback_is_a_waiver_and_never_a_pass(linkedin: Sandbox, enabled: Customer) -> None:
    waivers = linkedin.get("ledger", judgement="waiver")["entries"]
    assert any("CALLBACK_URL" in note["text"] for one in waivers for note in one["notes"])


def test_the_challenge_is_made_when_it_is_switched_on(ats: TinyAts) -> None:
    with sandbox(WORLD, assumptions={"A-16": "on"}) as linkedin:
        parent = client_for(linkedin, "parent", "parent-secret")
        made = parent.provisioned_applications.create(
            NewApplication(unique_foreign_id="f", name="Harbour - F", description="x")
        )
        assert made.credentials.client_secret
        child = client_for(linkedin, made.credentials.client_id, made.credentials.client_secret)
        customer = Customer(child, made.credentials.client_id, made.credentials.client_secret, made.key)
        request_and_name(linkedin, customer, "company")
        key = customer.integration("ONE_CLICK_EXPORT")
        ats.secrets = ["not ours"]
        assert "security challenge" in str(child.configurations.put(key, {"CALLBACK_URL": ats.callback_url}).errors)
        ats.secrets = [customer.secret]
        assert child.configurations.put(key, {"CALLBACK_URL": ats.callback_url}).ok


@pytest.mark.row("A-10", "A-11", "A-13")
def test_notify_partner_is_needed_where_that_is_assumed(ats: TinyAts) -> None:
    with sandbox(WORLD, assumptions={"A-10": "notify", "A-11": "csa-only", "A-13": "ACTIVE"}) as linkedin:
        parent = client_for(linkedin, "parent", "parent-secret")
        made = parent.provisioned_applications.create(
            NewApplication(unique_foreign_id="f", name="Harbour - F", description="x")
        )
        assert made.credentials.client_secret
        child = client_for(linkedin, made.credentials.client_id, made.credentials.client_secret)
        customer = Customer(child, made.credentials.client_id, made.credentials.client_secret, made.key)
        request_and_name(linkedin, customer, "contract")
        assert row(linkedin, "contract")["state"] == "REQUESTED"
        asked = {"api_key": customer.api_key, "member": "kari", "contract": 5501, "level": "contract"}
        assert [one["integrationType"] for one in linkedin.post("acts/notify-partner", asked)["integrations"]] == [
            "CSA_API"
        ]
        linkedin.post("acts/ats-switch", {"contract": 5501, "level": "contract", "on": True})
        key = customer.integration("CSA_API")
        assert child.integrations.get([key]).found[key].integration_status == "ACTIVE"


def test_secrets_and_tokens_are_blotted_out_of_the_ledger(linkedin: Sandbox, enabled: Customer) -> None:
    whole = json.dumps(linkedin.get("ledger", limit=5000))
    token = enabled.client.oauth.application_token().value
    assert enabled.secret not in whole
    assert "parent-secret" not in whole
    assert token not in json.dumps(linkedin.get("ledger", limit=5000))
    assert ORGANIZATION in whole


def test_an_unused_code_is_not_in_the_ledger_but_error_codes_are(
    linkedin: Sandbox, customer: Customer, ats: TinyAts
) -> None:
    code = consent(linkedin, customer, ats)
    customer.client.oauth.exchange(code, redirect_uri=f"{ats.base}/callback")
    httpx.get(f"{linkedin.base}/rest/candidates")
    whole = json.dumps(linkedin.get("ledger", limit=500))
    assert code not in whole
    assert "VERSION_MISSING" in whole
