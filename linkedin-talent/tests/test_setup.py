"""Provisioning, secrets, integrations and their configuration, as LinkedIn's set-up pages show them."""

import pytest
from fake_linkedin import CONTRACT, ORGANIZATION, FakeLinkedIn
from linkedin_talent import IntegrationKey, LinkedInClient, errors
from linkedin_talent.integrations import ALL_PRODUCT_USERS, ConfigurationKey, Integration
from linkedin_talent.provisioning import NewApplication
from pydantic import ValidationError

CHILD = "urn:li:developerApplication:771204"
EXPORT = IntegrationKey(ORGANIZATION, "ONE_CLICK_EXPORT")
EXPORT_KEY = f"integrationContext={ORGANIZATION}&integrationType=ONE_CLICK_EXPORT&tenantType=RECRUITER&dataProvider=ATS"


def test_a_child_application_is_created(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"key": CHILD, "credentials": {"client_id": "86qz", "client_secret": "hush"}}, 201)
    child = client.provisioned_applications.create(
        NewApplication(
            unique_foreign_id="nordlys",
            name="Tiny ATS - Nordlys",
            description="Hiring",
            valid_js_sdk_domains=("https://nordlys.test",),
        )
    )
    assert (child.key, child.credentials.client_id, child.credentials.client_secret) == (CHILD, "86qz", "hush")
    assert "hush" not in repr(child)
    assert linkedin.line == "POST /v2/provisionedApplications"
    assert linkedin.body == {
        "uniqueForeignId": "nordlys",
        "name": "Tiny ATS - Nordlys",
        "description": "Hiring",
        "validJsSdkDomains": ["https://nordlys.test"],
    }


@pytest.mark.parametrize("name", ["x" * 51, "Tiny ATS - My linkedIN", ""])
def test_a_name_linkedin_would_refuse_is_refused_here(name: str) -> None:
    with pytest.raises(ValidationError):
        NewApplication(unique_foreign_id="n", name=name, description="")


def test_a_taken_foreign_id_is_a_conflict(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"message": "exists", "status": 409}, 409)
    with pytest.raises(errors.ConflictError):
        client.provisioned_applications.create(NewApplication(unique_foreign_id="n", name="A - B", description=""))


def test_a_child_is_found_by_its_foreign_id(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": [{"key": CHILD, "uniqueForeignId": "n", "credentials": {"client_id": "86qz"}}]})
    child = client.provisioned_applications.find("n")
    assert child is not None
    assert child.credentials.client_secret is None
    assert linkedin.line == "GET /v2/provisionedApplications?q=credentialsByUniqueForeignId&uniqueForeignId=n"
    linkedin.will_answer({"elements": []})
    assert client.provisioned_applications.find("other") is None


def test_lists_of_a_child_are_replaced_whole(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(None, 204)
    client.provisioned_applications.update(CHILD, valid_js_sdk_domains=["https://a.test"])
    assert linkedin.line == f"POST /v2/provisionedApplications/{CHILD}"
    assert linkedin.body == {"patch": {"$set": {"validJsSdkDomains": ["https://a.test"]}}}


def test_a_secret_is_rolled_for_oneself_or_a_child(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"value": {"client_secret": "fresh"}})
    assert client.secrets.roll() == "fresh"
    assert linkedin.line == "POST /v2/developerApplicationsSecurity?action=rollDeveloperApplicationSecret"
    assert linkedin.last.headers["x-restli-method"] == "action"
    assert linkedin.last.headers["x-restli-protocol-version"] == "2.0.0"
    assert linkedin.body == {}
    linkedin.will_answer({"value": {"client_secret": "fresh"}})
    client.secrets.roll(child=CHILD)
    assert linkedin.body == {"childDeveloperApplication": CHILD}


def test_a_roll_without_a_secret_in_the_reply_is_an_error(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"value": {}})
    with pytest.raises(errors.ReplyError):
        client.secrets.roll()


