"""The hiring team of a job."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Delegate, Job, JobRole, TeamMember

_ORDER = {JobRole.HIRING_MANAGER: 0, JobRole.RECRUITER: 1, JobRole.INTERVIEWER: 2}


def members(job: Job) -> list[TeamMember]:
    """Return the team with delegates at hand: hiring managers, recruiters, interviewers."""
    team = job.team.select_related("user").prefetch_related("delegates__user")
    return sorted(team, key=lambda member: (_ORDER[JobRole(member.role)], member.user.sort_name))


def member(job: Job, user_id: str) -> TeamMember:
    """Return the member with that user's public id. Raises ``Http404``."""
    return get_object_or_404(job.team.select_related("user", "job"), user__public_id=user_id)


def delegate(job: Job, member_id: str, user_id: str) -> Delegate:
    """Return the stand-in ``user_id`` of the member ``member_id``. Raises ``Http404``."""
    found = Delegate.objects.filter(member__job=job, member__user__public_id=member_id)
    return get_object_or_404(found.select_related("user", "member__job"), user__public_id=user_id)


def has_recruiter(job: Job) -> bool:
    """Tell whether a recruiter is on the team; without one the page warns (OQ-4)."""
    return job.team.filter(role=JobRole.RECRUITER).exists()


def can_join() -> QuerySet[User]:
    """Return everybody who can sign in, by name."""
    return User.objects.filter(is_active=True).prefetch_related("role_assignments").order_by("sort_name")


def in_role(jobs: QuerySet[Job], role: JobRole) -> QuerySet[User]:
    """Return everybody who has the role on one of the jobs, by name."""
    members = TeamMember.objects.filter(job__in=jobs.values("pk"), role=role)
    return User.objects.filter(pk__in=members.values("user")).order_by("sort_name")


def on_team(job: Job) -> QuerySet[User]:
    """Return everybody on the job's team who can sign in, by name."""
    return User.objects.filter(is_active=True, memberships__job=job).order_by("sort_name")
