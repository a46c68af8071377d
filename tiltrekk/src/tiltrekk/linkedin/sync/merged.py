"""People who became part of somebody else: LinkedIn learns where their records hang now before it forgets them."""

from collections.abc import Iterable

from tiltrekk.candidates.models import Candidate
from tiltrekk.linkedin.models import UNKNOWN, Kind, SyncRow


def unsettled(people: Iterable[str]) -> set[tuple[str, str]]:
    """Return organization and id of those whose applications and notes LinkedIn does not know at their new home yet."""
    heirs = _heirs(people)
    rows = SyncRow.objects.filter(kind__in=[Kind.APPLICATION, Kind.CANDIDATE_NOTE], parent__in=heirs.values())
    moving = set(rows.filter(digest=UNKNOWN, failed=False).values_list("organization", "parent"))
    return {(organization, person) for person, heir in heirs.items() for organization, one in moving if one == heir}


def _heirs(people: Iterable[str]) -> dict[str, str]:
    """Return who those that were merged away are now, at the end of however many merges."""
    found: dict[str, str] = {}
    for person in Candidate.objects.filter(public_id__in=list(people)).exclude(merged_into=None):
        heir = person
        while heir.merged_into:
            heir = heir.merged_into
        found[person.public_id] = heir.public_id
    return found
