"""Webhooks: the challenge LinkedIn sends to an address, signatures, and what the pushes say.

Answer a challenge within three seconds; LinkedIn asks again every two hours and blocks an address that missed three.
Verify a signature before anything else is read. A push holds no candidate data: fetch it by `requestId`. LinkedIn:
Webhook Validation, Receive Applications, Receive Push Events, Job Resync Notifications, Job Status Change
Notifications; §7.
"""

import hmac
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import RFC_4122, UUID

from linkedin_talent.assumptions import REQUEST_ID_LIFE
from linkedin_talent.errors import ReplyError
from linkedin_talent.job_status import JobPostingStatus
from linkedin_talent.records import ExternalId, Millis, WireRecord, read_record

__all__ = [
    "SIGNATURE_HEADER",
    "JobEventType",
    "JobResync",
    "JobStatusChange",
    "PushEvent",
    "PushType",
    "challenge_answer",
    "challenge_response",
    "read_push",
    "read_resync",
    "read_status_change",
    "signature",
    "verify",
]

SIGNATURE_HEADER = "X-LI-Signature"
_PREFIX = "hmacsha256="
_UUID_VERSION = 4
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class PushType(StrEnum):
    """What a Recruiter System Connect push is about."""

    EXPORT_CANDIDATE_PROFILE = "EXPORT_CANDIDATE_PROFILE"
    INTEGRATION_STATUS_CHANGE = "INTEGRATION_STATUS_CHANGE"


class PushEvent(WireRecord):
    """A notification; deliveries repeat, so deduplicate by `id`. The id can be read until `expires_at`."""

    id: str
    type: str
    expires_at: Millis | None = None

    def ends(self, received_at: datetime) -> datetime:
        """When its request id dies (A-17 where LinkedIn does not say)."""
        return self.expires_at or received_at + REQUEST_ID_LIFE


class JobEventType(StrEnum):
    """Notifications about jobs. Each has an address of its own in the Developer Portal, one a parent application."""

    RESYNC_JOBS = "RESYNC_JOBS"
    JOB_POSTING_STATUS = "JOB_POSTING_STATUS"


class JobStatusChange(JobPostingStatus):
    """A job's status changed, and is now this (LinkedIn: Job Status Change Notifications; §7.1, fields of §8.5)."""

    developer_application_urn: str
    type: str


class JobResync(WireRecord):
    """LinkedIn asks for an UPDATE of all open jobs, or of these, within 30 minutes (Job Resync Notifications; §7.4)."""

    developer_application_urn: str
    type: str
    sync_all_open_jobs: bool
    external_job_posting_ids: tuple[ExternalId, ...] = ()


def challenge_response(code: str, secret: str) -> str:
    """Hex HMAC-SHA256 of the challenge code."""
    return hmac.new(secret.encode(), code.encode(), "sha256").hexdigest()


def challenge_answer(code: str, secret: str) -> dict[str, str] | None:
    """The JSON object to answer with (200, `application/json`), or None when the code is not a version-4 UUID.

    LinkedIn's call names the application whose secret to use in `applicationId`, where there are several.
    Nothing else is answered: the response is an HMAC under our secret, and whoever could choose its message could
    have a webhook body signed.
    """
    if not _is_uuid4(code):
        return None
    return {"challengeCode": code, "challengeResponse": challenge_response(code, secret)}


def _is_uuid4(code: str) -> bool:
    try:
        parsed = UUID(code)
    except ValueError:
        return False
    same_text = str(parsed) == code.lower()
    return same_text and parsed.variant == RFC_4122 and parsed.version == _UUID_VERSION


def signature(body: bytes, secret: str) -> str:
    """The value of X-LI-Signature for a body: hex HMAC-SHA256 over `hmacsha256=` and the body."""
    return hmac.new(secret.encode(), _PREFIX.encode() + body, "sha256").hexdigest()


def verify(body: bytes, header: str, secrets: Iterable[str]) -> bool:
    """Whether one of our active secrets signed this body (A-08: either may sign while two exist).

    LinkedIn signs the JSON text with other than ASCII letters escaped; a body that arrives unescaped is checked as
    it is and then escaped. All combinations are compared, so the time taken does not tell which one fitted.
    """
    given = header.strip().removeprefix(_PREFIX).lower().encode("ascii", "replace")
    bodies = _spellings(body)
    fits = [hmac.compare_digest(signature(text, secret).encode(), given) for secret in secrets for text in bodies]
    return any(fits)


def _spellings(body: bytes) -> Sequence[bytes]:
    """The body, and with its other letters as \\u00e5 and as \\u00E5."""
    if body.isascii():
        return [body]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return [body]
    return [body, _escaped(text, "04x"), _escaped(text, "04X")]


def _escaped(text: str, form: str) -> bytes:
    def units(matched: re.Match[str]) -> str:
        pairs = matched[0].encode("utf-16-be")
        return "".join(f"\\u{int.from_bytes(pairs[at : at + 2], 'big'):{form}}" for at in range(0, len(pairs), 2))

    return _NOT_ASCII.sub(units, text).encode("ascii")


def read_push(body: bytes) -> PushEvent:
    """A verified body as an event; ReplyError when it is not one."""
    return read_record(PushEvent, _json(body))


def read_resync(body: bytes) -> JobResync:
    """A verified body as a resync request; ReplyError when it is not one."""
    return read_record(JobResync, _json(body))


def read_status_change(body: bytes) -> JobStatusChange:
    """A verified body as a job's changed status; ReplyError when it is not one."""
    return read_record(JobStatusChange, _json(body))


def _json(body: bytes) -> dict[str, object]:
    try:
        read = json.loads(body)
    except ValueError:
        raise ReplyError("the notification is not JSON") from None
    if not isinstance(read, dict):
        raise ReplyError("the notification is not a JSON object")
    return read
