"""Wire facts of tokens, provisioning and set-up: every byte of request and reply is typed from LinkedIn's pages."""

import pytest
from facts import request
from fake_linkedin import FakeLinkedIn
from linkedin_talent import IntegrationKey, LinkedInClient
from linkedin_talent.integrations import ConfigurationKey
from linkedin_talent.provisioning import NewApplication
from linkedin_talent.restli import Protocol

CHILD = "urn:li:developerApplication:771204"
EXPORT = IntegrationKey("urn:li:organization:90210", "ONE_CLICK_EXPORT")
SEATS = IntegrationKey("urn:li:contract:5150", "CSA_API")


def test_a_child_application_is_provisioned(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"key":"urn:li:developerApplication:771204","credentials":{"client_id":"86qz","client_secret":"s3"}}', 201
    )
    new = NewApplication(
        unique_foreign_id="instance-7",
        name="Hireflow - Fjordtech",
        description="Hiring at Fjordtech",
        oauth2_authorized_callback_urls=("https://fjordtech.hireflow.test/oauth",),
        valid_js_sdk_domains=("https://fjordtech.hireflow.test:8443",),
    )
    child = client.provisioned_applications.create(new)
    assert linkedin.wire == request(
        "POST /v2/provisionedApplications",
        '{"uniqueForeignId":"instance-7","name":"Hireflow - Fjordtech","description":"Hiring at Fjordtech",'
        '"oauth2AuthorizedCallbackUrls":["https://fjordtech.hireflow.test/oauth"],'
        '"validJsSdkDomains":["https://fjordtech.hireflow.test:8443"]}',
    )
    assert (child.key, child.credentials.client_id, child.credentials.client_secret) == (CHILD, "86qz", "s3")


