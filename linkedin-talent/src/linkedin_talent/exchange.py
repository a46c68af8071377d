"""One HTTP exchange with a total time limit, and its reply as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

import httpx

from linkedin_talent.errors import LinkedInError, ReplyError, TransportError, error_for, is_success

__all__ = ["Deadline", "Exchange", "Observer", "Reply", "send"]

_MAX_REPLY = 32 * 2**20  # bytes; the longest documented reply is far below
_MILLISECOND = 0.001


class Deadline:
    """The moment by which a call must be over, retries and token included."""

    def __init__(self, seconds: float, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._ends = now() + seconds

    def left(self) -> float:
        """Seconds that remain, at least a moment."""
        return max(self._ends - self._now(), _MILLISECOND)

    def check(self) -> None:
        """Raise TransportError when no time remains."""
        if self._now() >= self._ends:
            raise TransportError("the time limit of the call has passed")


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that came. `body` is the parsed JSON, None when empty or not JSON; `content` is what stood there."""

    status: int
    headers: httpx.Headers
    body: Any
    content: bytes = b""

    @property
    def uuid(self) -> str:
        """What LinkedIn's support asks for."""
        return str(self.headers.get("x-li-uuid", ""))

    def object(self) -> dict[str, Any]:
        """The body as a JSON object; raises the matching error when the call failed."""
        self.check()
        if not isinstance(self.body, dict):
            raise ReplyError("the reply is not a JSON object", status=self.status, uuid=self.uuid)
        return self.body

    def check(self) -> None:
        """Raise unless the call succeeded."""
        if is_success(self.status):
            return
        said = self.body if isinstance(self.body, dict) else {}
        raise error_for(self.status, said, uuid=self.uuid, retry_after=_seconds(self.headers.get("retry-after")))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that left and what became of it: a reply, or the error when none came.

    `headers` is without the token; a body may hold personal data. What LinkedIn's support asks for (request, headers,
    body, answer, UUID) is all here.
    """

    verb: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None
    reply: Reply | None
    error: LinkedInError | None = None


Observer = Callable[[Exchange], None]


def send(
    http: httpx.Client,
    verb: str,
    url: str,
    *,
    headers: Mapping[str, str],
    content: bytes | None,
    deadline: Deadline,
) -> Reply:
    """Send once, follow no redirect, and read the reply within the time limit."""
    deadline.check()
    try:
        request = http.build_request(verb, url, headers=dict(headers), content=content, extensions=_limits(deadline))
    except httpx.InvalidURL as problem:
        raise ReplyError("the address cannot be asked: it is none") from problem
    try:
        response = http.send(request, stream=True, follow_redirects=False)
        try:
            text = _read(response, deadline)
        finally:
            response.close()
    except httpx.HTTPError as problem:
        raise TransportError(f"no reply from LinkedIn: {type(problem).__name__}") from problem
    return Reply(response.status_code, response.headers, _parsed(text), text)


def _limits(deadline: Deadline) -> dict[str, Any]:
    """The transport reads the timeout anew at each step and reports each step to `trace`, so all share one limit."""
    limits: dict[str, float] = {}

    def shorten(*_: Any) -> None:
        left = deadline.left()
        limits.update(connect=left, read=left, write=left, pool=left)

    shorten()
    return {"timeout": limits, "trace": shorten}


def _read(response: httpx.Response, deadline: Deadline) -> bytes:
    text = bytearray()
    for chunk in response.iter_bytes():
        text += chunk
        deadline.check()
        if len(text) > _MAX_REPLY:
            raise ReplyError("the reply is too long", status=response.status_code)
    return bytes(text)


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text) if text.strip() else None
    except ValueError:
        return None


def _seconds(value: str | None) -> float | None:
    """Retry-After as seconds; it may also be a date."""
    if value is None:
        return None
    if value.isascii() and value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
