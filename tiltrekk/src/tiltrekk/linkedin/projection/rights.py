"""Who may export to a job from Recruiter: one access control list for each colleague (decision 6)."""

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.jobs.access import hiring_managers_see_prospects
from tiltrekk.jobs.models import Job, JobRole, StageKind
from tiltrekk.linkedin.models import Held, MemberConnection

from .facts import at_organization
from .outcome import GONE, Absent, KeyOnly, Projection


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


def acl(object_id: str, organization: str) -> Projection:
    """``object_id`` is the colleague's id and the job's, joined by a slash."""
    list_id, _, job_id = object_id.partition("/")
    user = User.objects.filter(public_id=list_id).first()
    job = Job.objects.filter(job_id=job_id).exclude(activated_at=None).first()
    if user is None or job is None:
        return GONE
    if not at_organization(job, organization):
        return Absent(Held.OTHER_PAGE)
    if not may_export_to(user, job):
        return GONE if user not in colleagues(job) else Absent(Held.NO_RIGHT)
    if not MemberConnection.objects.filter(user=user).exists():
        return Absent(Held.NOT_CONNECTED)
    return KeyOnly()


def assignee(object_id: str, _organization: str) -> Projection:
    """``object_id`` is the colleague's id and the person URN they connected, joined by a slash."""
    list_id, _, person = object_id.partition("/")
    connected = MemberConnection.objects.filter(user__public_id=list_id, person=person, user__is_active=True)
    return KeyOnly() if connected.exists() else GONE
