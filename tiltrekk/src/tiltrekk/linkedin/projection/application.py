"""An application at LinkedIn, with what hangs on it: stages, notes, feedback."""

from collections.abc import Collection, Mapping
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
    RejectionReason,
    StageMove,
    StatusReason,
    Visibility,
)
from tiltrekk.candidates.models import Candidate, Source
from tiltrekk.linkedin.models import Held

from .facts import LISTING, author, later
from .known import Known
from .outcome import GONE, Absent, Projection
from .scope import DECIDES, Scope

END = "end"  # suffix of the stage that tells how an application ended
_STEP = timedelta(milliseconds=1)
_TOLD = (  # fields that a record repeats
    "public_id", "created_at", "updated_at", "source", "status", "status_reason", "rejection_reason",
    "job__job_id", "job__title",
    "candidate__public_id", "candidate__given_name", "candidate__surname",
    "candidate__deleted_at", "candidate__restricted_at", "candidate__merged_into",
)  # fmt: skip
_RELATED = ("application__stage", f"application__job__{LISTING}", "application__candidate")


def load(ids: Collection[str]) -> Mapping[str, Application]:
    """Read applications with all that their records say, in a fixed number of queries."""
    found = Application.objects.filter(public_id__in=ids).select_related("stage", f"job__{LISTING}", "candidate")
    return {one.public_id: one for one in found.only(*DECIDES, *_TOLD)}


def application(found: Application, scope: Scope) -> Projection:
    """Return the complete record of an application, or why it is held back."""
    if why := scope.why_application_held(found):
        return Absent(why)
    return _record(found, scope.known[found.candidate_id])


def _record(found: Application, known: Known) -> JobApplication:
    return JobApplication(
        ats_candidate_id=found.candidate.public_id,
        ats_job_posting_id=found.job.job_id,
        ats_job_posting_name=found.job.title,
        ats_created_at=found.created_at,
        ats_last_modified_at=later(found.updated_at, found.created_at),
        candidate_email=next(iter(known.addresses), None),
        first_name=found.candidate.given_name,
        last_name=found.candidate.surname,
        source=str(Source(found.source).label) if found.source else "",
        disposition_reason=_disposition(found),
    )


def _disposition(found: Application) -> str:
    if found.is_open:
        return ""
    reason = RejectionReason(found.rejection_reason) if found.rejection_reason else StatusReason(found.status_reason)
    return str(reason.label)  # Django's own way looks at every choice there is, for each of a million records


def load_notes(ids: Collection[str]) -> Mapping[str, Note]:
    """Read notes on applications."""
    found = Note.objects.filter(public_id__in=ids).exclude(application=None).select_related("author", *_RELATED)
    return {one.public_id: one for one in found}


def note(one: Note, scope: Scope) -> Projection:
    """Return a team note on an application. Private notes never leave (decision 10)."""
    if one.visibility != Visibility.TEAM:
        return Absent(Held.PRIVATE)
    if one.application is None or scope.why_application_held(one.application):
        return Absent(Held.PARENT)
    return ApplicationNote(ats_created_at=one.created_at, note=one.text, author=author(one.author))


def load_feedback(ids: Collection[str]) -> Mapping[str, Feedback]:
    """Read feedback."""
    found = Feedback.objects.filter(public_id__in=ids).select_related("author", "on_behalf_of", *_RELATED)
    return {one.public_id: one for one in found}


def feedback(one: Feedback, scope: Scope) -> Projection:
    """Return submitted feedback (decision 11)."""
    if one.state != FeedbackState.SUBMITTED:
        return Absent(Held.NOT_SUBMITTED)
    if scope.why_application_held(one.application):
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


def load_stages(ids: Collection[str]) -> Mapping[str, StageMove | Application]:
    """Read entries of histories: a move by its number, or an application by how it ended."""
    ended = [number for number, _, kind in (one.partition("-") for one in ids) if kind == END]
    moves = StageMove.objects.filter(pk__in=[one for one in ids if one.isdecimal()])
    moves = moves.select_related("to_stage", *_RELATED).prefetch_related("application__moves")
    closed = Application.objects.filter(pk__in=ended).select_related("stage", f"job__{LISTING}", "candidate")
    found: dict[str, StageMove | Application] = {str(one.pk): one for one in moves}
    return found | {f"{one.pk}-{END}": one for one in closed.prefetch_related("moves")}


def applicant(found: StageMove | Application) -> Candidate:
    """Return whose history an entry belongs to."""
    return found.candidate if isinstance(found, Application) else found.application.candidate


def stage(found: StageMove | Application, scope: Scope) -> Projection:
    """Return one entry of the history."""
    return _ending(found, scope) if isinstance(found, Application) else _move(found, scope)


def _move(move: StageMove, scope: Scope) -> Projection:
    if not move.to_stage.is_past_prospect:
        return Absent(Held.PROSPECT_STAGE)
    if scope.why_application_held(move.application):
        return Absent(Held.PARENT)
    return ApplicationStage(ats_created_at=_stage_time(move), stage=move.to_stage.label)


def _ending(found: Application, scope: Scope) -> Projection:
    if found.is_open:
        return GONE
    if scope.why_application_held(found):
        return Absent(Held.PARENT)
    last = max(found.moves.all(), key=lambda move: (move.at, move.pk), default=None)
    ended = found.closed_at or found.updated_at
    after = max(ended, _stage_time(last) + _STEP) if last else ended
    return ApplicationStage(ats_created_at=after, stage=str(StatusReason(found.status_reason).label))


def _stage_time(move: StageMove) -> datetime:
    """Return a time later than every stage before it: the newest time is the present stage (decision 21)."""
    moment = None
    for at in sorted(move.application.moves.all(), key=lambda one: one.pk):
        if at.pk <= move.pk:
            moment = at.at if moment is None else max(at.at, moment + _STEP)
    return moment or move.at