def test_a_child_application_is_read_and_changed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"elements":[{"key":"urn:li:developerApplication:771204","uniqueForeignId":"instance-7","name":"H - F",'
        b'"description":"d","validJsSdkDomains":["https://f.test"],"oauth2AuthorizedCallbackUrls":[],'
        b'"credentials":{"client_id":"86qz"}}]}'
    )
    found = client.provisioned_applications.find("instance-7")
    assert linkedin.wire == request(
        "GET /v2/provisionedApplications?q=credentialsByUniqueForeignId&uniqueForeignId=instance-7"
    )
    assert found is not None
    assert (found.unique_foreign_id, found.valid_js_sdk_domains, found.credentials.client_secret) == (
        "instance-7",
        ("https://f.test",),
        None,
    )
    linkedin.will_answer(None, 204)
    client.provisioned_applications.update(CHILD, valid_js_sdk_domains=["https://g.test"])
    assert linkedin.wire == request(
        "POST /v2/provisionedApplications/urn:li:developerApplication:771204",
        '{"patch":{"$set":{"validJsSdkDomains":["https://g.test"]}}}',
        method="partial_update",
    )


def test_a_secret_is_rolled_for_a_child(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"value":{"client_secret":"second"}}')
    assert client.secrets.roll(child=CHILD) == "second"
    assert linkedin.wire == request(
        "POST /v2/developerApplicationsSecurity?action=rollDeveloperApplicationSecret",
        '{"childDeveloperApplication":"urn:li:developerApplication:771204"}',
        method="action",
        protocol="2.0.0",
    )


def test_integrations_are_named(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"results":{"dataProvider=ATS&integrationContext=urn%3Ali%3Aorganization%3A90210&tenantType=RECRUITER'
        b'&integrationType=ONE_CLICK_EXPORT":{"status":204},"integrationContext=urn:li:contract:5150'
        b'&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS":{"status":204}},"errors":{}}'
    )
    assert client.integrations.rename({EXPORT: "Fjordtech \u2013 export", SEATS: "Seats"}).ok
    assert linkedin.wire == request(
        "POST /v2/atsIntegrations"
        "?ids[0].integrationContext=urn:li:organization:90210&ids[0].integrationType=ONE_CLICK_EXPORT"
        "&ids[0].tenantType=RECRUITER&ids[0].dataProvider=ATS"
        "&ids[1].integrationContext=urn:li:contract:5150&ids[1].integrationType=CSA_API"
        "&ids[1].tenantType=RECRUITER&ids[1].dataProvider=ATS",
        '{"entities":{"integrationContext=urn:li:organization:90210&integrationType=ONE_CLICK_EXPORT'
        '&tenantType=RECRUITER&dataProvider=ATS":{"patch":{"$set":{"integrationName":"Fjordtech \u2013 export"}}},'
        '"integrationContext=urn:li:contract:5150&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS":'
        '{"patch":{"$set":{"integrationName":"Seats"}}}}}',
        method="batch_partial_update",
    )


def test_integrations_are_read_by_key_and_after_a_push(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"results":{"integrationContext=urn:li:organization:90210&integrationType=ONE_CLICK_EXPORT'
        b'&tenantType=RECRUITER&dataProvider=ATS":{"integrationName":"Export","integrationStatus":"ENABLED"}},'
        b'"statuses":{},"errors":{}}'
    )
    assert client.integrations.get([EXPORT], fields=["integrationStatus"]).found[EXPORT].enabled
    assert linkedin.wire == request(
        "GET /v2/atsIntegrations?ids[0].integrationContext=urn:li:organization:90210"
        "&ids[0].integrationType=ONE_CLICK_EXPORT&ids[0].tenantType=RECRUITER&ids[0].dataProvider=ATS"
        "&fields=integrationStatus"
    )
    linkedin.will_answer(
        b'{"elements":[{"integrationContext":"urn:li:contract:5150","integrationType":"CSA_API",'
        b'"tenantType":"RECRUITER","dataProvider":"ATS","integrationStatus":"DISABLED","lastModifiedAt":1741068000000}]}'
    )
    (changed,) = client.integrations.requested("6f1c1b1e")
    assert linkedin.wire == request("GET /v2/atsIntegrations?q=request&requestId=6f1c1b1e")
    assert (changed.key, changed.enabled) == (SEATS, False)


PATH = (
    "/v2/atsIntegrations/integrationContext=urn:li:organization:90210&integrationType=ONE_CLICK_EXPORT"
    "&tenantType=RECRUITER&dataProvider=ATS/configurations"
)


def test_a_configuration_is_put_read_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"results":{"CALLBACK_URL":{"status":204}},"errors":{}}')
    assert client.configurations.put(EXPORT, {ConfigurationKey.CALLBACK_URL: "https://f.test/hooks/9"}).ok
    assert linkedin.wire == request(
        f"PUT {PATH}?ids=CALLBACK_URL",
        '{"entities":{"CALLBACK_URL":{"configurationValue":{"string":"https://f.test/hooks/9"}}}}',
        method="batch_update",
    )
    linkedin.will_answer(
        b'{"results":{"CALLBACK_URL":{"configurationValue":{"string":"https://f.test/hooks/9"}}},"statuses":{},'
        b'"errors":{}}'
    )
    assert client.configurations.get(EXPORT, ["CALLBACK_URL"]) == {"CALLBACK_URL": "https://f.test/hooks/9"}
    assert linkedin.wire == request(f"GET {PATH}?ids=CALLBACK_URL")
    linkedin.will_answer(b'{"results":{"JOB_POSTING_VIEWERS":{"status":204}},"errors":{}}')
    assert client.configurations.delete(EXPORT, ["JOB_POSTING_VIEWERS"]).ok
    assert linkedin.wire == request(f"DELETE {PATH}?ids=JOB_POSTING_VIEWERS", method="batch_delete")


def test_in_protocol_2_the_same_calls_have_brackets(linkedin: FakeLinkedIn) -> None:
    client = linkedin.client(protocol=Protocol.TWO)
    key = (
        "(integrationContext:urn%3Ali%3Aorganization%3A90210,integrationType:ONE_CLICK_EXPORT,tenantType:RECRUITER,"
        "dataProvider:ATS)"
    )
    linkedin.will_answer(b'{"results":{"' + key.encode() + b'":{"status":204}}}')
    assert client.integrations.rename({EXPORT: "Export"}).ok
    assert linkedin.wire == request(
        f"POST /v2/atsIntegrations?ids=List({key})",
        f'{{"entities":{{"{key}":{{"patch":{{"$set":{{"integrationName":"Export"}}}}}}}}}}',
        method="batch_partial_update",
        protocol="2.0.0",
    )
    linkedin.will_answer(b'{"results":{"CALLBACK_URL":{"status":204}}}')
    assert client.configurations.delete(EXPORT, ["CALLBACK_URL"]).ok
    assert linkedin.wire == request(
        f"DELETE /v2/atsIntegrations/{key}/configurations?ids=List(CALLBACK_URL)",
        method="batch_delete",
        protocol="2.0.0",
    )


# --- tokens -----------------------------------------------------------------------------------------------------


def test_an_application_token_is_a_form(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"elements":[]}')
    client.exports.requested("x")
    assert linkedin.token_wire == (
        "POST www.linkedin.com/oauth/v2/accessToken\n"
        "accept: application/json\n"
        "content-type: application/x-www-form-urlencoded\n\n"
        "grant_type=client_credentials&client_id=child-77&client_secret=secret-a"
    )


def test_a_members_code_and_refresh_token_are_forms(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.token_more = {
        "scope": "openid,profile",
        "refresh_token": "r-1",
        "refresh_token_expires_in": 31536000,
        "id_token": "i.d.t",
    }
    linkedin.token_life = 5184000
    token = client.oauth.exchange("AQTx", redirect_uri="https://f.test/back")
    assert linkedin.token_wire.endswith(
        "\n\ngrant_type=authorization_code&code=AQTx&redirect_uri=https%3A%2F%2Ff.test%2Fback"
        "&client_id=child-77&client_secret=secret-a"
    )
    assert (token.scope, token.refresh_token, token.id_token) == ("openid,profile", "r-1", "i.d.t")
    assert token.refresh_expires_at is not None
    assert (token.expires_at - linkedin.now).days == 60
    assert (token.refresh_expires_at - linkedin.now).days == 365
    client.oauth.refresh("r-1")
    assert linkedin.token_wire.endswith(
        "\n\ngrant_type=refresh_token&refresh_token=r-1&client_id=child-77&client_secret=secret-a"
    )


@pytest.mark.parametrize("kind", ["userinfo", "introspection"])
def test_a_member_and_a_token_are_asked_about(linkedin: FakeLinkedIn, client: LinkedInClient, kind: str) -> None:
    if kind == "userinfo":
        linkedin.will_answer(
            b'{"sub":"782bbtaQ","name":"Ida Lien","given_name":"Ida","family_name":"Lien","picture":"https://p",'
            b'"locale":"en-US"}'
        )
        token = client.oauth.exchange("AQTx", redirect_uri="https://f.test/back")
        assert client.oauth.userinfo(token).person_urn == "urn:li:person:782bbtaQ"
        assert linkedin.wire == request("GET /v2/userinfo")
    else:
        linkedin.will_answer(
            b'{"active":true,"client_id":"child-77","authorized_at":1493055596,"created_at":1493055596,'
            b'"expires_at":1497497620,"status":"active","auth_type":"3L","scope":"openid,profile"}'
        )
        told = client.oauth.introspect("AQX")
        assert (told.active, told.auth_type, told.expires_at) == (True, "3L", 1497497620)
        assert linkedin.wire == (
            "POST www.linkedin.com/oauth/v2/introspectToken\n"
            "accept: application/json\ncontent-type: application/x-www-form-urlencoded\n\n"
            "token=AQX&client_id=child-77&client_secret=secret-a"
        )
