"""/sandbox/api/acts on jobs: applying, what LinkedIn does to a job, the Developer Portal's webhooks, versions."""

import base64
import json
from typing import Any

from flask import Blueprint, jsonify, request

from linkedin_sandbox import web
from linkedin_sandbox.apply import answers, form, lifecycle, outcomes
from linkedin_sandbox.apply import rules as applying
from linkedin_sandbox.control import bodies
from linkedin_sandbox.control.reading import Answer, takes
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import notices, webhooks
from linkedin_sandbox.rest import versions
from linkedin_sandbox.state import world

job_acts = Blueprint("job_acts", __name__)


def _application(client_id: str) -> provisioning.Application:
    return provisioning.named(web.state(), client_id)


@job_acts.post("/acts/apply")
@takes(bodies.ApplyBody)
def apply(body: bodies.ApplyBody) -> Answer:
    """A member applies on the job's page: what the profile holds, and ``answers`` by the names of the fields."""
    state = web.state()
    member, number = world.member(state, body.member), _number(body)
    offer = applying.offer(state, number)
    if member is None or offer is None:
        raise ActRefused("This job takes no applications here.")
    blocks = form.blocks(offer.asked, member)
    filled = {form.field_name(block, item): [item.value] for block in blocks for item in block.items if item.value}
    files = {name: _file(one) for name, one in body.files.items()}
    made = applying.apply(state, member.id, number, answers.Filled(filled | _lists(body.answers), files))
    return jsonify(job_application=f"{applying.URN}{made}")


@job_acts.get("/applications")
def applications() -> Answer:
    """?member= : what a member applied to here, and what they heard of it."""
    found = applying.of_member(web.state(), request.args.get("member", ""))
    return jsonify(applications=[_shown(row) for row in found])


@job_acts.post("/acts/job-reported")
@takes(bodies.JobBody)
def job_reported(body: bodies.JobBody) -> Answer:
    """Members report a job and LinkedIn closes it."""
    state = web.state()
    child = _application(body.client_id)
    jobs.complete_due(state)
    if not jobs.close(state, child.id, body.external_job_posting_id):
        raise ActRefused(f"Job {body.external_job_posting_id} is not open.")
    outcomes.changed(state, child.id, body.external_job_posting_id)
    return jsonify(status="closed")


@job_acts.post("/acts/job-offsite")
@takes(bodies.JobBody)
def job_offsite(body: bodies.JobBody) -> Answer:
    """LinkedIn turns an on-site job into an off-site one."""
    child = _application(body.client_id)
    outcomes.convert(web.state(), child.id, body.external_job_posting_id, "Converted by LinkedIn")
    return jsonify(status="off-site")


@job_acts.post("/acts/resync")
@takes(bodies.ResyncBody)
def resync(body: bodies.ResyncBody) -> Answer:
    found = notices.resync(web.state(), _application(body.client_id), list(body.external_job_posting_ids))
    return jsonify(id=found)


@job_acts.post("/acts/applicant-notifications")
@takes(bodies.TickBody)
def applicant_notifications(body: bodies.TickBody) -> Answer:
    lifecycle.tick(web.state(), _application(body.client_id).id, body.integration_context, on=body.on)
    return jsonify(on=body.on)


@job_acts.get("/webhooks")
def read_webhooks() -> Answer:
    return jsonify(webhooks=[dict(row) for row in webhooks.listing(web.state())])


@job_acts.post("/webhooks")
@takes(bodies.WebhookBody)
def register_webhook(body: bodies.WebhookBody) -> Answer:
    """The Developer Portal's *Webhooks*: one address an event type for a parent application."""
    owner = _application(body.client_id)
    if owner.parent is not None and body.kind in webhooks.PORTAL:
        raise ActRefused("Only a parent application has webhooks in the portal.")
    webhooks.register(web.state(), owner.id, body.kind, body.url)
    return read_webhooks()


@job_acts.post("/webhooks/validate")
@takes(bodies.WebhookBody)
def validate_webhook(body: bodies.WebhookBody) -> Answer:
    """Validate by hand: what opens a blocked address again."""
    if not webhooks.validate(web.state(), _application(body.client_id).id, body.kind, body.url):
        raise ActRefused(webhooks.FAILED)
    return read_webhooks()


@job_acts.get("/versions")
def read_versions() -> Answer:
    return jsonify(first=versions.FIRST, last=versions.LAST, retired=versions.retired(web.state()))


@job_acts.post("/versions")
@takes(bodies.VersionBody)
def retire_version(body: bodies.VersionBody) -> Answer:
    """Retire a version of /rest with all before it; without one, serve all again."""
    if body.retire:
        versions.retire(web.state(), body.retire)
    else:
        versions.bring_back(web.state())
    return read_versions()


def _number(body: bodies.ApplyBody) -> int:
    rows = jobs.open_jobs(web.state())
    found = next((row["number"] for row in rows if row["external_id"] == body.external_job_posting_id), None)
    return found or 0


def _lists(given: dict[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in given.items()}


def _file(one: bodies.FileBody) -> answers.File:
    try:
        return answers.File(one.name, one.content_type, base64.b64decode(one.content))
    except ValueError as error:
        raise ActRefused(f"{one.name}: the content is not base64.") from error


def _shown(row: Any) -> dict[str, Any]:
    told = lifecycle.told(web.state(), row["id"])
    return {
        "job_application": f"{applying.URN}{row['id']}",
        "external_job_posting_id": row["external_id"],
        "delivery": row["delivery"],
        "body": json.loads(row["body"]),
        "told": [{"action": one["action"], "performed_at": one["performed_at"]} for one in told],
    }
