"""The LinkedIn tab of a person, and linking by the widget's word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import link_identity, unlink_identity
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.ui import toasts

from . import person


def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom the person is linked to and why, LinkedIn's frame, and what we know ourselves."""
    candidate = _candidate(request, public_id)
    context = {
        "candidate": candidate,
        "known": person.on_linkedin(candidate),
        "may_link": Flag.LINK_LINKEDIN_PROFILE in flags(request.user, candidate),
    }
    return render(request, "linkedin/tab.html", context)


@require_POST
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the member that the person was linked with in LinkedIn's frame (rule 2 of the matching rules)."""
    candidate = _candidate(request, public_id)
    link_identity(actor=request.user, candidate=candidate, external_id=request.POST.get("value", ""), asked=True)
    return _done(request, candidate, _("%(name)s is linked to LinkedIn.") % {"name": candidate.name})


@require_POST
def unlink(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget whom the person was linked with."""
    candidate = _candidate(request, public_id)
    unlink_identity(actor=request.user, candidate=candidate)
    return _done(request, candidate, _("%(name)s is no longer linked to LinkedIn.") % {"name": candidate.name})


def _candidate(request: HttpRequest, public_id: str) -> Candidate:
    return get_object_or_404(candidates_visible_to(request.user), public_id=public_id)


def _done(request: HttpRequest, candidate: Candidate, text: str) -> HttpResponse:
    toasts.toast_next(request, text)
    return redirect("linkedin:tab", candidate.public_id)
