"""Small documents that hold one LinkedIn widget each (decision 29).

LinkedIn's scripts run here and nowhere else: nothing in these documents is worth reading, and the page around them
takes one checked message.
"""

from collections.abc import Callable

from csp.constants import NONCE, NONE, SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.client import endpoints
from tiltrekk.linkedin.models import CompanyPage, Connection

BUNDLES = "RECRUITER_SYSTEM_CONNECT_COMPANY,RECRUITER_SYSTEM_CONNECT_CONTRACT"
View = Callable[..., HttpResponse]


def framed(view: View) -> View:
    """Let our own pages hold the document, and the document hold LinkedIn's script and frames."""
    origins = list(endpoints().origins)
    policy = {
        "default-src": [NONE],
        "script-src": [NONCE, "'strict-dynamic'", *origins],
        "style-src": [SELF, *origins],
        "img-src": [SELF, *origins],
        "connect-src": [SELF, *origins],
        "frame-src": origins,
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
    return xframe_options_sameorigin(csp_replace({"DIRECTIVES": policy})(view))


def connection_or_404() -> Connection:
    """Return the connection in force."""
    if connection := Connection.current():
        return connection
    raise Http404


@framed
def connect(request: HttpRequest) -> HttpResponse:
    """The set-up plug-in (linkedin.md §6.2), for administrators."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    context = {"extension": endpoints().onboarding_extension, "bundles": BUNDLES}
    return _document(request, "linkedin/frames/connect.html", context)


@framed
def connect_apply(request: HttpRequest) -> HttpResponse:
    """The set-up plug-in for *Apply with LinkedIn* (linkedin.md §18)."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    context = {"extension": endpoints().onboarding_extension, "bundles": "APPLY_WITH_LINKEDIN"}
    return _document(request, "linkedin/frames/connect.html", context)


@framed
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    """LinkedIn's profile of one person (linkedin.md §16)."""
    candidate = get_object_or_404(candidates_visible_to(request.user), public_id=public_id)
    context = {
        "extension": endpoints().profile_extension,
        "candidate_id": candidate.public_id,
        "organization": _organization(),
    }
    return _document(request, "linkedin/frames/profile.html", context)


def _organization() -> str:
    page = CompanyPage.objects.first()
    return page.urn if page else ""


def _document(request: HttpRequest, template: str, context: dict[str, str]) -> HttpResponse:
    found = {"script": endpoints().script, "api_key": connection_or_404().client_id, **context}
    return render(request, template, found)
