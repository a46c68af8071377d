"""Addresses that machines and LinkedIn's redirects call; they show no page of ours."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from linkedin_talent.webhooks import SIGNATURE_HEADER

from tiltrekk.core.middleware import public

from .inbound.notifications import answer_challenge, connection_at, receive

LONGEST_BODY = 64 * 1024  # bytes; a notification holds an id and a type


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def callback(request: HttpRequest, secret: str) -> HttpResponse:
    """LinkedIn's callback: a challenge is answered, a signed notification stored. Any 2xx means stored."""
    connection = connection_at(secret)
    if connection is None:
        return HttpResponseNotFound()
    if request.method == "GET":
        answer = answer_challenge(connection, request.GET.get("challengeCode", ""))
        return JsonResponse(answer) if answer else HttpResponse(status=400)
    if int(request.headers.get("Content-Length") or 0) > LONGEST_BODY:
        return HttpResponse(status=413)
    stored = receive(connection, body=request.body, signature=request.headers.get(SIGNATURE_HEADER, ""))
    return HttpResponse(status=200 if stored else 401)
