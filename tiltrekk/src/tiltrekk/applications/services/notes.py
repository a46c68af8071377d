"""Notes on applications and people (attract.md §4.7, OQ-17)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, Note, Visibility
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock, events
from tiltrekk.core.errors import NotAllowed, Reason, refuse
from tiltrekk.core.permissions import Flag, require


@transaction.atomic
def create_note(
    *,
    actor: User,
    candidate: Candidate,
    text: str,
    visibility: str = Visibility.TEAM,
    application: Application | None = None,
) -> Note:
    """Write a note about an application, or about the person; for the team unless it is private (decision 40)."""
    if application:
        require(actor, Flag.WRITE_NOTES, application)
    else:
        require(actor, Flag.EDIT_CANDIDATES, candidate)
    refuse(_reasons(text, visibility))
    now = clock.now()
    note = Note.objects.create(
        candidate=candidate,
        application=application,
        author=actor,
        text=text.strip(),
        visibility=visibility,
        created_at=now,
        updated_at=now,
    )
    _record(actor, "note.created", note)
    return note


@transaction.atomic
def change_note(*, actor: User, note: Note, text: str, visibility: str) -> Note:
    """Change one's own note, its text or who reads it."""
    _require_own(actor, note)
    refuse(_reasons(text, visibility))
    was = note.visibility
    changed = [name for name, new in (("text", text.strip()), ("visibility", visibility)) if getattr(note, name) != new]
    if changed:
        note.text, note.visibility, note.updated_at = text.strip(), visibility, clock.now()
        note.save()
        _record(actor, "note.changed", note, changed, private=Visibility.PRIVATE in (was, visibility))
    return note


@transaction.atomic
def delete_note(*, actor: User, note: Note) -> None:
    """Delete one's own note."""
    _require_own(actor, note)
    _record(actor, "note.deleted", note)
    note.delete()


def _record(
    actor: User, verb: str, note: Note, changed: list[str] | None = None, *, private: bool | None = None
) -> None:
    """Write the event. ``private`` in its values keeps it out of everybody else's activity feed (SEC-19)."""
    events.record(
        actor=actor,
        verb=verb,
        subject=note,
        job=note.application.job if note.application else None,
        candidate=note.candidate,
        application=note.application,
        changed=changed or (),
        values={
            "visibility": str(note.visibility),
            "private": note.visibility == Visibility.PRIVATE if private is None else private,
        },
    )


def _require_own(actor: User, note: Note) -> None:
    if note.author_id != actor.pk:
        raise NotAllowed


def _reasons(text: str, visibility: str) -> list[Reason]:
    reasons = [] if text.strip() else [Reason("text", _("The note is empty."), "text")]
    if visibility not in Visibility.values:
        reasons.append(Reason("visibility", _("Choose who reads the note."), "visibility"))
    return reasons
