"""Who may export to a job from Recruiter: one access control list for each colleague (decision 6)."""

from collections.abc import Iterator

from django.db.models import Q

from tiltrekk.accounts.models import User
from tiltrekk.jobs.access import hiring_managers_see_prospects, job_roles
from tiltrekk.jobs.models import Job, JobRole, StageKind
from tiltrekk.linkedin.models import Held, MemberConnection

from .facts import at_organization
from .outcome import GONE, Absent, KeyOnly, Projection


def colleagues(job: Job) -> list[User]:
    """Return everybody on the team or standing in for somebody on it."""
    on_team = Q(memberships__job=job) | Q(delegations__member__job=job)
    return list(User.objects.filter(on_team).distinct().order_by("pk"))


def may_export_to(user: User, job: Job) -> bool:
    """Recruiters, hiring managers where the Prospect activity lets them, and their delegates; never interviewers."""
    if not user.is_active or not has_prospect_stage(job):
        return False
    roles = job_roles(user, job)
    if JobRole.RECRUITER in roles:
        return True
    return JobRole.HIRING_MANAGER in roles and hiring_managers_see_prospects(job)


def has_prospect_stage(job: Job) -> bool:
    """Whether the job takes prospects at all."""
    return job.process.stages.filter(kind=StageKind.PROSPECT, enabled=True).exists()


def exporters(job: Job) -> Iterator[User]:
    """Return who may export to the job."""
    return (user for user in colleagues(job) if may_export_to(user, job))


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
