"""/sandbox/openapi.json"""

from flask import Blueprint, Response, current_app, jsonify

from linkedin_sandbox import web
from linkedin_sandbox.description.document import document

blueprint = Blueprint("description", __name__)


@blueprint.get("/sandbox/openapi.json")
def openapi() -> Response:
    return jsonify(document(current_app, web.state().settings.base))
