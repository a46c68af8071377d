"""A customer of a rehearsal LinkedIn: provisioned, asked for by its administrator, named and switched on."""

from typing import Any

from linkedin_talent import Application, Endpoints, LinkedInClient
from linkedin_talent.integrations import ConfigurationKey, read_callback
from linkedin_talent.keys import IntegrationKey
from linkedin_talent.provisioning import NewApplication

ORGANIZATION, CONTRACT = "urn:li:organization:90210", "urn:li:contract:5150"
WORLD: dict[str, Any] = {
    "parent_application": {"client_id": "parent", "client_secret": "parent-secret", "name": "My ATS"},
    "organizations": [{"id": 90210, "name": "Fjordtech", "vanity": "fjordtech"}],
    "contracts": [{"id": 5150, "organization": 90210, "name": "Bergen"}],
    "members": [
        {"id": "ida", "first_name": "Ida", "last_name": "Lien", "emails": ["ida@my-ats.example"]},
        {"id": "kari", "first_name": "Kari", "last_name": "Nordmann", "emails": ["kari@example.org"]},
    ],
    "seats": [{"id": 1, "contract": 5150, "member": "ida", "admin": True}],
}


def provisioned(sandbox: Any) -> Application:
    """A child application of the parent's."""
    endpoints = Endpoints(*[sandbox.base] * 3)
    with LinkedInClient(endpoints, Application("parent", ("parent-secret",))) as parent:
        new = NewApplication(unique_foreign_id="78", name="My ATS - Test", description="Hiring")
        child = parent.provisioned_applications.create(new).credentials
    return Application(child.client_id, (child.client_secret or "",))


def requested(sandbox: Any, api_key: str, level: str) -> list[IntegrationKey]:
    """The administrator presses *Request*."""
    body = {"api_key": api_key, "member": "ida", "contract": 5150, "level": level}
    return read_callback(sandbox.post("acts/request-integration", body)["integrations"])


def switched_on(sandbox: Any, client: LinkedInClient, api_key: str, level: str, hook: str = "") -> None:
    """All of the set-up of one level."""
    asked = requested(sandbox, api_key, level)
    for key in asked:
        if key.type == "ONE_CLICK_EXPORT":
            values = {ConfigurationKey.CALLBACK_URL: hook or "http://127.0.0.1:9/hook"}
            assert client.configurations.put(key, values).ok
    assert client.integrations.rename({key: f"Test {key.type}" for key in asked}).ok
    sandbox.post("acts/ats-switch", {"contract": 5150, "level": level, "on": True})
    assert all(one.enabled for one in client.integrations.get(asked).found.values())
