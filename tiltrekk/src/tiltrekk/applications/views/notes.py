"""Notes: on an application, on a person."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import services
from tiltrekk.applications.access import notes_visible_to
from tiltrekk.applications.forms import NoteForm
from tiltrekk.applications.models import Note
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.candidates import selectors as candidates
from tiltrekk.core.errors import NotAllowed
from tiltrekk.core.permissions import Flag, require
from tiltrekk.ui.toasts import done, toast_next

from .actions import answer, dialog


@require_http_methods(["GET", "POST"])
def note_create(request: SignedIn, application_id: str) -> HttpResponse:
    """Write a note on an application."""
    application = selectors.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.WRITE_NOTES, application)
    form = NoteForm(request.POST or None, initial={"visibility": "team"})
    if form.is_valid():
        person = application.candidate
        services.create_note(actor=request.user, candidate=person, application=application, **form.cleaned_data)
        return answer(request, application, _("has a new note"))
    return dialog(
        request, "applications/note.html", {"person": application.candidate, "job": application.job, "form": form}
    )


@require_http_methods(["GET", "POST"])
def person_note_create(request: SignedIn, candidate_id: str) -> HttpResponse:
    """Write a note on a person."""
    person = candidates.person(actor=request.user, candidate_id=candidate_id)
    require(request.user, Flag.EDIT_CANDIDATES, person)
    form = NoteForm(request.POST or None, initial={"visibility": "team"})
    if form.is_valid():
        services.create_note(actor=request.user, candidate=person, **form.cleaned_data)
        toast_next(request, _("has a new note"), subject=person.name)
        return _to_notes(request, person.public_id)
    return dialog(request, "applications/note.html", {"person": person, "form": form})


def _to_notes(request: SignedIn, candidate_id: str) -> HttpResponse:
    response = redirect("applications:person-notes", candidate_id)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": response.headers["Location"]})
    return response


def _is_on_persons_page(request: SignedIn, note: Note) -> bool:
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return shown == reverse("applications:person-notes", args=[note.candidate.public_id])


def _own_note(request: SignedIn, note_id: str) -> Note:
    rows = notes_visible_to(request.user).select_related("application__candidate", "application__job", "candidate")
    note = get_object_or_404(rows, public_id=note_id)
    if note.author_id != request.user.pk:
        raise NotAllowed
    return note


@require_http_methods(["GET", "POST"])
def note_change(request: SignedIn, note_id: str) -> HttpResponse:
    """Change one's own note."""
    note = _own_note(request, note_id)
    form = NoteForm(request.POST or None, initial={"text": note.text, "visibility": note.visibility})
    if form.is_valid():
        services.change_note(actor=request.user, note=note, **form.cleaned_data)
        return _after(request, note, _("Note changed"))
    job = note.application.job if note.application else None
    return dialog(request, "applications/note.html", {"person": note.candidate, "job": job, "form": form, "note": note})


@require_POST
def note_delete(request: SignedIn, note_id: str) -> HttpResponse:
    """Delete one's own note."""
    note = _own_note(request, note_id)
    services.delete_note(actor=request.user, note=note)
    return _after(request, note, _("Note deleted"))


def _after(request: SignedIn, note: Note, text: str) -> HttpResponse:
    """The drawer looks again by itself; the person's page of notes is loaded again."""
    if note.application is None or _is_on_persons_page(request, note):
        toast_next(request, text)
        return _to_notes(request, note.candidate.public_id)
    if request.headers.get("HX-Request"):
        return done(text)
    toast_next(request, text)
    return redirect("applications:application-tab", note.application.public_id, "notes")
