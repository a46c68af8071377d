"""/v2/atsApplications with notes, interviewFeedback and stages."""

from typing import Any

from flask import Blueprint, Response, abort, request
from linkedin_talent.restli import Key

from linkedin_sandbox import api
from linkedin_sandbox.applications import rules
from linkedin_sandbox.integrations import rules as integrations

blueprint = Blueprint("applications", __name__, url_prefix="/v2")
RESOURCE = rules.RESOURCE


def _parts(key: Key) -> tuple[str, str]:
    context, application = api.members(key, "integrationContext", "atsJobApplicationId", section="11.1")
    return context, application


def _read(*, ids: bool = True) -> api.Asked:
    asked = api.read(child=RESOURCE, throttle=RESOURCE)
    contexts = {_parts(key)[0] for key in (api.keys(asked) if ids else [api.path_key()])}
    for context in sorted(contexts):
        integrations.require_enabled(asked.state, asked.call, context, f"{request.method} /{RESOURCE}")
    return asked


@blueprint.put("/atsApplications")
def put() -> Response:
    asked = _read()

    def apply(key: Key, body: dict[str, Any]) -> int:
        return api.success(asked.state, created=rules.put(asked.state, asked.call, *_parts(key), body))

    return api.batch_write(asked, apply)


@blueprint.get("/atsApplications")
def read() -> Response:
    asked = _read()
    return api.batch_read(asked, lambda key: rules.read(asked.state, asked.call, *_parts(key)))


@blueprint.delete("/atsApplications")
def delete() -> Response:
    asked = _read()
    return api.batch_delete(asked, lambda key: rules.delete(asked.state, asked.call, *_parts(key)))


@blueprint.put("/atsApplications/<key>/<kind>")
def put_children(key: str, kind: str) -> Response:  # noqa: ARG001 - the key is read from the raw address
    if kind not in rules.CHILDREN:
        abort(404)
    asked = _read(ids=False)
    context, application = _parts(api.path_key())

    def apply(child: Key, body: dict[str, Any]) -> int:
        created = rules.put_child(
            asked.state, asked.call, kind, context=context, application=application, key=str(child), body=body
        )
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


@blueprint.delete("/atsApplications/<key>/<kind>")
def delete_children(key: str, kind: str) -> Response:  # noqa: ARG001 - the key is read from the raw address
    if kind not in rules.CHILDREN:
        abort(404)
    asked = _read(ids=False)
    context, application = _parts(api.path_key())
    return api.batch_delete(
        asked,
        lambda child: rules.delete_child(
            asked.state, asked.call, kind, context=context, application=application, key=str(child)
        ),
    )
