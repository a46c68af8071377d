"""/rest/…: names and keys of the versioned API, mapped onto the rules of /v2 (RSC release notes, name map)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request
from linkedin_talent.names import Route, Surface, route
from linkedin_talent.restli import CompoundKey, Key

from linkedin_sandbox import api, web
from linkedin_sandbox.applications import rules as applications
from linkedin_sandbox.candidates import rules as candidates
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.exports.routes import find as exported
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.interactions.routes import seats as seats_of_v2
from linkedin_sandbox.jobs import checks
from linkedin_sandbox.jobs.routes import post_batch, read_tasks
from linkedin_sandbox.rest import versions
from linkedin_sandbox.state.records import ChildKey

blueprint = Blueprint("rest", __name__, url_prefix="/rest")
CANDIDATE = ("integrationContext", "atsCandidateId")
APPLICATION = ("integrationContext", "atsJobApplicationId")
INTEGRATION = ("integrationContext", "integrationType", "tenantType")


@blueprint.before_request
def _version() -> None:
    """A version must be named and served (A-01)."""
    version = request.headers.get("LinkedIn-Version", "")
    if not version:
        status = int(web.state().assumptions["A-01"])
        raise Refusal(status, "A version must be present", section="1", code="VERSION_MISSING")
    if not re.fullmatch(r"\d{4}(0[1-9]|1[0-2])", version) or not versions.served(web.state(), version):
        raise Refusal(426, f"Requested version {version} is not active", section="1", code="NONEXISTENT_VERSION")


def _at(resource: str) -> Route:
    """A resource's names here, as far as they are not published in the reading that is in force."""
    found, assumed = route(resource, Surface.REST), web.state().assumptions
    if resource == "configurations":
        return replace(found, child_key=assumed["A-14"])
    if resource == "interviewFeedback":
        return replace(found, child_key=assumed["A-44"])
    if resource == "applicationNotes" and assumed["A-43"] == "ats":
        return replace(found, fields={})
    return found


def _read(at: Route, throttle: str, names: tuple[str, ...], *, enabled: bool = True) -> api.Asked:
    """Authenticate; for customer data, every context among the keys must be enabled."""
    asked = api.read(child=at.resource if enabled else None, throttle=throttle)
    if enabled:
        for context in sorted({_members(at, key, names)[0] for key in api.keys(asked)}):
            integrations.require_enabled(asked.state, asked.call, context, f"{request.method} /{at.resource}")
    return asked


def _members(at: Route, key: Key, names: tuple[str, ...]) -> tuple[str, ...]:
    """Members of a versioned key under their /v2 names; a child's own id comes last."""
    if not isinstance(key, CompoundKey):
        raise Refusal(400, "Batch key parameter value is invalid", section="22")
    child = (at.child_key,) if at.child_key else ()
    return api.members(at.read_key(key), *names, *child, section="22")


def _write(
    at: Route, asked: api.Asked, names: tuple[str, ...], put: Callable[[tuple[str, ...], dict[str, Any]], bool]
) -> Response:
    def apply(key: Key, body: dict[str, Any]) -> int:
        created = put(_members(at, key, names), at.read_record(body))
        return api.success(asked.state, created=created)

    return api.batch_write(asked, apply)


# --- candidates and their notes -------------------------------------------------------------------------------------


@blueprint.put("/candidates")
def put_candidates() -> Response:
    at = _at("atsCandidates")
    asked = _read(at, "atsCandidates", CANDIDATE)
    return _write(at, asked, CANDIDATE, lambda key, body: candidates.put(asked.state, asked.call, key[0], key[1], body))


@blueprint.get("/candidates")
def read_candidates() -> Response:
    at = _at("atsCandidates")
    asked = _read(at, "atsCandidates", CANDIDATE)

    def find(key: Key) -> dict[str, Any] | None:
        found = candidates.read(asked.state, asked.call, *_members(at, key, CANDIDATE))
        return at.record(found) if found else None

    return api.batch_read(asked, find)


@blueprint.delete("/candidates")
def delete_candidates() -> Response:
    at = _at("atsCandidates")
    asked = _read(at, "atsCandidates", CANDIDATE)
    return api.batch_delete(
        asked, lambda key: candidates.delete(asked.state, asked.call, *_members(at, key, CANDIDATE))
    )


@blueprint.put("/candidateNotes")
def put_candidate_notes() -> Response:
    at = _at("candidateNotes")
    asked = _read(at, "atsCandidates", CANDIDATE)

    def put(key: tuple[str, ...], body: dict[str, Any]) -> bool:
        return candidates.put_note(asked.state, asked.call, ChildKey(*key), body)

    return _write(at, asked, CANDIDATE, put)


@blueprint.delete("/candidateNotes")
def delete_candidate_notes() -> Response:
    at = _at("candidateNotes")
    asked = _read(at, "atsCandidates", CANDIDATE)
    return api.batch_delete(
        asked, lambda key: candidates.delete_note(asked.state, asked.call, ChildKey(*_members(at, key, CANDIDATE)))
    )


