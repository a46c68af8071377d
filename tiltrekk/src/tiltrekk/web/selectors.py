"""What Home, the palette and *My activity* show: nothing the actor may not see elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.applications import access as applications_access
from tiltrekk.candidates import access as candidates_access
from tiltrekk.candidates import selectors as candidates
from tiltrekk.candidates.models import Candidate, TalentPool
from tiltrekk.core.models import Event
from tiltrekk.core.permissions import Role
from tiltrekk.jobs import access as jobs_access
from tiltrekk.jobs import counts
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.ui.sentences import verbs
from tiltrekk.ui.stages import Count

JOBS_ON_HOME = 5
RECENT = 9
FOUND = 6


@dataclass(frozen=True)
class JobRow:
    """One of *My jobs*."""

    job: Job
    stages: Sequence[Count]
    new: int

    @property
    def total(self) -> int:
        return sum(stage.number for stage in self.stages)


def my_jobs(*, actor: User) -> tuple[list[JobRow], int]:
    """Return the first of the actor's open jobs with their people, and how many there are."""
    rows = jobs.mine(actor=actor)
    shown = list(rows[:JOBS_ON_HOME])
    people = counts.people(actor, [job.pk for job in shown])
    return [_job_row(job, people[job.pk]) for job in shown], rows.count()


def _job_row(job: Job, people: counts.People) -> JobRow:
    stages = [
        Count(stage.kind, stage.label, people.by_stage.get(stage.pk, 0))
        for stage in job.process.stages.all()
        if stage.enabled
    ]
    return JobRow(job, stages, people.new)


# An export is told once: that it made a person, a link and an application goes without saying.
_WITH_EXPORT = Q(
    verb__in=["candidate.created", "candidate.identity_linked", "application.created"],
    values__by__in=["linkedin", "exporter_unknown"],
)


def recent(*, actor: User) -> list[Event]:
    """Return the newest events the actor may know of."""
    return list(_known_to(actor).order_by("-id")[:RECENT])


def own_activity(*, actor: User, before: int | None = None) -> list[Event]:
    """Return what the actor did, newest first, 50 at a time."""
    rows = Event.objects.filter(actor_id=actor.pk, verb__in=verbs()).exclude(_WITH_EXPORT)
    return list((rows.filter(id__lt=before) if before else rows).order_by("-id")[:50])


def _known_to(actor: User) -> QuerySet[Event]:
    """Events of jobs, applications and people the actor sees. A private note is its author's alone (SEC-19)."""
    about_job = Q(application_id=None, job_id__in=jobs_access.visible_to(actor).values("pk"))
    about_application = Q(application_id__in=applications_access.visible_to(actor).values("pk"))
    about_person = Q(
        application_id=None, job_id=None, candidate_id__in=candidates_access.candidates_visible_to(actor).values("pk")
    )
    seen = about_job | about_application | about_person
    if Role.ADMIN in actor.roles:
        seen |= Q(verb__startswith="user.") | Q(verb__startswith="environment.")
    private = Q(verb__startswith="note.", values__private=True) & ~Q(actor_id=actor.pk)
    return Event.objects.filter(seen, verb__in=verbs()).exclude(private).exclude(_WITH_EXPORT)


@dataclass(frozen=True)
class Found:
    """Answers of the search palette."""

    people: Sequence[Candidate]
    jobs: Sequence[Job]
    pools: Sequence[TalentPool]

    def __bool__(self) -> bool:
        return bool(self.people or self.jobs or self.pools)


def search(*, actor: User, text: str) -> Found:
    """Return the people, jobs and pools whose name (or Job ID, or e-mail) holds every word of the text."""
    if not text:
        return Found([], list(jobs.mine(actor=actor)[:FOUND]), [])
    return Found(
        people=list(candidates.search(candidates.people(actor=actor), text).order_by("sort_name", "pk")[:FOUND]),
        jobs=list(jobs.named(jobs_access.visible_to(actor), text).order_by("status", "-number")[:FOUND]),
        pools=list(candidates.pools(actor=actor).filter(name__icontains=text)[:FOUND]),
    )
