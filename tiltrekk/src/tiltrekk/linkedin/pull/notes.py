"""Public notes of LinkedIn Recruiter; private ones never become a record of ours."""

from datetime import timedelta

from django.db import transaction
from linkedin_talent.client import LinkedInClient
from linkedin_talent.prospect_notes import ProspectNote

from tiltrekk.linkedin.models import RecruiterNote

from .cursors import advance, cursor, windows

SOURCE = "notes"
_TICK = timedelta(milliseconds=1)


def pull(client: LinkedInClient, contract: str, owners: list[str]) -> None:
    """Read a contract's notes up to now; those withdrawn or made private lose their copy here."""
    at = cursor(SOURCE, contract)
    for start, end in windows(at):
        # the lower end is exclusive at LinkedIn, so begin just before it
        found = client.prospect_notes.find(contract, owners, after=start - _TICK, until=end - _TICK)
        with transaction.atomic():
            RecruiterNote.objects.filter(note_id__in=found.withdrawn).delete()
            for note in found.public:
                _keep(note)
            advance(at, start, end)


def _keep(note: ProspectNote) -> None:
    row = {
        "seat": note.owner,
        "person": note.prospect,
        "text": note.note,
        "created_at": note.created,
        "modified_at": note.last_modified,
    }
    RecruiterNote.objects.update_or_create(note_id=note.id, defaults=row)