# --- applications and their children --------------------------------------------------------------------------------


@blueprint.put("/atsApplications")
def put_applications() -> Response:
    at = _at("atsApplications")
    asked = _read(at, "atsApplications", APPLICATION)
    return _write(
        at, asked, APPLICATION, lambda key, body: applications.put(asked.state, asked.call, key[0], key[1], body)
    )


@blueprint.delete("/atsApplications")
def delete_applications() -> Response:
    at = _at("atsApplications")
    asked = _read(at, "atsApplications", APPLICATION)
    return api.batch_delete(
        asked, lambda key: applications.delete(asked.state, asked.call, *_members(at, key, APPLICATION))
    )


def put_children(resource: str, kind: str, throttle: str) -> Response:
    at = _at(resource)
    asked = _read(at, throttle, APPLICATION)

    def put(key: tuple[str, ...], body: dict[str, Any]) -> bool:
        return applications.put_child(asked.state, asked.call, ChildKey(*key), body, kind=kind)

    return _write(at, asked, APPLICATION, put)


for _path, _resource, _kind, _throttle in (
    ("applicationNotes", "applicationNotes", "notes", "atsApplications"),
    ("applicationStage", "applicationStages", "stages", "atsApplications"),
    ("applicationInterviewFeedbacks", "interviewFeedback", "interviewFeedback", "applicationInterviewFeedbacks"),
):
    blueprint.add_url_rule(
        f"/{_path}",
        f"put_{_path}",
        put_children,
        methods=["PUT"],
        defaults={"resource": _resource, "kind": _kind, "throttle": _throttle},
    )


@blueprint.delete("/applicationNotes")
def delete_application_notes() -> Response:
    at = _at("applicationNotes")
    asked = _read(at, "atsApplications", APPLICATION)

    def delete(key: Key) -> bool:
        return applications.delete_child(
            asked.state, asked.call, ChildKey(*_members(at, key, APPLICATION)), kind="notes"
        )

    return api.batch_delete(asked, delete)


# --- integrations ---------------------------------------------------------------------------------------------------


@blueprint.post("/integrations")
def name_integrations() -> Response:
    at = _at("atsIntegrations")
    asked = _read(at, "integrations", INTEGRATION, enabled=False)
    if asked.method != "batch_partial_update":
        raise Refusal(400, "X-RestLi-Method batch_partial_update is required", section="6.5")

    def apply(key: Key, values: dict[str, Any], _removed: list[str]) -> int:
        context, kind, _tenant = _members(at, key, INTEGRATION)
        integrations.name(asked.state, asked.call, context, kind, values.get("integrationName"))
        return api.success(asked.state, created=False)

    return api.batch_patch(asked, apply)


@blueprint.get("/integrations")
def read_integrations() -> Response:
    at = _at("atsIntegrations")
    asked = _read(at, "integrations", INTEGRATION, enabled=False)
    if asked.text("q") == "request":
        found = integrations.changed(asked.state, asked.call, asked.needed("requestId", "6.6"))
        return jsonify(elements=[at.record(one) for one in found])

    def find(key: Key) -> dict[str, Any] | None:
        context, kind, _tenant = _members(at, key, INTEGRATION)
        one = integrations.entity(asked.state, asked.call, context, kind)
        return at.record(one) if one else None

    return api.batch_read(asked, find)


@blueprint.put("/integrationConfigurations")
def configure() -> Response:
    at = _at("configurations")
    asked = _read(at, "integrationConfigurations", INTEGRATION, enabled=False)

    def put(key: tuple[str, ...], body: dict[str, Any]) -> bool:
        value = body.get("configurationValue")
        return integrations.configure(asked.state, asked.call, key[0], key[1], key[3], value=value)

    return _write(at, asked, INTEGRATION, put)


@blueprint.get("/integrationConfigurations")
def read_configurations() -> Response:
    at = _at("configurations")
    asked = _read(at, "integrationConfigurations", INTEGRATION, enabled=False)

    def find(key: Key) -> dict[str, Any] | None:
        context, kind, _tenant, name = _members(at, key, INTEGRATION)
        return integrations.configuration(asked.state, asked.call, context, kind, name)

    return api.batch_read(asked, find)


# --- finders --------------------------------------------------------------------------------------------------------


@blueprint.get("/seatsV2")
def seats() -> Response:
    reply = seats_of_v2()
    body = reply.get_json()
    at = _at("seatsV2")
    return jsonify(body | {"elements": [at.record(one) for one in body["elements"]]})


@blueprint.get("/exportedCandidates")
def exports() -> Response:
    return exported()


# --- jobs -----------------------------------------------------------------------------------------------------------


@blueprint.post("/simpleJobPostings")
def post_jobs() -> Response:
    return post_batch(checks.REST)


@blueprint.get("/simpleJobPostingTasks")
def job_tasks() -> Response:
    return read_tasks()
