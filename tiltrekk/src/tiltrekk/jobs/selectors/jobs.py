"""Which jobs a person sees, and what they need on a list of them."""

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Reason
from tiltrekk.core.permissions import Flag, Role, allowed
from tiltrekk.core.text import sort_key
from tiltrekk.jobs.access import memberships, visible_to
from tiltrekk.jobs.models import HIRING, Job, JobRole, Process, Status, TeamMember
from tiltrekk.jobs.services.jobs import missing_details, missing_team


def get(*, actor: User, job_id: str) -> Job:
    """Return one job by its public id. Raises ``Http404`` when the person may not see it."""
    return get_object_or_404(visible_to(actor), public_id=job_id)


def rows(*, actor: User) -> QuerySet[Job]:
    """Return the jobs the person sees, hiring managers and then recruiters at hand."""
    team = (
        TeamMember.objects.exclude(role=JobRole.INTERVIEWER).select_related("user").order_by("role", "added_at", "id")
    )
    jobs = visible_to(actor).select_related("process")
    return jobs.prefetch_related(Prefetch("team", team, to_attr="hiring"), "process__stages")


def tab(*, actor: User, key: str) -> QuerySet[Job]:
    """Return the jobs of one tab of the list: ``open`` (active and coming), ``mine``, ``drafts`` or ``closed``."""
    if key == "mine":
        return mine(actor=actor)
    states = {"open": (Status.ACTIVE, Status.DRAFT), "drafts": (Status.DRAFT,), "closed": (Status.CLOSED,)}[key]
    return rows(actor=actor).filter(status__in=states)


def mine(*, actor: User) -> QuerySet[Job]:
    """Return the open jobs on whose team the person is, or for whose members they stand in; newest first."""
    return (
        rows(actor=actor)
        .filter(pk__in=memberships(actor).values("job"))
        .exclude(status=Status.CLOSED)
        .order_by("-number")
    )


def may_close_some(*, actor: User, rows: QuerySet[Job]) -> bool:
    """Tell whether the actor may close any of these jobs."""
    active = rows.order_by().filter(status=Status.ACTIVE)
    if allowed(actor, Flag.CLOSE_JOB):
        return active.exists()
    return active.filter(pk__in=memberships(actor, JobRole.RECRUITER).values("job")).exists()


def _worked_on(actor: User) -> QuerySet[Job]:
    """Jobs the actor recruits or hires for, or stands in for somebody who does."""
    return Job.objects.filter(pk__in=memberships(actor, *HIRING).values("job"))


def ready_drafts(*, actor: User) -> QuerySet[Job]:
    """Return the drafts of the actor that lack nothing and wait to be activated, newest first."""
    lacking = Q(title="") | Q(description="") | Q(city="") | Q(country="")
    return _worked_on(actor).filter(status=Status.DRAFT).exclude(lacking).order_by("-number")


def without_recruiter(*, actor: User) -> QuerySet[Job]:
    """Return the active jobs nobody recruits for: the actor's own, all for administrators; newest first."""
    rows = visible_to(actor) if Role.ADMIN in actor.roles else _worked_on(actor)
    recruited = TeamMember.objects.filter(role=JobRole.RECRUITER, user__is_active=True).values("job")
    return rows.filter(status=Status.ACTIVE).exclude(pk__in=recruited).order_by("-number")


def missing(job: Job) -> list[Reason]:
    """Return what stands in the way of activating a draft."""
    return missing_details(job) + missing_team(job)


def templates() -> QuerySet[Process]:
    """Return the process templates a new job can start from, the default one first."""
    return Process.objects.filter(job=None).order_by("-is_default", "name")


def named(rows: QuerySet[Job], text: str) -> QuerySet[Job]:
    """Keep those whose title, Job ID or city holds every word of the text."""
    for word in text.split():
        rows = rows.filter(Q(sort_title__contains=sort_key(word)) | Q(job_id__icontains=word) | Q(city__icontains=word))
    return rows
