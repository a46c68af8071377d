"""Two records of one person become one (OQ-15). The survivor keeps their id and what is known of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates import merging
from tiltrekk.candidates.models import Candidate, PoolMember, PossibleDuplicate
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require

from .people import record_possible_duplicate

_GAPS = ("surname", "current_title", "current_employer", "city", "country", "source", "source_comment")


@transaction.atomic
def merge(*, actor: User, survivor: Candidate, other: Candidate) -> Candidate:
    """Move all that hangs on the other record to the survivor.

    Subscribers of ``candidate.merged`` (its subject is the survivor, ``values["merged"]`` the other's key) move what
    higher floors keep, in the same transaction.
    """
    survivor, other = _locked(survivor, other)
    for person in (survivor, other):
        require(actor, Flag.MERGE_CANDIDATES, person)
    refuse(_obstacles(survivor, other))
    _join_row(survivor, other)
    _move_contacts(survivor, other)
    _move_profile(survivor, other)
    _move_pools(survivor, other)
    _settle_duplicates(survivor, other)
    values = {"merged": other.pk}
    events.record(actor=actor, verb="candidate.merged", subject=survivor, candidate=survivor, values=values)
    events.record(actor=actor, verb="candidate.absorbed", subject=other, candidate=other)
    return survivor


def _locked(*people: Candidate) -> list[Candidate]:
    rows = Candidate.objects.select_for_update().order_by("pk").in_bulk([person.pk for person in people])
    return [rows[person.pk] for person in people]


def _obstacles(survivor: Candidate, other: Candidate) -> list[Reason]:
    if survivor.pk == other.pk:
        return [Reason("same", _("Choose two different people."))]
    if any(person.deleted_at or person.merged_into_id for person in (survivor, other)):
        return [Reason("gone", _("One of the two has been deleted or merged already."))]
    reasons = merging.obstacles(survivor, other)
    if survivor.identities.exists() and other.identities.exists():
        text = _("Both are linked to LinkedIn profiles of their own. Unlink the wrong one first.")
        reasons.append(Reason("linked", text))
    return reasons


def _join_row(survivor: Candidate, other: Candidate) -> None:
    """Gaps are filled; of two restrictions the stricter one holds."""
    now = clock.now()
    for name in _GAPS:
        setattr(survivor, name, getattr(survivor, name) or getattr(other, name))
    survivor.is_internal |= other.is_internal
    survivor.do_not_contact |= other.do_not_contact
    survivor.restricted_at = survivor.restricted_at or other.restricted_at
    survivor.created_at = min(survivor.created_at, other.created_at)
    other.merged_into, survivor.updated_at, other.updated_at = survivor, now, now
    survivor.save()
    other.save()


def _move_contacts(survivor: Candidate, other: Candidate) -> None:
    has_primary = survivor.emails.filter(is_primary=True).exists()
    if has_primary:
        other.emails.update(is_primary=False)
    other.emails.update(candidate=survivor)
    other.phones.exclude(number__in=survivor.phones.values("number")).update(candidate=survivor)
    other.identities.update(candidate=survivor)


def _move_profile(survivor: Candidate, other: Candidate) -> None:
    """Files all move; of two careers the survivor's is kept, so that no post stands there twice."""
    other.documents.update(candidate=survivor)
    other.skills.exclude(name__in=survivor.skills.values("name")).update(candidate=survivor)
    if not survivor.experience.exists():
        other.experience.update(candidate=survivor)
    if not survivor.education.exists():
        other.education.update(candidate=survivor)


def _move_pools(survivor: Candidate, other: Candidate) -> None:
    known = PoolMember.objects.filter(candidate=survivor).values("pool")
    PoolMember.objects.filter(candidate=other).exclude(pool__in=known).update(candidate=survivor)
    PoolMember.objects.filter(candidate=other).delete()


def _settle_duplicates(survivor: Candidate, other: Candidate) -> None:
    """Whoever may be the other may be the survivor now."""
    pairs = PossibleDuplicate.objects.filter(candidate=other) | PossibleDuplicate.objects.filter(other=other)
    for pair in pairs.select_related("candidate", "other"):
        third = pair.other if pair.candidate_id == other.pk else pair.candidate
        pair.delete()
        if third.pk != survivor.pk and pair.dismissed_at is None:
            record_possible_duplicate(survivor, third)
