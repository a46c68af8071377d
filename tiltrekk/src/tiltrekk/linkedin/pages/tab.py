"""The LinkedIn tab of a person, and linking by the widget's word."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications.models import Application
from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.candidates.models import Candidate
from tiltrekk.candidates.services import link_identity, unlink_identity
from tiltrekk.candidates.views.person import page_context
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.linkedin import diagnosis
from tiltrekk.linkedin.diagnosis import Finding
from tiltrekk.ui import live, toasts

from . import person

PARTS = {"li-line": "linked_line", "li-profile": "profile", "li-activities": "activities"}  # parts that notice change
_PERSON = re.compile(r"urn:li:person:[\w-]{1,100}")


@dataclass(frozen=True)
class Answers:
    """Why something is missing on the tab; each is looked for when the page shows it."""

    actor: User
    candidate: Candidate

    @cached_property
    def no_profile(self) -> list[Finding]:
        """Why LinkedIn draws no profile and Recruiter shows nothing under *In ATS*."""
        return diagnosis.why_not_in_ats(actor=self.actor, candidate=self.candidate)

    @cached_property
    def no_match(self) -> list[Finding]:
        return diagnosis.why_not_matched(self.candidate)

    @cached_property
    def little_in_frame(self) -> list[Finding]:
        return diagnosis.seat_findings(self.actor)

    @cached_property
    def no_activities(self) -> list[Finding]:
        return diagnosis.why_no_activities(actor=self.actor, candidate=self.candidate)


@require_GET
def show(request: SignedIn, public_id: str) -> HttpResponse:
    """Whom the person is linked to and why, LinkedIn's frame, and what we know ourselves."""
    candidate = _candidate(request, public_id)
    context = _context(request, candidate)
    part = PARTS.get(request.headers.get("HX-Target", "")) if live.is_poll(request) else None
    if part is None:
        return render(request, "linkedin/tab.html", page_context(request, candidate) | context)
    is_same = live.unchanged(request, context["known"].version)
    return is_same or render(request, f"linkedin/parts/{part}.html", context)


def _context(request: SignedIn, candidate: Candidate) -> dict[str, Any]:
    return {
        "candidate": candidate,
        "known": person.on_linkedin(candidate),
        "answers": Answers(request.user, candidate),
        "tab_url": reverse("linkedin:tab", args=[candidate.public_id]),
        "may_link": allowed(request.user, Flag.LINK_LINKEDIN_PROFILE, candidate),
    }


def is_in_drawer(actor: User, application: Application) -> bool:
    """Whether somebody who sees the application also sees the person outside the job."""
    return candidates_visible_to(actor).filter(pk=application.candidate_id).exists()


def drawer(request: SignedIn, application: Application) -> str:
    """Draw the tab in a drawer about one application."""
    context = _context(request, application.candidate) | {"in_drawer": True}
    return render_to_string("linkedin/drawer.html", context, request)


@require_POST
def link(request: SignedIn, public_id: str) -> HttpResponse:
    """Keep the member that the person was linked with in LinkedIn's frame (rule 2 of the matching rules)."""
    candidate = _candidate(request, public_id)
    require(request.user, Flag.LINK_LINKEDIN_PROFILE, candidate)
    member = request.POST.get("value", "")
    if not _PERSON.fullmatch(member):
        raise Refused(Reason("no_member", _("LinkedIn did not say whom you chose. Try once more.")))
    link_identity(actor=request.user, candidate=candidate, external_id=member)
    return _done(request, candidate, _("is linked to LinkedIn"))


@require_POST
def unlink(request: SignedIn, public_id: str) -> HttpResponse:
    """Forget whom the person was linked with."""
    candidate = _candidate(request, public_id)
    unlink_identity(actor=request.user, candidate=candidate)
    return _done(request, candidate, _("is no longer linked to LinkedIn"))


def _candidate(request: SignedIn, public_id: str) -> Candidate:
    return get_object_or_404(candidates_visible_to(request.user), public_id=public_id)


def _done(request: SignedIn, candidate: Candidate, text: str) -> HttpResponse:
    """Say so: by a toast alone when the frame spoke (the page's live parts look by themselves), else on a new page."""
    if request.headers.get("HX-Request"):
        return toasts.done(text, subject=candidate.name)
    toasts.toast_next(request, text, subject=candidate.name)
    return redirect("linkedin:tab", candidate.public_id)
