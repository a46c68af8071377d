"""/sandbox/api: world, clock, feeds, faults, ledger and the acts of people, as JSON."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from linkedin_sandbox import web
from linkedin_sandbox.control import rules
from linkedin_sandbox.state import world

blueprint = Blueprint("control", __name__, url_prefix="/sandbox/api")

Answer = Response | tuple[Response, int]


@blueprint.errorhandler(ValidationError)
def _invalid(error: ValidationError) -> Answer:
    found = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors()]
    return jsonify(error="The document does not fit.", fields=found), 400


def _json() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


@blueprint.get("/health")
def health() -> Answer:
    state = web.state()
    return jsonify(status="ok", now=state.clock.now(), base=state.settings.base, assumptions=state.assumptions.all())


@blueprint.get("/world")
def read_world() -> Answer:
    return jsonify(world.read(web.state()).model_dump(mode="json"))


@blueprint.post("/world")
def merge_world() -> Answer:
    rules.merge_world(web.state(), world.World.model_validate(_json()))
    return read_world()
