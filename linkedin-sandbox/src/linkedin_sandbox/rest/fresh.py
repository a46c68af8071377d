"""Resources that only /rest has: jobRequisitions and attachments (RSC release notes, Java SDK)."""

from typing import Any

from flask import Response, abort
from linkedin_talent.restli import Key

from linkedin_sandbox import api, web
from linkedin_sandbox.applications import attachments
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.jobs import requisitions
from linkedin_sandbox.rest.routes import blueprint

REQUISITION = ("integrationContext", "externalJobRequisitionId")
FILE = (
    "integrationContext",
    "externalReferenceEntityType",
    "externalReferenceEntityId",
    "attachmentType",
    "externalAttachmentId",
)


def _asked(resource: str, verb: str, names: tuple[str, ...], section: str) -> api.Asked:
    asked = api.read(child=resource, throttle=resource)
    for context in sorted({api.members(key, *names, section=section)[0] for key in api.keys(asked)}):
        integrations.require_enabled(asked.state, asked.call, context, f"{verb} /{resource}")
    return asked


@blueprint.put("/jobRequisitions")
def put_requisitions() -> Response:
    if web.state().assumptions["A-22"] == "off":
        abort(404)
    asked = _asked("jobRequisitions", "PUT", REQUISITION, "8.9")

    def apply(key: Key, body: dict[str, Any]) -> int:
        context, name = api.members(key, *REQUISITION, section="8.9")
        return api.success(asked.state, created=requisitions.put(asked.state, asked.call, context, name, body))

    return api.batch_write(asked, apply)


@blueprint.put("/attachments")
def put_attachments() -> Response:
    asked = _asked("attachments", "PUT", FILE, "11.3")
    attachments.limited(len(api.keys(asked)))

    def apply(key: Key, body: dict[str, Any]) -> int:
        place = attachments.Place(*api.members(key, *FILE, section="11.3"))
        return api.success(asked.state, created=attachments.put(asked.state, asked.call, place, body))

    return api.batch_write(asked, apply)


@blueprint.delete("/attachments")
def delete_attachments() -> Response:
    asked = _asked("attachments", "DELETE", FILE, "11.3")
    attachments.limited(len(api.keys(asked)))

    def delete(key: Key) -> bool:
        place = attachments.Place(*api.members(key, *FILE, section="11.3"))
        return attachments.delete(asked.state, asked.call, place)

    return api.batch_delete(asked, delete)
