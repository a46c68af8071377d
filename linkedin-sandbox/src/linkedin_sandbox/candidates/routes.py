"""/v2/atsCandidates and its notes."""

from typing import Any

from flask import Blueprint, Response, request
from linkedin_talent.restli import Key

from linkedin_sandbox import api
from linkedin_sandbox.candidates import rules
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import rules as integrations

blueprint = Blueprint("candidates", __name__, url_prefix="/v2")
RESOURCE = rules.RESOURCE


def _parts(key: Key) -> tuple[str, str]:
    context, candidate = api.members(key, "integrationContext", "atsCandidateId", section="10.1")
    return context, candidate


def _read(*, ids: bool = True) -> api.Asked:
    asked = api.read(child=RESOURCE, throttle=RESOURCE)
    contexts = {_parts(key)[0] for key in (api.keys(asked) if ids else [api.path_key()])}
    for context in sorted(contexts):
        integrations.require_enabled(asked.state, asked.call, context, f"{request.method} /{RESOURCE}")
    return asked


@blueprint.put("/atsCandidates")
def put() -> Response:
    asked = _read()

    def apply(key: Key, body: dict[str, Any]) -> int:
        return api.success(asked.state, created=rules.put(asked.state, asked.call, *_parts(key), body))

    return api.batch_write(asked, apply)


@blueprint.post("/atsCandidates")
def patch() -> Response:
    asked = _read()
    if asked.method != "batch_partial_update":
        raise Refusal(400, "X-RestLi-Method batch_partial_update is required", section="2.1")

    def apply(key: Key, values: dict[str, Any], removed: list[str]) -> int:
        rules.patch(asked.state, asked.call, *_parts(key), values=values, removed=removed)
        return api.success(asked.state, created=False)

    return api.batch_patch(asked, apply)


@blueprint.get("/atsCandidates")
def read() -> Response:
    asked = _read()
    return api.batch_read(asked, lambda key: rules.read(asked.state, asked.call, *_parts(key)))


@blueprint.delete("/atsCandidates")
def delete() -> Response:
    asked = _read()
    return api.batch_delete(asked, lambda key: rules.delete(asked.state, asked.call, *_parts(key)))


@blueprint.put("/atsCandidates/<key>/notes")
def put_notes(key: str) -> Response:  # noqa: ARG001 - read from the raw address
    asked = _read(ids=False)
    context, candidate = _parts(api.path_key())

    def apply(note: Key, body: dict[str, Any]) -> int:
        created = rules.put_note(asked.state, asked.call, context, candidate, note=str(note), body=body)
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


@blueprint.delete("/atsCandidates/<key>/notes")
def delete_notes(key: str) -> Response:  # noqa: ARG001 - read from the raw address
    asked = _read(ids=False)
    context, candidate = _parts(api.path_key())
    return api.batch_delete(
        asked, lambda note: rules.delete_note(asked.state, asked.call, context, candidate, str(note))
    )
