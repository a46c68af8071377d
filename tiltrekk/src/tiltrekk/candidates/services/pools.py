"""Talent pools (attract.md §5)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates.access import LINKEDIN_POOL
from tiltrekk.candidates.models import Candidate, PoolMember, PoolShare, TalentPool
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, Role, require

MAY_SHARE_WITH = {Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER}


def linkedin_pool() -> TalentPool:
    """Return the system's pool of LinkedIn profiles (POOL-09); nobody renames, shares or deletes it (OQ-28)."""
    return TalentPool.objects.get_or_create(
        system_key=LINKEDIN_POOL, defaults={"name": "LinkedIn", "created_at": clock.now()}
    )[0]


@transaction.atomic
def create_pool(*, actor: User, name: str) -> TalentPool:
    """Make a pool that only its owner sees until it is shared (POOL-01)."""
    require(actor, Flag.CREATE_TALENT_POOL)
    refuse(_name_reasons(name))
    pool = TalentPool.objects.create(name=name.strip(), owner=actor, created_at=clock.now())
    events.record(actor=actor, verb="pool.created", subject=pool)
    return pool


@transaction.atomic
def rename_pool(*, actor: User, pool: TalentPool, name: str) -> None:
    """Give a pool another name."""
    require(actor, Flag.EDIT_POOL, pool)
    refuse(_system_reasons(pool) + _name_reasons(name, pool))
    pool.name = name.strip()
    pool.save()
    events.record(actor=actor, verb="pool.changed", subject=pool, changed=["name"])


@transaction.atomic
def delete_pool(*, actor: User, pool: TalentPool) -> None:
    """Delete a pool; the people in it stay."""
    require(actor, Flag.EDIT_POOL, pool)
    refuse(_system_reasons(pool))
    events.record(actor=actor, verb="pool.deleted", subject=pool)
    pool.delete()


@transaction.atomic
def share_pool(*, actor: User, pool: TalentPool, user: User) -> None:
    """Let a colleague see the pool, add people and remove them (POOL-03)."""
    require(actor, Flag.EDIT_POOL, pool)
    reasons = _system_reasons(pool)
    if not user.is_active or not user.roles & MAY_SHARE_WITH:
        text = _("%s is neither a recruiter, a hiring manager nor an administrator.") % user.name
        reasons.append(Reason("role", text, "user"))
    refuse(reasons)
    if PoolShare.objects.get_or_create(pool=pool, user=user)[1]:
        events.record(actor=actor, verb="pool.changed", subject=pool, changed=["shares"], values={"user": user.pk})


@transaction.atomic
def unshare_pool(*, actor: User, pool: TalentPool, user: User) -> None:
    """Take a colleague's access away."""
    require(actor, Flag.EDIT_POOL, pool)
    refuse(_system_reasons(pool))
    if pool.shares.filter(user=user).delete()[0]:
        events.record(actor=actor, verb="pool.changed", subject=pool, changed=["shares"], values={"user": user.pk})


@transaction.atomic
def add_member(*, actor: User | None, pool: TalentPool, candidate: Candidate, by: str = "") -> bool:
    """Put a person into a pool; tell whether they were not there yet. Only a machine fills the system's pools."""
    if actor:
        require(actor, Flag.ADD_TO_POOL, pool)
        refuse(_system_reasons(pool))
    now = clock.now()
    made = PoolMember.objects.get_or_create(
        pool=pool, candidate=candidate, defaults={"added_by": actor, "added_at": now}
    )[1]
    if made:
        _record(actor, "pool.member_added", pool, candidate, by)
    return made


@transaction.atomic
def add_members(*, actor: User, pool: TalentPool, candidates: Sequence[Candidate]) -> int:
    """Put several people into a pool; tell how many were not there yet."""
    require(actor, Flag.ADD_TO_POOL, pool)
    return sum(add_member(actor=actor, pool=pool, candidate=one) for one in candidates)


@transaction.atomic
def remove_member(*, actor: User | None, pool: TalentPool, candidate: Candidate, by: str = "") -> bool:
    """Take a person out of a pool, the membership only (POOL-06); tell whether they were there.

    Out of the LinkedIn pool those who work with people take somebody who asks for it (OQ-28). LinkedIn tells of them
    once more only when they agree once more.
    """
    if actor:
        require(actor, Flag.EDIT_CANDIDATES if pool.system_key else Flag.REMOVE_FROM_POOL, pool)
    gone = bool(pool.members.filter(candidate=candidate).delete()[0])
    if gone:
        _record(actor, "pool.member_removed", pool, candidate, by)
    return gone


def _record(actor: User | None, verb: str, pool: TalentPool, candidate: Candidate, by: str) -> None:
    events.record(
        actor=actor, verb=verb, subject=pool, candidate=candidate, values={"pool": pool.pk} | ({"by": by} if by else {})
    )


def _system_reasons(pool: TalentPool) -> list[Reason]:
    return [Reason("system_pool", _("The program keeps this pool itself."))] if pool.system_key else []


def _name_reasons(name: str, pool: TalentPool | None = None) -> list[Reason]:
    if not name.strip():
        return [Reason("name", _("A pool needs a name."), "name")]
    others = TalentPool.objects.filter(name__iexact=name.strip())
    if pool:
        others = others.exclude(pk=pool.pk)
    return [Reason("name_taken", _("There is a pool with that name already."), "name")] if others.exists() else []
