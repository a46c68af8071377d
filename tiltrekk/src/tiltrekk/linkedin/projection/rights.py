"""Who may export to a job from Recruiter: one access control list for each colleague (decision 6)."""

from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.jobs.access import hiring_managers_see_prospects
from tiltrekk.jobs.models import Job, JobRole, StageKind
from tiltrekk.linkedin.models import Held, MemberConnection

from .facts import HOME
from .outcome import GONE, Absent, KeyOnly, Projection
from .scope import Scope


def colleagues(job: Job) -> list[User]:
    """Return everybody on the team or standing in for somebody on it."""
    on_team = Q(memberships__job=job) | Q(delegations__member__job=job)
    return list(User.objects.filter(on_team).distinct().order_by("pk"))


def exporters(job: Job) -> QuerySet[User]:
    """Return recruiters, hiring managers where the Prospect activity lets them, their delegates; no interviewers."""
    if not has_prospect_stage(job):
        return User.objects.none()
    roles = {JobRole.RECRUITER} | ({JobRole.HIRING_MANAGER} if hiring_managers_see_prospects(job) else set())
    members = job.team.filter(role__in=roles)
    own = Q(memberships__in=members) | Q(delegations__member__in=members)
    return User.objects.filter(own, is_active=True).distinct()


def may_export_to(user: User, job: Job) -> bool:
    """Whether one colleague is among them."""
    return exporters(job).filter(pk=user.pk).exists()


def has_prospect_stage(job: Job) -> bool:
    """Whether the job takes prospects at all."""
    return job.process.stages.filter(kind=StageKind.PROSPECT, enabled=True).exists()


Right = tuple[User, Job]


def load_acls(ids: Collection[str]) -> Mapping[str, Right]:
    """Read colleagues and jobs: an id is the colleague's and the job's, joined by a slash."""
    pairs = {one: one.partition("/")[::2] for one in ids}
    users = {one.public_id: one for one in User.objects.filter(public_id__in=[user for user, _ in pairs.values()])}
    jobs = Job.objects.filter(job_id__in=[job for _, job in pairs.values()]).exclude(activated_at=None)
    by_id = {one.job_id: one for one in jobs.select_related(HOME)}
    return {key: (users[user], by_id[job]) for key, (user, job) in pairs.items() if user in users and job in by_id}


def acl(right: Right, scope: Scope) -> Projection:
    """Return the key alone: it says that the colleague may export to the job."""
    user, job = right
    if not scope.is_home_of(job):
        return Absent(Held.OTHER_PAGE)
    if not may_export_to(user, job):
        return GONE if user not in colleagues(job) else Absent(Held.NO_RIGHT)
    if not MemberConnection.objects.filter(user=user).exists():
        return Absent(Held.NOT_CONNECTED)
    return KeyOnly()


def load_assignees(ids: Collection[str]) -> Mapping[str, MemberConnection]:
    """Read connections: an id is the colleague's and the person URN they connected, joined by a slash."""
    pairs = {one: one.partition("/")[::2] for one in ids}
    found = MemberConnection.objects.filter(user__public_id__in=[user for user, _ in pairs.values()])
    by_pair = {(one.user.public_id, one.person): one for one in found.select_related("user")}
    return {key: by_pair[pair] for key, pair in pairs.items() if pair in by_pair}


def assignee(connection: MemberConnection, _scope: Scope) -> Projection:
    """Return the key alone: it says which member the colleague is."""
    return KeyOnly() if connection.user.is_active else GONE
