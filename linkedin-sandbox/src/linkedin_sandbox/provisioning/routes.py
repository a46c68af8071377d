"""/v2/provisionedApplications and /v2/developerApplicationsSecurity."""

from typing import Any

from flask import Blueprint, Response, jsonify

from linkedin_sandbox import api
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.provisioning import rules

blueprint = Blueprint("provisioning", __name__, url_prefix="/v2")
Answer = Response | tuple[Response, int]


@blueprint.post("/provisionedApplications")
def create() -> Answer:
    asked = api.read()
    made = rules.create(asked.state, asked.call, api.body())
    credentials = {"client_id": made.client_id, "client_secret": made.secrets[0]}
    response = jsonify(key=made.urn, credentials=credentials)
    response.headers["x-restli-id"] = made.urn
    return response, rules.status_of(asked.state, "created")


@blueprint.get("/provisionedApplications")
def find() -> Answer:
    asked = api.read()
    if asked.text("q") != "credentialsByUniqueForeignId":
        raise Refusal(400, "Unknown finder", section="5.2")
    foreign_id = asked.needed("uniqueForeignId", "5.2")
    found = rules.by_foreign_id(asked.state, asked.call.application, foreign_id)
    return jsonify(elements=[_shown(found)] if found else [])


@blueprint.post("/provisionedApplications/<urn>")
def update(urn: str) -> Answer:
    asked = api.read()
    patch = api.body().get("patch")
    values = patch.get("$set") if isinstance(patch, dict) else None
    if not isinstance(values, dict):
        raise Refusal(400, "A partial update needs patch and $set", section="5.3")
    rules.update(asked.state, asked.call, urn, values)
    return Response(status=rules.status_of(asked.state, "updated"))


@blueprint.post("/developerApplicationsSecurity")
def secret() -> Answer:
    asked = api.read()
    body, action = api.body(), asked.text("action")
    child = body.get("childDeveloperApplication")
    if action == "rollDeveloperApplicationSecret":
        return jsonify(value={"client_secret": rules.roll_secret(asked.state, asked.call, child)})
    if action == "deleteDeveloperApplicationSecret":
        rules.delete_secret(asked.state, asked.call, child, str(body.get("client_secret", "")))
        return jsonify(value={})
    raise Refusal(400, f"Unknown action {action}", section="5.4")


def _shown(application: rules.Application) -> dict[str, Any]:
    """A child as the finder shows it: never with its secret."""
    return {
        "key": application.urn,
        "uniqueForeignId": application.unique_foreign_id,
        "name": application.name,
        "description": application.description,
        "validJsSdkDomains": list(application.domains),
        "oauth2AuthorizedCallbackUrls": list(application.callbacks),
        "credentials": {"client_id": application.client_id},
    }
