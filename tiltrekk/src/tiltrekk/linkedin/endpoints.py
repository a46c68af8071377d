"""Addresses that machines and LinkedIn's redirects call; they show no page of ours."""

import logging
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from linkedin_talent.webhooks import SIGNATURE_HEADER

from tiltrekk.core.middleware import public

from .feed import publish
from .inbound import challenge, deliveries
from .inbound.challenge import Door
from .inbound.notifications import connection_at, receive
from .models import Connection, LinkedInSettings

log = logging.getLogger(__name__)

LONGEST_BODY = 64 * 1024  # bytes; a notification holds an id and a type
LONGEST_DELIVERY = 1024 * 1024  # bytes; an application holds texts, and addresses of files


class ChallengeAnswer(JsonResponse):
    """Noted once it has left: LinkedIn waits three seconds for the answer, and nobody for the note."""

    def __init__(self, connection: Connection, door: Door, answer: dict[str, str], **options: Any) -> None:
        super().__init__(answer, **options)
        self._connection, self._door = connection, door

    def close(self) -> None:
        """Called by the server when all is sent."""
        try:
            challenge.note(self._connection, self._door)
        finally:
            super().close()


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, secret: str) -> HttpResponse:
    """LinkedIn's callback: a challenge is answered, a signed notification stored. Any 2xx means stored."""
    connection = connection_at(secret)
    if answer := _challenged(request, connection, Door.CALLBACK):
        return answer
    assert connection is not None  # noqa: S101  # what has none is answered
    if _length(request) > LONGEST_BODY:
        return HttpResponse(status=413)
    stored = receive(connection, body=request.body, signature=request.headers.get(SIGNATURE_HEADER, ""))
    return HttpResponse(status=200 if stored else 401)


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def applications(request: HttpRequest, secret: str) -> HttpResponse:
    """Where applications made on LinkedIn arrive: 200 means stored, anything else says why in LinkedIn's words."""
    connection = connection_at(secret)
    if answer := _challenged(request, connection, Door.DELIVERIES):
        return answer
    assert connection is not None  # noqa: S101  # what has none is answered
    if _length(request) > LONGEST_DELIVERY:
        told = deliveries.TOO_LONG
    else:
        signature = request.headers.get(SIGNATURE_HEADER, "")
        told = deliveries.receive(connection, body=request.body, signature=signature)
    return JsonResponse(told.body, status=told.status)


def _challenged(request: HttpRequest, connection: Connection | None, door: Door) -> HttpResponse | None:
    """Answer a challenge, and whoever cannot be answered otherwise."""
    if connection is None:
        return HttpResponseNotFound()
    if not connection.secrets:
        log.error("LinkedIn cannot be answered or believed: its application's secret is missing")
        return HttpResponse(status=503)
    if request.method != "GET":
        return None
    answer = challenge.answer(connection, request.GET.get("challengeCode", ""))
    return ChallengeAnswer(connection, door, answer) if answer else HttpResponse(status=400)


def _length(request: HttpRequest) -> int:
    return int(request.headers.get("Content-Length") or 0)


@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The job feed. While jobs are missing that nobody took down it is not available, so LinkedIn keeps what it has."""
    if not constant_time_compare(secret, LinkedInSettings.current().feed_secret):
        return HttpResponseNotFound()
    version = publish.edition()
    if version is None:
        return HttpResponse(status=503, headers={"Retry-After": "3600"})
    agent, etag = request.headers.get("User-Agent", ""), f'"{version.etag}"'
    if request.headers.get("If-None-Match") == etag:
        publish.downloaded(version, agent)
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {"ETag": etag, "X-Robots-Tag": "noindex"}
    body = [] if request.method == "HEAD" else publish.stream(version, agent=agent)
    return StreamingHttpResponse(body, content_type="application/xml; charset=utf-8", headers=headers)
