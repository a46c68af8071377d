"""*Remove from LinkedIn* and its undoing: absent there, untouched here (decision 12, RSC-503)."""

from django.db import transaction
from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import events
from tiltrekk.core.errors import NotAllowed
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.linkedin.models import Kind, SyncRow

from .rows import again

_OF_PERSON = {Kind.CANDIDATE: "object_id", Kind.CANDIDATE_NOTE: "parent"}  # where the person's id stands
_OF_APPLICATION = {Kind.APPLICATION: "object_id", Kind.NOTE: "parent", Kind.FEEDBACK: "parent", Kind.STAGE: "parent"}


@transaction.atomic
def remove(*, actor: User, row: SyncRow) -> None:
    """Take a record from LinkedIn, with what hangs on it. Raises ``NotAllowed``."""
    _set(actor, row, withheld=True, verb="linkedin.removed")


@transaction.atomic
def send_again(*, actor: User, row: SyncRow) -> None:
    """Undo that, or have a record sent once more. What was removed below it on its own stays removed."""
    _set(actor, row, withheld=False, verb="linkedin.sent_again")


def may_remove(actor: User, row: SyncRow) -> bool:
    """Whoever may delete the person or the application here may take them, and what hangs on them, from LinkedIn."""
    subject = _subject(row)
    if subject is None:
        return False
    flag = Flag.DELETE_CANDIDATES if isinstance(subject, Candidate) else Flag.DELETE_APPLICATION
    return allowed(actor, flag, subject)


def _subject(row: SyncRow) -> Candidate | Application | None:
    kind = Kind(row.kind)
    if kind in _OF_PERSON:
        return Candidate.objects.filter(public_id=getattr(row, _OF_PERSON[kind])).first()
    if kind in _OF_APPLICATION:
        found = Application.objects.select_related("job", "candidate")
        return found.filter(public_id=getattr(row, _OF_APPLICATION[kind])).first()
    return None


def _set(actor: User, row: SyncRow, *, withheld: bool, verb: str) -> None:
    subject = _subject(row)
    if subject is None or not may_remove(actor, row):
        raise NotAllowed
    SyncRow.objects.filter(pk=row.pk).update(withheld=withheld)
    again(with_all_below(row))
    person = subject if isinstance(subject, Candidate) else subject.candidate
    application = None if isinstance(subject, Candidate) else subject
    values = {"kind": row.kind, "object": row.object_id}
    events.record(
        actor=actor, verb=verb, subject=subject, candidate=person, application=application, values=values
    )  # fmt: skip


def with_all_below(row: SyncRow) -> QuerySet[SyncRow]:
    """Return the row, its children and theirs."""
    below = SyncRow.objects.filter(organization=row.organization)
    children = list(below.filter(parent=row.object_id).values_list("object_id", flat=True))
    return SyncRow.objects.filter(pk=row.pk) | below.filter(parent__in=[row.object_id, *children])
