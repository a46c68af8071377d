"""Moving through the stages of a job (attract.md §3.2, OQ-35)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, StageMove, Status, StatusReason
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, Refused, Stale, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Stage, StageKind

from .common import job_reasons, locked, open_reasons, record, stage_values

UNDO_SECONDS = 60


@transaction.atomic
def move(*, actor: User, application: Application, from_stage: Stage, to_stage: Stage) -> StageMove:
    """Move an application from the stage the actor saw it in: forward to any later stage, back with the right to.

    Raises ``Stale`` when it is no longer in ``from_stage``.
    """
    application = locked(application)
    forward = to_stage.ordinal > from_stage.ordinal
    require(actor, Flag.ADVANCE_APPLICATION if forward else Flag.MOVE_APPLICATION_BACK, application)
    if application.stage_id != from_stage.pk:
        raise Stale
    refuse(_reasons(application, to_stage))
    return _make(actor, application, to_stage)


def _reasons(application: Application, to_stage: Stage) -> list[Reason]:
    reasons = job_reasons(application.job) + open_reasons(application)
    if to_stage.process_id != application.stage.process_id or not to_stage.enabled:
        reasons.append(Reason("stage", _("That stage is not part of the job's process.")))
    elif to_stage.pk == application.stage_id:
        text = _("%(name)s is in %(stage)s already.")
        reasons.append(Reason("same_stage", text % {"name": application.candidate.name, "stage": to_stage.label}))
    return reasons


def _make(actor: User | None, application: Application, to_stage: Stage, *, by: str = "") -> StageMove:
    """Write the move. An accepted offer does not survive it, and *applied* is when the person came past Prospect."""
    from_stage, at = application.stage, next_move_time(application)
    if from_stage.is_past_prospect != to_stage.is_past_prospect:
        application.applied_at = at if to_stage.is_past_prospect else None
    application.stage, application.stage_since, application.updated_at = to_stage, at, at
    application.status, application.status_reason = Status.ACTIVE, StatusReason.NEW
    application.save()
    made = StageMove.objects.create(application=application, from_stage=from_stage, to_stage=to_stage, by=actor, at=at)
    record(actor, "application.advanced", application, stage_values(from_stage, to_stage) | {"move": made.pk}, by=by)
    return made


def next_move_time(application: Application) -> datetime:
    """Return now, or the millisecond after the last move: LinkedIn takes stage times only in growing order."""
    last = application.moves.last()
    now = clock.now()
    return max(now, last.at + timedelta(milliseconds=1)) if last else now


def promote(*, actor: User | None, application: Application, by: str = "") -> Application:
    """Make a prospect an applicant because they applied, or were added as one."""
    application = locked(application)
    if application.is_prospect:
        _make(actor, application, application.job.process.stages.get(kind=StageKind.APPLICATION), by=by)
    return application


@transaction.atomic
def undo_move(*, actor: User, move: StageMove) -> Application:
    """Take back one's own last move within a minute: a move back that restores the days in stage."""
    application = locked(move.application)
    last = application.moves.last()
    before = move.from_stage
    if last != move or before is None:
        raise Stale
    require(actor, Flag.ADVANCE_APPLICATION, application)
    if move.by_id != actor.pk or clock.now() - move.at > timedelta(seconds=UNDO_SECONDS):
        raise Refused(Reason("too_late", _("This can no longer be undone.")))
    refuse(_reasons(application, before))
    applied_at = application.applied_at
    _make(actor, application, before)
    application.stage_since = _since(application, before)
    application.applied_at = (applied_at or application.applied_at) if before.is_past_prospect else None
    application.save()
    return application


def _since(application: Application, stage: Stage) -> datetime:
    """Return when the person had come to the stage before the move that is taken back."""
    *_earlier, entered, _undone, _back = application.moves.all()
    return entered.at if entered.to_stage_id == stage.pk else application.stage_since
