"""Whose feedback a person reads (CAND-31, SEC-20)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.models import Application, Feedback, FeedbackState, Status
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import process


def reads_all(*, actor: User, job: Job) -> bool:
    """Tell whether the actor reads everybody's feedback on the job before giving their own."""
    return allowed(actor, Flag.READ_ALL_FEEDBACK, job) or process.settings(job).view_others_first


def shown(rows: Iterable[Feedback], *, actor: User, everything: bool) -> list[Feedback]:
    """Return those of one application's rows that the actor may know of: all, or their own until it is handed in."""
    rows = list(rows)
    handed_in = any(row.author_id == actor.pk and row.state == FeedbackState.SUBMITTED for row in rows)
    return [row for row in rows if everything or handed_in or row.author_id == actor.pk]


def of(*, actor: User, application: Application) -> list[Feedback]:
    """Return the feedback the actor may know of, asked for and begun too; what is begun is read by its author only."""
    rows = application.feedback.select_related("author", "on_behalf_of")
    return shown(rows, actor=actor, everything=reads_all(actor=actor, job=application.job))


def readable(*, actor: User, application: Application) -> list[Feedback]:
    """Return the handed-in feedback whose text the actor may read."""
    return [row for row in of(actor=actor, application=application) if row.state == FeedbackState.SUBMITTED]


def own(*, actor: User, application: Application) -> Feedback | None:
    """Return the actor's own, in whatever state."""
    return application.feedback.filter(author=actor).first()


def due(*, actor: User) -> QuerySet[Feedback]:
    """Return what the actor was asked for or has begun, on open applications; the most urgent first."""
    waiting = Feedback.objects.filter(author=actor, state__in=(FeedbackState.REQUESTED, FeedbackState.DRAFT))
    return (
        waiting.filter(application__in=visible_to(actor))
        .exclude(application__status=Status.CLOSED)
        .select_related("application__job", "application__candidate", "application__stage")
        .order_by("due_at", "created_at")
    )


def can_be_asked(*, application: Application) -> QuerySet[User]:
    """Return the colleagues on the team who have not handed in yet."""
    done = Feedback.objects.filter(application=application, state=FeedbackState.SUBMITTED).values("author")
    team = User.objects.filter(is_active=True, memberships__job=application.job_id)
    return team.exclude(pk__in=done).order_by("sort_name")
