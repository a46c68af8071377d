"""Our own list of recruiting activities, for those who may see the person (decision 9)."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import visible_to
from tiltrekk.candidates.access import candidates_visible_to
from tiltrekk.candidates.models import Candidate

from .models import InMail, MemberConnection, RecruiterNote, Seat
from .projection.scope import linked_member


@dataclass(frozen=True)
class InMailLine:
    """That a colleague wrote or got an InMail; ``by`` is the colleague's name at LinkedIn, or ours when connected."""

    at: datetime
    direction: str
    by: str
    is_own: bool


@dataclass(frozen=True)
class NoteLine:
    """A public note from LinkedIn Recruiter."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True)
class Activities:
    """What our copy knows of the person."""

    inmail: list[InMailLine]
    notes: list[NoteLine]


def activities(*, actor: User, candidate: Candidate) -> Activities:
    """Return the list for one person, newest first. Raises ``Http404`` for somebody the actor may not see."""
    if not _may_see(actor, candidate):
        raise Http404
    person = linked_member(candidate)
    if not person:
        return Activities([], [])
    seats = {seat.urn: seat for seat in Seat.objects.all()}
    own = MemberConnection.objects.filter(user=actor).values_list("person", flat=True).first()
    return Activities(
        [
            InMailLine(one.at, one.direction, _name(seats, one.seat), _is_own(seats, one.seat, own))
            for one in InMail.objects.filter(person=person)
        ],
        [
            NoteLine(one.modified_at, one.text, _name(seats, one.seat))
            for one in RecruiterNote.objects.filter(person=person)
        ],
    )


def _may_see(actor: User, candidate: Candidate) -> bool:
    if candidates_visible_to(actor).filter(pk=candidate.pk).exists():
        return True
    return visible_to(actor).filter(candidate=candidate).exists()


def _name(seats: dict[str, Seat], urn: str) -> str:
    return seats[urn].name if urn in seats else ""


def _is_own(seats: dict[str, Seat], urn: str, person: str | None) -> bool:
    return bool(person) and urn in seats and seats[urn].person == person
