"""One call to another system, and what came of it. Only the beginning of an answer is read."""

import time
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx
from django.conf import settings

from tiltrekk.core import http

from .models import LONGEST_EXCERPT, Problem

SECONDS = 10.0  # for a whole call, from looking up the name to the end of the answer
MOST_READ = 1024  # bytes of an answer
MUCH = 120  # seconds two clocks may differ before it is said
_LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_SUCCESS, _REDIRECT, _CLIENT = 2, 3, 4  # hundreds


@dataclass(frozen=True)
class Answer:
    """What is known after a try. ``status`` 0: no answer; ``retry_after``: seconds the receiver asks for."""

    problem: Problem
    status: int = 0
    excerpt: str = ""
    milliseconds: int = 0
    skew: int = 0
    retry_after: int = 0

    @property
    def is_success(self) -> bool:
        return self.problem == Problem.NONE


def send(url: str, body: bytes, headers: dict[str, str], *, now: datetime) -> Answer:
    """Try once. ``now`` is the database's time, with which the receiver's clock is compared."""
    began = time.monotonic()
    try:
        found = _post(url, body, headers, now)
    except httpx.TimeoutException:
        found = Answer(Problem.TIMEOUT)
    except httpx.ConnectError as error:
        found = Answer(Problem.PRIVATE if http.is_refused(error) else Problem.UNREACHABLE)
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        found = Answer(Problem.BROKEN)
    return Answer(**{**vars(found), "milliseconds": round((time.monotonic() - began) * 1000)})


def _post(url: str, body: bytes, headers: dict[str, str], now: datetime) -> Answer:
    given = {
        "content-type": "application/json",
        "user-agent": f"{settings.PRODUCT_NAME}-Webhooks/1",
        "accept-encoding": "identity",
        **headers,
    }
    loopback = settings.OUTGOING_TO_LOOPBACK
    with (
        http.client(seconds=SECONDS, loopback=loopback) as client,
        client.stream("POST", url, content=body, headers=given) as response,
    ):
        excerpt = _beginning(response)
    status = response.status_code
    return Answer(
        judge(status),
        status,
        excerpt,
        skew=_skew(response, now),
        retry_after=_number(response.headers.get("retry-after", "")),
    )


def judge(status: int) -> Problem:
    """Return what a status means; a redirect is never followed."""
    if status == HTTPStatus.GONE:
        return Problem.GONE
    if status in _LATER:
        return Problem.BUSY
    hundreds = {_SUCCESS: Problem.NONE, _REDIRECT: Problem.REDIRECT, _CLIENT: Problem.MISCONFIGURED}
    return hundreds.get(status // 100, Problem.ERROR)


def _beginning(response: httpx.Response) -> str:
    """Read as much as is kept. An answer that has begun counts, however its body ends."""
    found = b""
    try:
        for chunk in response.iter_raw():
            found += chunk
            if len(found) >= MOST_READ:
                break
    except httpx.HTTPError:
        pass
    text = found[:MOST_READ].decode(errors="replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_EXCERPT]


def _skew(response: httpx.Response, now: datetime) -> int:
    """Return by how much the receiver's clock differs; 0 where that is little or it does not say."""
    try:
        told = parsedate_to_datetime(response.headers.get("date", ""))
        seconds = round((told - now).total_seconds())
    except (ValueError, TypeError):  # no date, none that makes sense, or one without a zone
        return 0
    return seconds if MUCH < abs(seconds) < 10**9 else 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("86400") else 0
