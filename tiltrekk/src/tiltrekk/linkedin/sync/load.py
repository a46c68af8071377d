"""Everything at once: the history when a level is switched on, and *Resend everything*."""

from collections.abc import Iterator
from itertools import islice

from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import UNKNOWN, Kind, MemberConnection, SyncRow

from . import marks
from .rows import Mark, raise_rows

_CHUNK = 2000


def raise_everything() -> int:
    """Raise every object there is and every row there is, closed jobs included; return how many."""
    return sum(raise_rows(part, urgent=False) for part in _chunks(_everything()))


def distrust_everything() -> None:
    """Forget what LinkedIn acknowledged, so that all of it is sent again even if nothing changed here."""
    SyncRow.objects.exclude(digest="").update(digest=UNKNOWN)


def _everything() -> Iterator[Mark]:
    for row in SyncRow.objects.order_by("pk").iterator():  # also of what is gone here
        yield Mark(row.organization, Kind(row.kind), row.object_id, row.parent)
    if not marks.organizations():  # nobody to tell: thousands of people are not read in vain
        return
    for job in Job.objects.exclude(activated_at=None).order_by("pk").iterator():
        yield from marks.of_job(job)
    for connected in MemberConnection.objects.select_related("user"):
        yield from marks.of_user(connected.user.public_id)
    for candidate in Candidate.objects.order_by("pk").iterator():
        yield from marks.of_candidate(candidate)


def _chunks(found: Iterator[Mark]) -> Iterator[list[Mark]]:
    while part := list(islice(found, _CHUNK)):
        yield part
