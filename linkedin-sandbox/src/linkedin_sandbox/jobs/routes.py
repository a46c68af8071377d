"""/v2/simpleJobPostings, simpleJobPostingTasks and jobPostingStatus."""

from flask import Blueprint, Response, jsonify

from linkedin_sandbox import api
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.jobs import checks, rules, status

blueprint = Blueprint("jobs", __name__, url_prefix="/v2")


@blueprint.post("/simpleJobPostings")
def post() -> Response:
    return post_batch(checks.V2)


@blueprint.get("/simpleJobPostingTasks")
def tasks() -> Response:
    return read_tasks()


def post_batch(surface: checks.Surface) -> Response:
    """BATCH_CREATE on either surface."""
    asked = api.read(child="simpleJobPostings", throttle="simpleJobPostings")
    if asked.method != "batch_create":
        why = "Data Processing Exception while processing fields [/elements]"
        raise Refusal(403, f"Unpermitted fields present in REQUEST_BODY: {why}", section="8.1")
    elements = api.body().get("elements")
    if not isinstance(elements, list) or not elements or not all(isinstance(one, dict) for one in elements):
        text = "ERROR :: /elements :: field is required but not found and has no default value\n"
        raise Refusal(422, text, section="8.1")
    if len(elements) > api.MOST_RECORDS:
        raise Refusal(400, f"Batch size {len(elements)} exceeds the limit of {api.MOST_RECORDS}", section="8.1")
    return jsonify(elements=rules.post(asked.state, asked.call, elements, surface))


def read_tasks() -> Response:
    """BATCH_GET of tasks on either surface."""
    asked = api.read(child="simpleJobPostingTasks", throttle="simpleJobPostingTasks")
    if not all(str(key).startswith(rules.TASK_URN) for key in api.keys(asked)):
        raise Refusal(400, "Batch key parameter value is invalid", section="8.4")
    return api.batch_read(asked, lambda key: status.task(asked.state, asked.call.application, str(key)))


@blueprint.get("/jobPostingStatus")
def read_status() -> Response:
    asked = api.read(child="jobPostingStatus")
    return api.batch_read(asked, lambda key: status.job(asked.state, asked.call.application, str(key)))
