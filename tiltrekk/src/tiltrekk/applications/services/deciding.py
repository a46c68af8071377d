"""Rejecting, reopening, an accepted offer, deleting."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, RejectionReason, Status, StatusReason
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import StageKind

from .common import job_reasons, locked, open_reasons, record


@transaction.atomic
def reject(*, actor: User, application: Application, reason: str, comment: str = "") -> Application:
    """Close an application with one of the reasons of CAND-20; recruiters and administrators only (CAND-18)."""
    application = locked(application)
    require(actor, Flag.REJECT_APPLICATION, application)
    reasons = job_reasons(application.job) + open_reasons(application)
    if reason not in RejectionReason.values:
        reasons.append(Reason("reason", _("Choose a reason."), "reason"))
    refuse(reasons)
    application.status, application.status_reason = Status.CLOSED, StatusReason.REJECTED
    application.rejection_reason, application.comment = reason, comment.strip()
    application.closed_at = application.updated_at = clock.now()
    application.save()
    record(actor, "application.rejected", application, {"reason": reason, "stage": application.stage.pk})
    return application


@transaction.atomic
def reopen(*, actor: User, application: Application) -> Application:
    """Open a closed application again in the stage it was in; also the *Undo* of a rejection."""
    application = locked(application)
    require(actor, Flag.REJECT_APPLICATION, application)
    reasons = job_reasons(application.job)
    if application.is_open:
        reasons.append(Reason("open", _("The application of %s is open.") % application.candidate.name))
    others = Application.objects.filter(job=application.job, candidate=application.candidate)
    if others.exclude(status=Status.CLOSED).exclude(pk=application.pk).exists():
        text = _("%s has a newer open application on this job.")
        reasons.append(Reason("newer", text % application.candidate.name))
    refuse(reasons)
    application.status, application.status_reason = Status.ACTIVE, StatusReason.NEW
    application.rejection_reason, application.comment, application.closed_at = "", "", None
    application.updated_at = clock.now()
    application.save()
    record(actor, "application.reopened", application)
    return application


@transaction.atomic
def accept_offer(*, actor: User, application: Application) -> Application:
    """Note that the person said yes; the job can then be closed as filled with them (JOB-06)."""
    application = locked(application)
    require(actor, Flag.ADVANCE_APPLICATION, application)
    reasons = job_reasons(application.job) + open_reasons(application)
    if application.stage.kind != StageKind.OFFER:
        reasons.append(Reason("stage", _("%s is not in the Offer stage.") % application.candidate.name))
    refuse(reasons)
    application.status, application.status_reason = Status.OFFERED, StatusReason.OFFER_ACCEPTED
    application.updated_at = clock.now()
    application.save()
    record(actor, "application.offer_accepted", application)
    return application


@transaction.atomic
def delete(*, actor: User, application: Application) -> None:
    """Delete an application with its notes and feedback; the person stays. One's own prospect too (OQ-12)."""
    application = locked(application)
    own = application.is_prospect and application.added_by_id == actor.pk
    if not (own and allowed(actor, Flag.READ_PROSPECTS, application)):
        require(actor, Flag.DELETE_APPLICATION, application)
    refuse(job_reasons(application.job))
    record(actor, "application.deleted", application, {"application": application.public_id})
    application.delete()
