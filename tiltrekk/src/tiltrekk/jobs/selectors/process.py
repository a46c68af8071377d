"""Stages and the settings of a job's activities."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from tiltrekk.jobs.models import Activity, ActivityKind, Job, Stage


@dataclass(frozen=True)
class Settings:
    """What the activities of one job say; an absent value means the default (OQ-9)."""

    prospects: bool = True
    allow_hiring_managers: bool = True
    resume_required: bool = False
    view_others_first: bool = False
    edit_after_submit: bool = False
    audience: str = ""  # of the questions about equality; empty: not asked (PROC-26)


_NAMES = {
    ActivityKind.PROSPECT: ("allow_hiring_managers",),
    ActivityKind.APPLICATION: ("resume_required",),
    ActivityKind.FEEDBACK: ("view_others_first", "edit_after_submit"),
    ActivityKind.EQUALITY: ("audience",),
}


def settings(job: Job) -> Settings:
    """Return the settings of the job's process."""
    found: dict[str, Any] = {}
    for activity in Activity.objects.filter(stage__process__job=job, kind__in=_NAMES):
        for name in _NAMES[ActivityKind(activity.kind)]:
            if name in activity.settings:
                found[name] = activity.settings[name]
    prospects = Stage.objects.filter(process__job=job, kind="prospect", enabled=True).exists()
    return Settings(prospects=prospects, **found)


def demanding_resume(jobs: Collection[Job]) -> set[int]:
    """Return the keys of those jobs that take no application without a résumé, in one query."""
    found = Activity.objects.filter(stage__process__job__in=jobs, kind=ActivityKind.APPLICATION)
    rows = found.values_list("stage__process__job_id", "settings")
    return {key for key, said in rows if said.get("resume_required")}


def stages(job: Job) -> list[Stage]:
    """Return the stages people can stand in, in order: all, without Prospect where it is off."""
    return list(Stage.objects.filter(process__job=job, enabled=True))


def all_stages(job: Job) -> list[Stage]:
    """Return every stage of the process in order, also a switched-off Prospect."""
    return list(Stage.objects.filter(process__job=job))


def stage(job: Job, number: int) -> Stage:
    """Return a stage of the job by its place. Raises ``Http404``."""
    return get_object_or_404(Stage.objects.select_related("process__job"), process__job=job, ordinal=number)
