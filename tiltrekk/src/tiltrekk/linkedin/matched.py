"""Which member a person is, as far as that is certain."""

from tiltrekk.candidates.models import Candidate

from .models import Kind, MemberMatch
from .projection.known import known


def known_member(candidate: Candidate) -> str:
    """Return the person URN linked here, else the only one LinkedIn matched by itself; empty when neither is there."""
    return known(candidate).member or _only_match(candidate)


def _only_match(candidate: Candidate) -> str:
    asked = MemberMatch.objects.filter(row__kind=Kind.CANDIDATE, row__object_id=candidate.public_id)
    match = asked.filter(asked_at__isnull=False).first()
    return match.members[0] if match and len(match.members) == 1 else ""
