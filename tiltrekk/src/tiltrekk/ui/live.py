"""Open lists that notice change: they ask every second with the last version they know (decision 30).

In the template: ``<div id="applicants" {% live_attrs url version %}>…</div>``; in the view, ``unchanged`` first, then
the same element again.
"""

from django.http import HttpRequest, HttpResponse


def is_poll(request: HttpRequest) -> bool:
    """Tell whether the page asked by itself; such a request does not prolong the session."""
    return "X-Live" in request.headers


def unchanged(request: HttpRequest, version: str) -> HttpResponse | None:
    """Return 204 when the asking page already shows this version, else None."""
    return HttpResponse(status=204) if request.GET.get("since") == version else None
