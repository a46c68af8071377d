"""Interview feedback (attract.md §4.8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, Feedback, FeedbackState
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import Activity, ActivityKind
from tiltrekk.jobs.selectors import process

from .common import job_reasons, open_reasons


@dataclass(frozen=True)
class FeedbackText:
    """What a colleague says: recommended to continue or not, and why (CAND-30)."""

    recommended: bool | None = None
    strengths: str = ""
    weaknesses: str = ""
    overall: str = ""


@transaction.atomic
def save_feedback(*, actor: User, application: Application, text: FeedbackText) -> Feedback:
    """Keep a draft that only its author sees."""
    feedback = _own(actor, application)
    refuse(_reasons(feedback))
    return _write(feedback, text, FeedbackState.DRAFT)


@transaction.atomic
def submit_feedback(*, actor: User, application: Application, text: FeedbackText) -> Feedback:
    """Hand feedback in, or change what was handed in where the job's Feedback activity allows it."""
    feedback = _own(actor, application)
    again = feedback.state == FeedbackState.SUBMITTED
    reasons = _reasons(feedback)
    if text.recommended is None:
        reasons.append(Reason("recommended", _("Say whether you recommend to continue."), "recommended"))
    refuse(reasons)
    _write(feedback, text, FeedbackState.SUBMITTED)
    _record(actor, "feedback.changed" if again else "feedback.submitted", feedback)
    return feedback


@transaction.atomic
def request_feedback(
    *, actor: User, application: Application, colleague: User, due_at: datetime | None = None
) -> Feedback:
    """Ask a colleague on the hiring team for feedback; asking again only changes when it is due."""
    require(actor, Flag.READ_ALL_FEEDBACK, application)
    require(actor, Flag.WRITE_NOTES, application)
    reasons = job_reasons(application.job) + open_reasons(application)
    if not allowed(colleague, Flag.GIVE_FEEDBACK, application):
        reasons.append(Reason("colleague", _("%s is not on the hiring team.") % colleague.name, "colleague"))
    present = Feedback.objects.filter(application=application, author=colleague).first()
    if present and present.state == FeedbackState.SUBMITTED:
        reasons.append(Reason("given", _("%s has given feedback.") % colleague.name, "colleague"))
    refuse(reasons)
    feedback = present or _new(colleague, application, FeedbackState.REQUESTED)
    feedback.due_at, feedback.updated_at = due_at, clock.now()
    feedback.save()
    _record(actor, "feedback.requested", feedback)
    return feedback


def _own(actor: User, application: Application) -> Feedback:
    require(actor, Flag.GIVE_FEEDBACK, application)
    rows = Feedback.objects.select_for_update().filter(application=application, author=actor)
    return rows.first() or _new(actor, application, FeedbackState.DRAFT)


def _new(author: User, application: Application, state: FeedbackState) -> Feedback:
    now = clock.now()
    activities = Activity.objects.filter(stage__process__job=application.job_id, kind=ActivityKind.FEEDBACK)
    return Feedback(
        application=application,
        author=author,
        state=state,
        activity=activities.filter(stage=application.stage_id).first() or activities.first(),
        created_at=now,
        updated_at=now,
    )


def _reasons(feedback: Feedback) -> list[Reason]:
    reasons = job_reasons(feedback.application.job) + open_reasons(feedback.application)
    handed_in = feedback.state == FeedbackState.SUBMITTED
    if handed_in and not process.settings(feedback.application.job).edit_after_submit:
        reasons.append(Reason("submitted", _("Your feedback was handed in and cannot be changed on this job.")))
    return reasons


def _write(feedback: Feedback, text: FeedbackText, state: FeedbackState) -> Feedback:
    now = clock.now()
    feedback.recommended, feedback.strengths = text.recommended, text.strengths.strip()
    feedback.weaknesses, feedback.overall = text.weaknesses.strip(), text.overall.strip()
    if feedback.state != FeedbackState.SUBMITTED:  # a change keeps the day it was handed in
        feedback.state = state
        feedback.submitted_at = now if state == FeedbackState.SUBMITTED else None
    feedback.updated_at = now
    feedback.save()
    return feedback


def _record(actor: User, verb: str, feedback: Feedback) -> None:
    events.record(
        actor=actor,
        verb=verb,
        subject=feedback,
        job=feedback.application.job,
        candidate=feedback.application.candidate,
        application=feedback.application,
        values={"author": feedback.author_id},
    )
