"""Tabs of a candidate that come from their applications."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications.access import notes_visible_to
from tiltrekk.applications.selectors import activity as activity_selectors
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.candidates import selectors as candidates
from tiltrekk.candidates.views.person import page_context
from tiltrekk.ui.sentences import tell

from .application import EVENTS


@require_GET
def person_applications(request: SignedIn, candidate_id: str) -> HttpResponse:
    """The whole history; *View* only where the viewer sees the application (CAND-02)."""
    person = candidates.person(actor=request.user, candidate_id=candidate_id)
    context = {"history": selectors.history(actor=request.user, candidate=person)}
    return render(request, "applications/person_applications.html", page_context(request, person) | context)


@require_GET
def person_notes(request: SignedIn, candidate_id: str) -> HttpResponse:
    """Notes on the person, and those on applications the viewer sees."""
    person = candidates.person(actor=request.user, candidate_id=candidate_id)
    rows = notes_visible_to(request.user).filter(candidate=person).select_related("author", "application__job")
    return render(request, "applications/person_notes.html", page_context(request, person) | {"notes": rows})


@require_GET
def person_activity(request: SignedIn, candidate_id: str) -> HttpResponse:
    """What happened to the person."""
    person = candidates.person(actor=request.user, candidate_id=candidate_id)
    events = activity_selectors.of_person(actor=request.user, candidate=person)[:EVENTS]
    entries = tell(list(events), reader=request.user)
    return render(request, "applications/person_activity.html", page_context(request, person) | {"entries": entries})
