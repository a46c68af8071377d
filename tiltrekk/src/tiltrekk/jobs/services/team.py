"""Who hires for a job, and who stands in for whom (attract.md §1.2)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import NotAllowed, Reason, refuse
from tiltrekk.core.permissions import Flag, Role, require
from tiltrekk.jobs.models import HIRING, Delegate, Job, JobRole, TeamMember

from .jobs import NEEDED_ROLE
from .locks import locked, refuse_closed


@transaction.atomic
def set_member(*, actor: User, job: Job, user: User, role: JobRole) -> TeamMember:
    """Put someone on the team, or change the role of someone who is on it (ROLE-06, ROLE-08).

    Recruiters and hiring managers must hold that role in the environment at this moment; losing it later changes
    nothing here (ROLE-03). Anybody who can sign in may be an interviewer.
    """
    job = _for_change(actor, job)
    member = job.team.filter(user=user).first()
    before = member.role if member else None
    if member and before == role:
        return member
    refuse(_against_role(job, user, role, member))
    if role == JobRole.INTERVIEWER and member:
        member.delegates.all().delete()
    member, _made = TeamMember.objects.update_or_create(
        job=job, user=user, defaults={"role": role}, create_defaults={"role": role, "added_at": clock.now()}
    )
    _record(actor, member, action="role" if before else "added", before=before)
    return member


def _for_change(actor: User, job: Job) -> Job:
    job = locked(job)
    require(actor, Flag.UPDATE_HIRING_TEAM, job)
    refuse_closed(job)
    return job


def _against_role(job: Job, user: User, role: JobRole, member: TeamMember | None) -> list[Reason]:
    if not user.is_active:
        return [Reason("inactive", _("%(name)s can no longer sign in.") % {"name": user.name}, "user")]
    needed = NEEDED_ROLE.get(role)
    if needed and needed not in user.roles:
        return [Reason("lacks_role", _lacks(user, role), "role")]
    return _last_one(job, member) if member and role == JobRole.INTERVIEWER else []


def _lacks(user: User, role: JobRole) -> str:
    if role == JobRole.RECRUITER:
        return _("%(name)s does not have the role Recruiter.") % {"name": user.name}
    return _("%(name)s does not have the role Hiring manager.") % {"name": user.name}


def _last_one(job: Job, member: TeamMember) -> list[Reason]:
    """An active job keeps at least one recruiter or hiring manager (OQ-4)."""
    others = job.team.filter(role__in=HIRING).exclude(pk=member.pk)
    if not job.is_active or member.role not in HIRING or others.exists():
        return []
    return [Reason("last_one", _("An active job needs a recruiter or a hiring manager on its team."))]


@transaction.atomic
def remove_member(*, actor: User, member: TeamMember) -> None:
    """Take someone off the team, and with them the people who stand in for them."""
    job = _for_change(actor, member.job)
    reasons = _last_one(job, member)
    if not _has_own_right(actor, job) and member.delegates.filter(user=actor).exists():
        reasons.append(Reason("own_principal", _("You stand in for this person, so you cannot remove them.")))
    refuse(reasons)
    _record(actor, member, action="removed", before=member.role)
    member.delete()


def _has_own_right(actor: User, job: Job) -> bool:
    return Role.ADMIN in actor.roles or job.team.filter(user=actor, role__in=HIRING).exists()


@transaction.atomic
def add_delegate(*, actor: User, member: TeamMember, user: User) -> Delegate:
    """Name someone to act for oneself on one job, with one's own rights there (ROLE-09)."""
    job = locked(member.job)
    refuse_closed(job)
    if member.user_id != actor.pk or member.role not in HIRING:
        raise NotAllowed
    reasons = []
    if not user.is_active:
        reasons.append(Reason("inactive", _("%(name)s can no longer sign in.") % {"name": user.name}, "user"))
    if user.pk == actor.pk:
        reasons.append(Reason("oneself", _("You cannot stand in for yourself."), "user"))
    if member.delegates.filter(user=user).exists():
        reasons.append(Reason("already", _("%(name)s already stands in for you.") % {"name": user.name}, "user"))
    refuse(reasons)
    delegate = Delegate.objects.create(member=member, user=user, added_at=clock.now())
    _record(actor, member, action="delegate_added", delegate=user)
    return delegate


@transaction.atomic
def remove_delegate(*, actor: User, delegate: Delegate) -> None:
    """End a stand-in: the person who named them may, the stand-in themselves, and an administrator (ROLE-09)."""
    refuse_closed(locked(delegate.member.job))
    if actor.pk not in (delegate.member.user_id, delegate.user_id) and Role.ADMIN not in actor.roles:
        raise NotAllowed
    _record(actor, delegate.member, action="delegate_removed", delegate=delegate.user)
    delegate.delete()


def _record(
    actor: User, member: TeamMember, *, action: str, before: str | None = None, delegate: User | None = None
) -> None:
    values = {"action": action, "user": member.user_id, "role": member.role, "before": before}
    if delegate:
        values["delegate"] = delegate.pk
    events.record(actor=actor, verb="job.team_changed", subject=member.job, job=member.job, values=values)
