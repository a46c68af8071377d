"""Reads: whom to ask, what can be counted, who has looked."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.accounts.selectors import feature_is_on
from tiltrekk.applications.models import StageMove
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import ActivityKind, Job
from tiltrekk.jobs.selectors import process

from . import quarters, vault
from .models import Access
from .vault import State

FEATURE = "equality"


def is_asked(job: Job) -> bool:
    """Tell whether people who apply for the job are asked."""
    return bool(audience(job)) and feature_is_on(FEATURE) and vault.state() is State.READY


def audience(job: Job) -> str:
    """Return whom the job's process says to ask; empty for nobody."""
    return process.settings(job).audience


def ended_quarters(moment: datetime) -> list[date]:
    """Return the quarters over by then, from the one in which the first job that asks was activated."""
    jobs = Job.objects.filter(process__stages__activities__kind=ActivityKind.EQUALITY)
    first = jobs.aggregate(first=Min("activated_at"))["first"]
    return list(quarters.between(quarters.quarter_of(first), quarters.quarter_of(moment))) if first else []


def reached(quarter: date, stage: str) -> list[str]:
    """Return the public ids of applications that first came to a stage of this kind in the quarter."""
    moves = StageMove.objects.filter(to_stage__kind=stage).values_list("application__public_id")
    first = moves.annotate(first=Min("at"))
    start, end = quarters.start(quarter), quarters.start(quarters.after(quarter))
    return [row[0] for row in first.filter(first__gte=start, first__lt=end).order_by("application__public_id")]


def counted_quarters(*, actor: User) -> list[date]:
    """Return the quarters that have figures, newest first."""
    require(actor, Flag.READ_EQUALITY_FIGURES)
    return vault.counted_quarters() if vault.state() is State.READY else []


def job_titles(keys: Iterable[int]) -> dict[int, str]:
    """Return title and ID of jobs by key, for who may read the figures and so all jobs."""
    return {job.pk: f"{job.title} · {job.job_id}" for job in Job.objects.filter(pk__in=set(keys))}


def accesses(*, actor: User) -> QuerySet[Access]:
    """Return who has looked at figures; nobody without the right to look."""
    if not allowed(actor, Flag.READ_EQUALITY_FIGURES) or vault.state() is State.MISSING:
        return Access.objects.none()
    return Access.objects.select_related("reader")
