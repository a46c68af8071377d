"""Who may export to a job from Recruiter: one access control list for each colleague (decision 6)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.jobs.access import hiding_prospects
from tiltrekk.jobs.models import HIRING, Delegate, Job, JobRole, Stage, StageKind, TeamMember
from tiltrekk.linkedin.models import Held, MemberConnection

from .facts import LISTING
from .outcome import GONE, Absent, KeyOnly, Projection
from .scope import Scope

Places = set[tuple[int, int]]  # keys of users and jobs


def colleagues(job: Job) -> list[User]:
    """Return everybody on the team or standing in for somebody on it."""
    return list(_people(_places(job.team.all())).order_by("pk"))


def exporters(job: Job) -> QuerySet[User]:
    """Return recruiters, hiring managers where the Prospect activity lets them, their delegates; no interviewers."""
    return _people(export_rights([job]))


def export_rights(jobs: Collection[Job]) -> Places:
    """Return who may export to which of these jobs, in a fixed number of queries."""
    prospect = Stage.objects.filter(process__job__in=jobs, kind=StageKind.PROSPECT, enabled=True)
    takes = prospect.values_list("process__job_id", flat=True)
    members = TeamMember.objects.filter(job__in=list(takes), role__in=HIRING)
    places = _places(members.exclude(role=JobRole.HIRING_MANAGER, job__in=hiding_prospects(jobs)))
    active = set(_people(places).filter(is_active=True).values_list("pk", flat=True))
    return {(user, job) for user, job in places if user in active}


def _places(members: QuerySet[TeamMember]) -> Places:
    """Who is on these places of teams, and who stands in for somebody there."""
    own, delegates = members.values_list("user_id", "job_id"), Delegate.objects.filter(member__in=members)
    return {*own, *delegates.values_list("user_id", "member__job_id")}


def _people(places: Places) -> QuerySet[User]:
    return User.objects.filter(pk__in={user for user, _ in places})


def may_export_to(user: User, job: Job) -> bool:
    """Whether one colleague is among them."""
    return (user.pk, job.pk) in export_rights([job])


def has_prospect_stage(job: Job) -> bool:
    """Whether the job takes prospects at all."""
    return job.process.stages.filter(kind=StageKind.PROSPECT, enabled=True).exists()


@dataclass(frozen=True)
class Right:
    """One colleague and one job."""

    user: User
    job: Job
    on_team: bool
    may_export: bool


def load_acls(ids: Collection[str]) -> Mapping[str, Right]:
    """Read colleagues and jobs: an id is the colleague's and the job's, joined by a slash."""
    pairs = {one: one.partition("/")[::2] for one in ids}
    people = User.objects.filter(public_id__in={user for user, _ in pairs.values()}).select_related("linkedin")
    jobs = Job.objects.filter(job_id__in={job for _, job in pairs.values()}).exclude(activated_at=None)
    users = {one.public_id: one for one in people}
    by_id = {one.job_id: one for one in jobs.select_related(LISTING)}
    teams = _places(TeamMember.objects.filter(job__in=by_id.values()))
    rights = export_rights(by_id.values())

    def right(user: User, job: Job) -> Right:
        place = user.pk, job.pk
        return Right(user, job, place in teams, place in rights)

    known = {key: (users.get(user), by_id.get(job)) for key, (user, job) in pairs.items()}
    return {key: right(user, job) for key, (user, job) in known.items() if user and job}


def acl(right: Right, scope: Scope) -> Projection:
    """Return the key alone: it says that the colleague may export to the job."""
    if why := scope.why_job_held(right.job):
        return Absent(why)
    if not right.may_export:
        return Absent(Held.NO_RIGHT) if right.on_team else GONE
    return KeyOnly() if hasattr(right.user, "linkedin") else Absent(Held.NOT_CONNECTED)


def load_assignees(ids: Collection[str]) -> Mapping[str, MemberConnection]:
    """Read connections: an id is the colleague's and the person URN they connected, joined by a slash."""
    pairs = {one: one.partition("/")[::2] for one in ids}
    found = MemberConnection.objects.filter(user__public_id__in=[user for user, _ in pairs.values()])
    by_pair = {(one.user.public_id, one.person): one for one in found.select_related("user")}
    return {key: by_pair[pair] for key, pair in pairs.items() if pair in by_pair}


def assignee(connection: MemberConnection, _scope: Scope) -> Projection:
    """Return the key alone: it says which member the colleague is."""
    return KeyOnly() if connection.user.is_active else GONE