def test_a_secret_is_retired(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(None, 200)
    client.secrets.delete("old", child=CHILD)
    assert linkedin.line == "POST /v2/developerApplicationsSecurity?action=deleteDeveloperApplicationSecret"
    assert linkedin.body == {"client_secret": "old", "childDeveloperApplication": CHILD}


def test_integrations_are_named_in_one_call(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    seats = IntegrationKey(CONTRACT, "CSA_API")
    seats_key = f"integrationContext={CONTRACT}&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS"
    linkedin.will_answer(
        {
            "results": {EXPORT_KEY: {"status": 204}},
            "errors": {seats_key: {"status": 404, "message": "not requested"}},
        }
    )
    result = client.integrations.rename({EXPORT: "Nordlys – export", seats: "Nordlys – seats"})
    assert result[EXPORT].ok
    assert isinstance(result[seats].error, errors.NotFoundError)
    assert linkedin.line == (
        "POST /v2/atsIntegrations"
        f"?ids[0].integrationContext={ORGANIZATION}&ids[0].integrationType=ONE_CLICK_EXPORT"
        "&ids[0].tenantType=RECRUITER&ids[0].dataProvider=ATS"
        f"&ids[1].integrationContext={CONTRACT}&ids[1].integrationType=CSA_API"
        "&ids[1].tenantType=RECRUITER&ids[1].dataProvider=ATS"
    )
    assert linkedin.last.headers["x-restli-method"] == "batch_partial_update"
    assert linkedin.body["entities"][EXPORT_KEY] == {"patch": {"$set": {"integrationName": "Nordlys – export"}}}


def test_integrations_are_read_by_key(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        {
            "results": {EXPORT_KEY: {"integrationName": "Nordlys", "integrationStatus": "ENABLED", "newThing": 1}},
            "statuses": {},
            "errors": {},
        }
    )
    reply = client.integrations.get([EXPORT, IntegrationKey(ORGANIZATION, "PROFILE_PLUGIN")])
    found = reply.found[EXPORT]
    assert (found.key, found.enabled, found.integration_name) == (EXPORT, True, "Nordlys")
    assert found.model_extra == {"newThing": 1}
    assert [error.status for error in reply.errors.values()] == [404]


def test_a_push_leads_to_the_integrations_it_speaks_of(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    row = dict(EXPORT.compound()) | {"integrationStatus": "SUSPENDED"}
    linkedin.will_answer({"elements": [row]})
    (integration,) = client.integrations.requested("e-1")
    assert linkedin.line == "GET /v2/atsIntegrations?q=request&requestId=e-1"
    assert (integration.integration_status, integration.enabled) == ("SUSPENDED", False)  # kept, and not enabled


@pytest.mark.parametrize("status", ["", "enabled", "REQUESTED", "PARTNER_READY", "DISABLED"])
def test_only_the_one_known_symbol_means_enabled(status: str) -> None:
    assert not Integration.model_validate(dict(EXPORT.compound()) | {"integrationStatus": status}).enabled


def test_configuration_values_are_set_read_and_removed(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    path = f"/v2/atsIntegrations/{EXPORT_KEY}/configurations"
    linkedin.will_answer({"results": {"CALLBACK_URL": {"status": 204}, "JOB_POSTING_VIEWERS": {"status": 201}}})
    values = {
        ConfigurationKey.CALLBACK_URL: "https://nordlys.test/hooks/linkedin/x",
        ConfigurationKey.JOB_POSTING_VIEWERS: ALL_PRODUCT_USERS,
    }
    assert client.configurations.put(EXPORT, values).ok
    assert linkedin.line == f"PUT {path}?ids=CALLBACK_URL&ids=JOB_POSTING_VIEWERS"
    assert linkedin.last.headers["x-restli-method"] == "batch_update"
    assert linkedin.body["entities"]["CALLBACK_URL"] == {
        "configurationValue": {"string": "https://nordlys.test/hooks/linkedin/x"}
    }
    linkedin.will_answer({"results": {"CALLBACK_URL": {"configurationValue": {"string": "https://n.test"}}}})
    assert client.configurations.get(EXPORT, ["CALLBACK_URL"]) == {"CALLBACK_URL": "https://n.test"}
    assert linkedin.line == f"GET {path}?ids=CALLBACK_URL"
    linkedin.will_answer({"results": {"JOB_POSTING_VIEWERS": {"status": 204}}})
    assert client.configurations.delete(EXPORT, ["JOB_POSTING_VIEWERS"]).ok
    assert linkedin.line == f"DELETE {path}?ids=JOB_POSTING_VIEWERS"
