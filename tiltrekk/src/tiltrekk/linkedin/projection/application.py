"""An application at LinkedIn, with what hangs on it: stages, notes, feedback."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from linkedin_talent.applications import (
    ApplicationNote,
    ApplicationStage,
    Evaluation,
    InterviewFeedback,
    JobApplication,
)

from tiltrekk.applications.models import (
    Application,
    Feedback,
    FeedbackState,
    Note,
    StageMove,
    Visibility,
)
from tiltrekk.linkedin.models import Held

from .facts import author, later
from .outcome import GONE, Absent, Projection
from .scope import why_application_held

END = "end"  # suffix of the stage that tells how an application ended
_STEP = timedelta(milliseconds=1)
_RELATED = ("application__stage", "application__job", "application__candidate")


def application(object_id: str, organization: str) -> Projection:
    """Return the complete record of an application, or why it is held back."""
    found = Application.objects.filter(public_id=object_id).select_related("stage", "job", "candidate").first()
    if found is None:
        return GONE
    if why := why_application_held(found, organization):
        return Absent(None if why == Held.DELETED else why)
    return _record(found)


def _record(found: Application) -> JobApplication:
    primary = found.candidate.emails.order_by("-is_primary", "address").first()
    return JobApplication(
        ats_candidate_id=found.candidate.public_id,
        ats_job_posting_id=found.job.job_id,
        ats_job_posting_name=found.job.title,
        ats_created_at=found.created_at,
        ats_last_modified_at=later(found.updated_at, found.created_at),
        candidate_email=primary.address if primary else None,
        first_name=found.candidate.given_name,
        last_name=found.candidate.surname,
        source=found.get_source_display() if found.source else "",
        disposition_reason=_disposition(found),
    )


def _disposition(found: Application) -> str:
    if found.is_open:
        return ""
    return found.get_rejection_reason_display() if found.rejection_reason else found.get_status_reason_display()


def note(object_id: str, organization: str) -> Projection:
    """Return a team note on an application. Private notes never leave (decision 10)."""
    found = Note.objects.filter(public_id=object_id).exclude(application=None)
    one = found.select_related("author", *_RELATED).first()
    if one is None or one.application is None:
        return GONE
    if one.visibility != Visibility.TEAM:
        return Absent(Held.PRIVATE)
    if why_application_held(one.application, organization):
        return Absent(Held.PARENT)
    return ApplicationNote(ats_created_at=one.created_at, note=one.text, author=author(one.author))


def feedback(object_id: str, organization: str) -> Projection:
    """Return submitted feedback (decision 11)."""
    one = Feedback.objects.filter(public_id=object_id).select_related("author", "on_behalf_of", *_RELATED).first()
    if one is None:
        return GONE
    if one.state != FeedbackState.SUBMITTED:
        return Absent(Held.NOT_SUBMITTED)
    if why_application_held(one.application, organization):
        return Absent(Held.PARENT)
    return InterviewFeedback(
        ats_created_at=one.submitted_at or one.created_at,
        interviewer=author(one.on_behalf_of or one.author),
        evaluations=_evaluations(one),
        feedback=one.overall,
    )


def _evaluations(one: Feedback) -> tuple[Evaluation, ...]:
    lines = {
        _("Strengths"): one.strengths,
        _("Weaknesses"): one.weaknesses,
    }
    if one.recommended is not None:
        answer = pgettext("answer", "Yes") if one.recommended else pgettext("answer", "No")
        lines = {_("Recommended"): answer, **lines}
    return tuple(Evaluation(attribute=name, result=text) for name, text in lines.items() if text)


def stage(object_id: str, organization: str) -> Projection:
    """Return one entry of the history: a move by its number, or how the application ended."""
    number, _, kind = object_id.partition("-")
    if kind == END:
        return _ending(number, organization)
    move = StageMove.objects.filter(pk=number).select_related("to_stage", *_RELATED).first()
    if move is None:
        return GONE
    if not move.to_stage.is_past_prospect:
        return Absent(Held.PROSPECT_STAGE)
    if why_application_held(move.application, organization):
        return Absent(Held.PARENT)
    return ApplicationStage(ats_created_at=_stage_time(move), stage=move.to_stage.label)


def _ending(number: str, organization: str) -> Projection:
    found = Application.objects.filter(pk=number).select_related("stage", "job", "candidate").first()
    if found is None or found.is_open:
        return GONE
    if why_application_held(found, organization):
        return Absent(Held.PARENT)
    last = found.moves.order_by("-at", "-pk").first()
    ended = found.closed_at or found.updated_at
    after = max(ended, _stage_time(last) + _STEP) if last else ended
    return ApplicationStage(ats_created_at=after, stage=found.get_status_reason_display())


def _stage_time(move: StageMove) -> datetime:
    """Return a time later than every stage before it: the newest time is the present stage (decision 21)."""
    moment = None
    for at in StageMove.objects.filter(application=move.application, pk__lte=move.pk).order_by("pk"):
        moment = at.at if moment is None else max(at.at, moment + _STEP)
    return moment or move.at
