"""/v2/jobApplicationLifecycleActions, /v2/hireMediaUrl, and the files behind their addresses."""

from flask import Blueprint, Response, jsonify, request

from linkedin_sandbox import api, media
from linkedin_sandbox.applications import resumes
from linkedin_sandbox.apply import lifecycle
from linkedin_sandbox.errors import Refusal

blueprint = Blueprint("apply_connect", __name__)


@blueprint.post("/v2/jobApplicationLifecycleActions")
def lifecycle_action() -> Response:
    asked = api.read(child="jobApplicationLifecycleActions")
    number = lifecycle.create(asked.state, asked.call, api.body())
    response = Response(status=int(asked.state.assumptions["A-34"]))
    response.headers["x-restli-id"] = str(number)
    return response


@blueprint.post("/v2/hireMediaUrl")
def upload_address() -> Response:
    asked = api.read(child="hireMediaUrl")
    found = resumes.upload_address(asked.state, asked.call, api.body())
    return jsonify(found if asked.state.assumptions["A-25"] == "plain" else {"value": found})


@blueprint.put("/ambry/")
def upload() -> Response:
    asked = api.read(child="ambry")
    number = asked.text("x-li-ambry-ep")
    if media.find(asked.state, asked.call.application, media.UPLOAD, number) is None:
        raise Refusal(404, "Media does not exist", section="11.3", service_code=0)
    media.fill(asked.state, number, request.get_data(cache=True))
    asked.call.effect("résumé uploaded")
    return Response(status=201)


@blueprint.get("/ambry/")
def download() -> Response:
    """An applicant's file, for thirty days, to the application that received it."""
    asked = api.read(child="ambry")
    found = media.find(asked.state, asked.call.application, media.APPLICANT, asked.text("x-li-ambry-ep"))
    if found is None or found.content is None:
        raise Refusal(404, "Media does not exist", section="19.2", service_code=0)
    asked.call.effect(f"{found.name} fetched")
    return Response(found.content, content_type=found.content_type)
