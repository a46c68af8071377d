"""Small documents that hold one LinkedIn widget each (decision 29).

LinkedIn's scripts run here and nowhere else: nothing in these documents is worth reading, and the page around them
takes one checked message.
"""

from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.careers import selectors as careers
from tiltrekk.core.middleware import public
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.linkedin.client import endpoints
from tiltrekk.linkedin.company_pages import standing
from tiltrekk.linkedin.connect import apply
from tiltrekk.linkedin.models import Connection
from tiltrekk.linkedin.projection.facts import company_page

PROFILE = "linkedin/frames/profile.html"
BUNDLES = "RECRUITER_SYSTEM_CONNECT_COMPANY,RECRUITER_SYSTEM_CONNECT_CONTRACT"


@require_GET
def connect(request: SignedIn, bundles: str = BUNDLES) -> HttpResponse:
    """The set-up plug-in (linkedin.md §6.2), for administrators, with a row for each of these bundles."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    context = {"extension": endpoints().onboarding_extension, "bundles": bundles}
    return _document(request, "linkedin/frames/connect.html", context)


@require_GET
def profile(request: SignedIn, public_id: str) -> HttpResponse:
    """LinkedIn's profile of one person (linkedin.md §16); drawn for those who may see the person."""
    candidate = get_object_or_404(candidates_visible_to(request.user), public_id=public_id)
    page, _held = standing(candidate)
    may_link = allowed(request.user, Flag.LINK_LINKEDIN_PROFILE, candidate)
    return _document(request, PROFILE, profile_of(candidate.public_id, page.urn if page else "", may_link=may_link))


def profile_of(candidate_id: str, organization: str, *, may_link: bool) -> dict[str, str]:
    """Return what the profile's document says of one person at one company page."""
    return {
        "extension": endpoints().profile_extension,
        "candidate_id": candidate_id,
        "organization": organization,
        "may_link": str(may_link).lower(),
    }


@public
@require_GET
def apply_button(request: HttpRequest, job_id: str) -> HttpResponse:
    """The button *Apply with LinkedIn* of a public job (linkedin.md §18)."""
    job = careers.job(job_id=job_id)
    if not apply.is_offered():
        raise Http404
    page = company_page(job)
    context = {
        "extension": endpoints().apply_extension,
        "job_code": job.job_id,
        "organization": page.urn if page else "",
    }
    return _document(request, "linkedin/frames/apply.html", context)


def _document(request: HttpRequest, template: str, context: dict[str, str]) -> HttpResponse:
    """Answer with the document; our own pages may hold it, and it may hold LinkedIn's script and frames."""
    connection = Connection.current()
    if connection is None:
        raise Http404
    response = render(request, template, script_of(connection) | context)
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = _policy()  # type: ignore[attr-defined]  # noqa: SLF001  # what csp_replace() sets
    return response


def script_of(connection: Connection) -> dict[str, str]:
    """Return what every document needs to load LinkedIn's script in our application's name."""
    return {"script": endpoints().script, "api_key": connection.client_id}


def _policy() -> dict[str, list[Any]]:
    origins = list(endpoints().origins)
    return {
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
