"""/v2/exportedCandidates."""

from flask import Blueprint, Response, jsonify

from linkedin_sandbox import api
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.exports import rules
from linkedin_sandbox.integrations import rules as integrations

blueprint = Blueprint("exports", __name__, url_prefix="/v2")


@blueprint.get("/exportedCandidates")
def find() -> Response:
    asked = api.read(child="exportedCandidates")
    if asked.text("q") == "request":
        found = rules.exported(asked.state, asked.call.application, asked.needed("requestId", "14"))
        for one in found:
            integrations.require_enabled(asked.state, asked.call, one["integrationContext"], "GET /exportedCandidates")
            asked.call.effect(f"export of {one['candidate']['lastName']} fetched")
        return jsonify(elements=found)
    if asked.text("q") == "closed" and asked.state.assumptions["A-41"] == "on":
        context = asked.needed("integrationContext", "14")
        integrations.require_enabled(asked.state, asked.call, context, "GET /exportedCandidates")
        return api.page(asked, rules.closed_accounts(asked.state, asked.call.application, context))
    raise Refusal(404, "Resource exportedCandidates does not exist", section="14", service_code=0)
