"""Pages for requests that cannot be answered. They ask the database for nothing: it may be what is broken."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request no page of ours makes."""
    del exception  # the log has it
    return _page(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; or the database is away, which passes: then clients may ask again (FLT-18)."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = _page(request, "503.html", status=503)
        answer.headers["Retry-After"] = "5"
        return answer
    return _page(request, "500.html", status=500)


def _page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    nonce = getattr(request, "csp_nonce", "")
    return HttpResponse(get_template(template).render({"nonce": nonce}), status=status)
