"""What the sandbox asks of an ATS: one request, with one limit on the whole of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

MOST = 1024 * 1024  # bytes of an answer


@dataclass(frozen=True)
class Told:
    """What an ATS answered; without an answer ``status`` is None and ``text`` says why."""

    status: int | None
    text: str
    content_type: str
    duration_ms: int


def ask(verb: str, url: str, *, seconds: float, headers: Mapping[str, str] | None = None, body: str = "") -> Told:
    """Send once, follow no redirect. An answer that comes in drops must be there whole in time as well."""
    import httpx  # here, because a sandbox that asks nothing should start quickly

    started, status, kind = time.monotonic(), None, ""
    try:
        with (
            httpx.Client(trust_env=False, timeout=seconds) as http,
            http.stream(verb, url, headers=headers, content=body.encode()) as answer,
        ):
            text = _read(answer, started + seconds)
            status, kind = answer.status_code, answer.headers.get("content-type", "")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        text = repr(error)
    return Told(status, text, kind, int((time.monotonic() - started) * 1000))


def _read(answer: "httpx.Response", ends: float) -> str:
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > MOST or time.monotonic() > ends:
            raise ValueError("the answer was too long, or came too slowly")
    return content.decode("utf-8", "replace")
