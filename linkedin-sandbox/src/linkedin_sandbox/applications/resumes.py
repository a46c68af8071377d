"""Résumés on /v2: an address to upload to, and a record that names the upload (resume pages of Recruiter's Postman)."""

from typing import Any

from linkedin_sandbox import fields, media
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.state import State

SECTION = "11.3"
HOUR_MS = 3600 * 1000
CONTENT_TYPES = (
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
)


def upload_address(state: State, call: Call, body: dict[str, Any]) -> dict[str, str]:
    """An address for one file, and the URN it will have (A-25). Raises Refusal."""
    fields.required(body, ("contentType", "fileName", "blobTtl", "hiringContext", "usageParameters"), SECTION)
    fields.texts(body, SECTION, "contentType", "fileName", "hiringContext")
    fields.records(body, SECTION, "blobTtl", "usageParameters")
    if body["contentType"] not in CONTENT_TYPES:
        raise Refusal(400, f"contentType {body['contentType']} is not supported", section=SECTION)
    if "recruiterSystemConnectResumeParameters" not in body["usageParameters"]:
        raise Refusal(400, "usageParameters must hold recruiterSystemConnectResumeParameters", section=SECTION)
    integrations.require_enabled(state, call, body["hiringContext"], "POST /hireMediaUrl")
    number = media.new_id()
    file = media.Medium(number, body["fileName"], body["contentType"], None)
    media.keep(state, call.application, media.UPLOAD, file, life_ms=_life(body["blobTtl"]))
    return {"uploadUrl": media.address(state, number), "resumeUrn": media.urn(number)}


def _life(ttl: dict[str, Any]) -> int:
    hours = ttl.get("duration")
    if ttl.get("unit") != "HOUR" or isinstance(hours, bool) or not isinstance(hours, int) or not 0 < hours < 10**4:
        raise Refusal(422, f"ERROR :: /blobTtl :: {ttl} cannot be coerced to TimeSpan\n", section=SECTION)
    return hours * HOUR_MS


def check(state: State, call: Call, body: dict[str, Any]) -> None:
    """A résumé's record names a file that was uploaded. Raises Refusal."""
    fields.required(body, ("atsCreatedAt", "resumeUrn", "fileName"), SECTION)
    fields.moments(body, SECTION, "atsCreatedAt")
    number = str(body["resumeUrn"]).removeprefix(media.URN)
    found = media.find(state, call.application, media.UPLOAD, number)
    if found is None or found.content is None:
        raise Refusal(400, f"resumeUrn {body['resumeUrn']} names no uploaded file", section=SECTION)
