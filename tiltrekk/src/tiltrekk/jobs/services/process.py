"""A job's own process: stages and the settings of their activities, until activation freezes them (attract.md §3)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.accounts.selectors import feature_is_on
from tiltrekk.core import events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Activity, ActivityKind, Audience, Job, Process, Stage, StageKind, Status

from .locks import locked

FREE_KINDS = (StageKind.SCREENING, StageKind.ASSESSMENT, StageKind.INTERVIEW)
MOST_STAGES = 12
LONGEST_NAME = 60


def copy_to(*, job: Job, template: Process) -> Process:
    """Give a new job its own copy of a template; changing the copy leaves the template alone (JOB-03)."""
    process = Process.objects.create(job=job)
    for stage in template.stages.prefetch_related("activities"):
        activities = list(stage.activities.all())
        stage.pk, stage.process = None, process
        stage.save()
        Activity.objects.bulk_create(
            Activity(stage=stage, kind=one.kind, settings=one.settings, ordinal=one.ordinal) for one in activities
        )
    return process


def _for_change(actor: User, job: Job) -> Job:
    job = locked(job)
    require(actor, Flag.UPDATE_PROCESS, job)
    if job.status != Status.DRAFT:
        refuse([Reason("process_frozen", _("The process cannot change after the job was activated."))])
    return job


def _record(actor: User, job: Job, action: str, **values: Any) -> None:
    events.record(actor=actor, verb="job.process_changed", subject=job, job=job, values={"action": action, **values})


@transaction.atomic
def rename_stage(*, actor: User, stage: Stage, name: str) -> Stage:
    """Give a stage the organisation's own word; an empty one brings back the built-in word (PROC-02)."""
    job = _for_change(actor, _job_of(stage))
    stage.name = name.strip()
    refuse([_long_name()] if len(stage.name) > LONGEST_NAME else [])
    stage.save(update_fields=["name"])
    _record(actor, job, "stage_renamed", stage=stage.pk, kind=stage.kind, name=stage.name)
    return stage


def _long_name() -> Reason:
    return Reason("name", _("Choose a shorter name."), "name")


def _job_of(stage: Stage) -> Job:
    job = stage.process.job
    if job is None:
        raise ValueError("the stage belongs to a template")
    return job


@transaction.atomic
def add_stage(*, actor: User, job: Job, kind: StageKind, name: str = "") -> Stage:
    """Add a stage before Offer; several of one kind are fine, as two rounds of interviews (PROC-04)."""
    job = _for_change(actor, job)
    stages = list(job.process.stages.all())
    reasons = [] if kind in FREE_KINDS else [Reason("kind", _("This kind of stage cannot be added."), "kind")]
    if len(stages) >= MOST_STAGES:
        reasons.append(Reason("many", _("A process has at most %(n)d stages.") % {"n": MOST_STAGES}))
    if len(name.strip()) > LONGEST_NAME:
        reasons.append(_long_name())
    refuse(reasons)
    stage = Stage(process=job.process, kind=kind, name=name.strip())
    _number([*stages[:-1], stage, stages[-1]])
    _record(actor, job, "stage_added", stage=stage.pk, kind=kind, name=stage.name)
    return stage


@transaction.atomic
def remove_stage(*, actor: User, stage: Stage) -> None:
    """Remove a stage that is not one of the three every process has (PROC-02)."""
    job = _for_change(actor, _job_of(stage))
    refuse(_against_moving(stage))
    _record(actor, job, "stage_removed", stage=stage.pk, kind=stage.kind, name=stage.name)
    stage.delete()
    _number(list(job.process.stages.all()))


@transaction.atomic
def move_stage(*, actor: User, stage: Stage, by: int) -> Stage:
    """Move a free stage ``by`` places; it stays after Application and before Offer."""
    job = _for_change(actor, _job_of(stage))
    refuse(_against_moving(stage))
    stages = list(job.process.stages.all())
    place = stages.index(stage)
    target = min(max(place + by, 2), len(stages) - 2)
    if target != place:
        stages.insert(target, stages.pop(place))
        _number(stages)
        _record(actor, job, "stages_reordered", order=[one.pk for one in stages])
    return stage


def _against_moving(stage: Stage) -> list[Reason]:
    if stage.kind in FREE_KINDS:
        return []
    return [Reason("fixed_stage", _("Every process keeps the stage %(stage)s in its place.") % {"stage": stage.label})]


def _number(stages: Sequence[Stage]) -> None:
    for ordinal, stage in enumerate(stages):
        stage.ordinal = ordinal
        stage.save()


@transaction.atomic
def set_prospects(*, actor: User, job: Job, enabled: bool, allow_hiring_managers: bool) -> Stage:
    """Switch the Prospect stage, and whether hiring managers see and add prospects (JOB-11, PROC-15)."""
    job = _for_change(actor, job)
    stage = job.process.stages.get(kind=StageKind.PROSPECT)
    stage.enabled = enabled
    stage.save(update_fields=["enabled"])
    _settings(stage, ActivityKind.PROSPECT, allow_hiring_managers=allow_hiring_managers)
    _record(actor, job, "prospects", enabled=enabled, allow_hiring_managers=allow_hiring_managers)
    return stage


@transaction.atomic
def set_application(*, actor: User, job: Job, resume_required: bool) -> None:
    """Say whether the apply form demands a résumé (attract.md §3.5)."""
    job = _for_change(actor, job)
    stage = job.process.stages.get(kind=StageKind.APPLICATION)
    _settings(stage, ActivityKind.APPLICATION, resume_required=resume_required)
    _record(actor, job, "application", resume_required=resume_required)


@transaction.atomic
def set_feedback(*, actor: User, job: Job, view_others_first: bool, edit_after_submit: bool) -> None:
    """Say how colleagues give feedback (attract.md §3.7).

    Feedback may come in any stage past Prospect, so its activity sits in the stage that always exists.
    """
    job = _for_change(actor, job)
    stage = job.process.stages.get(kind=StageKind.APPLICATION)
    wanted = {"view_others_first": view_others_first, "edit_after_submit": edit_after_submit}
    _settings(stage, ActivityKind.FEEDBACK, **wanted)
    _record(actor, job, "feedback", **wanted)


@transaction.atomic
def set_equality(*, actor: User, job: Job, audience: str) -> None:
    """Say who is asked about equality after applying: an ``Audience``, or empty for nobody (PROC-26)."""
    job = _for_change(actor, job)
    stage = job.process.stages.get(kind=StageKind.APPLICATION)
    if audience:
        refuse(_equality_off())
        _settings(stage, ActivityKind.EQUALITY, audience=Audience(audience).value)
    else:
        stage.activities.filter(kind=ActivityKind.EQUALITY).delete()
    _record(actor, job, "equality", audience=audience)


def _equality_off() -> list[Reason]:
    if feature_is_on("equality"):
        return []
    return [Reason("feature_off", _("Questions about equality are not switched on in the Admin center."))]


def _settings(stage: Stage, kind: ActivityKind, **settings: bool | str) -> None:
    Activity.objects.update_or_create(stage=stage, kind=kind, defaults={"settings": settings})
