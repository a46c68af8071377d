"""/v2/atsIntegrations and its configurations."""

from typing import Any

from flask import Blueprint, Response, jsonify
from linkedin_talent.restli import Key

from linkedin_sandbox import api
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import rules

blueprint = Blueprint("integrations", __name__, url_prefix="/v2")


def _parts(key: Key) -> tuple[str, str]:
    context, kind, _tenant = api.members(key, "integrationContext", "integrationType", "tenantType", section="6.4")
    return context, kind


@blueprint.post("/atsIntegrations")
def name() -> Response:
    asked = api.read(throttle="atsIntegrations")
    if asked.method != "batch_partial_update":
        raise Refusal(400, "X-RestLi-Method batch_partial_update is required", section="6.5")

    def apply(key: Key, values: dict[str, Any], _removed: list[str]) -> int:
        rules.name(asked.state, asked.call, *_parts(key), values.get("integrationName"))
        return api.success(asked.state, created=False)

    return api.batch_patch(asked, apply)


@blueprint.get("/atsIntegrations")
def read() -> Response:
    asked = api.read(throttle="atsIntegrations")
    if asked.text("q") == "request":
        request_id = asked.needed("requestId", "6.6")
        return jsonify(elements=rules.changed(asked.state, asked.call, request_id))
    return api.batch_read(asked, lambda key: rules.entity(asked.state, asked.call, *_parts(key)))


@blueprint.put("/atsIntegrations/<key>/configurations")
def configure(key: str) -> Response:  # noqa: ARG001 - read from the raw address
    asked = api.read(throttle="atsIntegrationConfigurations")
    context, kind = _parts(api.path_key())

    def apply(name: Key, entity: dict[str, Any]) -> int:
        value = entity.get("configurationValue")
        created = rules.configure(asked.state, asked.call, context, kind, str(name), value=value)
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


@blueprint.get("/atsIntegrations/<key>/configurations")
def read_configurations(key: str) -> Response:  # noqa: ARG001 - read from the raw address
    asked = api.read(throttle="atsIntegrationConfigurations")
    context, kind = _parts(api.path_key())
    return api.batch_read(asked, lambda name: rules.configuration(asked.state, asked.call, context, kind, str(name)))


@blueprint.delete("/atsIntegrations/<key>/configurations")
def remove_configurations(key: str) -> Response:  # noqa: ARG001 - read from the raw address
    asked = api.read(throttle="atsIntegrationConfigurations")
    context, kind = _parts(api.path_key())
    return api.batch_delete(
        asked, lambda name: rules.remove_configuration(asked.state, asked.call, context, kind, str(name))
    )
