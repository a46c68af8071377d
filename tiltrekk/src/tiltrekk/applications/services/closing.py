"""What happens to the people on a job when it closes (OQ-6), and when it is reopened (OQ-7)."""

from datetime import datetime

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, Status, StatusReason
from tiltrekk.core import clock
from tiltrekk.core.models import Event
from tiltrekk.jobs import models as jobs

from .common import record


def close_applications_of(event: Event) -> None:
    """Close every open application of the job: hired, filled by another, or cancelled. A subscriber of job.closed."""
    actor = User.objects.get(pk=event.actor_id) if event.actor_id else None
    hired = set(event.values.get("hired", ()))
    cancelled = event.values.get("reason") == jobs.StatusReason.CANCELLED
    other = StatusReason.POSITION_CANCELLED if cancelled else StatusReason.POSITION_FILLED
    now = clock.now()
    rows = Application.objects.filter(job=event.subject_id).exclude(status=Status.CLOSED)
    for application in rows.select_for_update().prefetch_related("job", "candidate"):
        application.status = Status.CLOSED
        application.status_reason = StatusReason.OFFER_ACCEPTED if application.pk in hired else other
        application.closed_at = application.updated_at = now
        application.save()
        record(actor, "application.closed", application, {"reason": application.status_reason}, by="job")


def reopen_applications_of(event: Event) -> None:
    """Open those the closing closed without a hire, where they stood. A subscriber of job.reopened."""
    if not event.values.get("applications"):
        return
    actor = User.objects.get(pk=event.actor_id) if event.actor_id else None
    by_closing = (StatusReason.POSITION_CANCELLED, StatusReason.POSITION_FILLED)
    closed = datetime.fromisoformat(event.values["closed_at"])
    rows = Application.objects.filter(job=event.subject_id, status_reason__in=by_closing, closed_at__gte=closed)
    for application in rows.select_for_update().prefetch_related("job", "candidate"):
        application.status, application.status_reason, application.closed_at = Status.ACTIVE, StatusReason.NEW, None
        application.updated_at = event.at
        application.save()
        record(actor, "application.reopened", application, by="job")
