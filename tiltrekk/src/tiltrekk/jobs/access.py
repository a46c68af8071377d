"""Who is what to a job, and which jobs a person sees."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import TABLE, Flag, Relation, allowed, relations_of

from .models import Activity, ActivityKind, Job, JobRole, TeamMember

_RELATION = {
    JobRole.RECRUITER: Relation.TEAM_RECRUITER,
    JobRole.HIRING_MANAGER: Relation.TEAM_HIRING_MANAGER,
    JobRole.INTERVIEWER: Relation.TEAM_INTERVIEWER,
}


def memberships(user: User, *roles: JobRole) -> QuerySet[TeamMember]:
    """Return the places on teams that are the user's own or of people they stand in for, or those in some roles."""
    found = TeamMember.objects.filter(Q(user=user) | Q(delegates__user=user))
    return found.filter(role__in=roles) if roles else found


def job_roles(user: User, job: Job) -> set[JobRole]:
    """Return the user's roles on the job, their own and those of people they stand in for."""
    return {JobRole(role) for role in memberships(user).filter(job=job).values_list("role", flat=True)}


@relations_of(Job)
def relations(user: User, job: Job) -> Iterable[Relation]:
    """Return what the user is to the job."""
    roles = job_roles(user, job)
    found = {_RELATION[role] for role in roles}
    if JobRole.HIRING_MANAGER in roles and hiring_managers_see_prospects(job):
        found.add(Relation.PROSPECT_HIRING_MANAGER)
    return found


def relations_by_job(user: User, job_ids: Iterable[int]) -> dict[int, set[Relation]]:
    """Return what the user is to each job, in one query; what the Prospect activity adds is left out."""
    found: dict[int, set[Relation]] = defaultdict(set)
    for job_id, role in memberships(user).filter(job__in=list(job_ids)).values_list("job_id", "role"):
        found[job_id].add(_RELATION[JobRole(role)])
    return found


def hiring_managers_see_prospects(job: Job) -> bool:
    """The switch of the Prospect activity (PROC-15); on unless turned off."""
    return job.pk not in hiding_prospects([job])


def hiding_prospects(jobs: Iterable[Job]) -> set[int]:
    """Return the keys of those jobs whose hiring managers see no prospects."""
    activities = Activity.objects.filter(stage__process__job__in=list(jobs), kind=ActivityKind.PROSPECT)
    rows = activities.values_list("stage__process__job_id", "settings")
    return {job for job, settings in rows if not settings.get("allow_hiring_managers", True)}


def visible_to(user: User) -> QuerySet[Job]:
    """The jobs a person may see: all with the right to, else those whose team they are on or stand in for."""
    if allowed(user, Flag.VIEW_ALL_JOBS):
        return Job.objects.all()
    return Job.objects.filter(pk__in=memberships(user).values("job"))


def having(user: User, flag: Flag) -> QuerySet[Job]:
    """Return the jobs on which the user has a right; what the Prospect activity adds is left out."""
    if allowed(user, flag):
        return Job.objects.all()
    roles = [role for role, relation in _RELATION.items() if flag in TABLE[relation]]
    return Job.objects.filter(pk__in=memberships(user, *roles).values("job")) if roles else Job.objects.none()


def holders(job: Job, flag: Flag) -> list[User]:
    """Return who on the job's team has a right by their role there, by name."""
    roles = [role for role, relation in _RELATION.items() if flag in TABLE[relation]]
    rows = User.objects.filter(is_active=True, memberships__job=job, memberships__role__in=roles)
    return list(rows.distinct().order_by("sort_name", "pk"))
