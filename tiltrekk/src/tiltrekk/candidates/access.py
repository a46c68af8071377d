"""Who is what to a person or a pool, and which of them an actor sees."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag, Relation, allowed, relations_of

from .models import Candidate, TalentPool

LINKEDIN_POOL = "linkedin"


@relations_of(Candidate)
def _to_candidate(_user: User, _candidate: Candidate) -> Iterable[Relation]:
    return ()  # rights on people without a job come from the environment role alone


@relations_of(TalentPool)
def _to_pool(user: User, pool: TalentPool) -> Iterable[Relation]:
    if pool.system_key:
        return ()  # read-only for everybody (OQ-28)
    if pool.owner_id == user.pk:
        return (Relation.OWNER,)
    return (Relation.CONTRIBUTOR,) if pool.shares.filter(user=user).exists() else ()


def candidates_visible_to(user: User) -> QuerySet[Candidate]:
    """People who exist for the actor. Members without an environment role meet people through their jobs only."""
    if not allowed(user, Flag.READ_CANDIDATES):
        return Candidate.objects.none()
    return Candidate.objects.filter(deleted_at=None, merged_into=None)


def pools_visible_to(user: User) -> QuerySet[TalentPool]:
    """Own pools, shared ones and the system's; all for those with the right to."""
    if not allowed(user, Flag.READ_TALENT_POOLS):
        return TalentPool.objects.none()
    if allowed(user, Flag.VIEW_ALL_TALENT_POOLS):
        return TalentPool.objects.all()
    shared = Q(pk__in=user.shared_pools.values("pool"))
    return TalentPool.objects.filter(Q(owner=user) | Q(system_key__isnull=False) | shared)
