"""/v2/atsEntityAcls and /v2/atsEntityAclAssignees."""

from typing import Any

from flask import Blueprint, Response, request
from linkedin_talent.restli import Key

from linkedin_sandbox import api
from linkedin_sandbox.acls import rules
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import rules as integrations

blueprint = Blueprint("acls", __name__, url_prefix="/v2")
SECOND_MEMBER = {rules.LISTS: "atsEntityId", rules.ASSIGNEES: "assignee"}


def _parts(resource: str, key: Key) -> tuple[str, str, str, str]:
    names = ("integrationContext", "atsEntityAclId", "atsEntityType", SECOND_MEMBER[resource])
    context, acl, kind, second = api.members(key, *names, section=rules.SECTION)
    return context, acl, kind, second


def _read(resource: str) -> api.Asked:
    asked = api.read(child=resource, throttle="atsEntityAcls")
    for context in sorted({_parts(resource, key)[0] for key in api.keys(asked)}):
        integrations.require_enabled(asked.state, asked.call, context, f"{request.method} /{resource}")
    return asked


@blueprint.put("/atsEntityAcls")
def put_lists() -> Response:
    asked = _read(rules.LISTS)

    def apply(key: Key, _body: dict[str, Any]) -> int:
        context, acl, kind, job = _parts(rules.LISTS, key)
        created = rules.put_list(asked.state, asked.call, context, acl=acl, kind=kind, job=job)
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


@blueprint.put("/atsEntityAclAssignees")
def put_assignees() -> Response:
    asked = _read(rules.ASSIGNEES)

    def apply(key: Key, _body: dict[str, Any]) -> int:
        context, acl, kind, person = _parts(rules.ASSIGNEES, key)
        created = rules.put_assignee(asked.state, asked.call, context, acl=acl, kind=kind, assignee=person)
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


@blueprint.delete("/atsEntityAcls", defaults={"resource": rules.LISTS})
@blueprint.delete("/atsEntityAclAssignees", defaults={"resource": rules.ASSIGNEES})
def delete(resource: str) -> Response:
    asked = _read(resource)

    def remove(key: Key) -> bool:
        context, acl, _kind, second = _parts(resource, key)
        return rules.delete(asked.state, asked.call, resource, context, acl=acl, key=second)

    return api.batch_delete(asked, remove)


@blueprint.get("/atsEntityAcls", defaults={"resource": rules.LISTS})
@blueprint.get("/atsEntityAclAssignees", defaults={"resource": rules.ASSIGNEES})
def find(resource: str) -> Response:
    asked = api.read(child=resource, throttle="atsEntityAcls")
    if asked.text("q") != "criteria":
        raise Refusal(400, "Unknown finder", section=rules.SECTION)
    context = asked.needed("integrationContext", rules.SECTION)
    integrations.require_enabled(asked.state, asked.call, context, f"GET /{resource}")
    key = asked.needed(SECOND_MEMBER[resource], rules.SECTION)
    return api.page(asked, rules.find(asked.state, asked.call, resource, context, key))
