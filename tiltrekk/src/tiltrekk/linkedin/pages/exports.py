"""Held exports on a job (decision 7), and the word about LinkedIn beside each prospect."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.inbound import held
from tiltrekk.ui.toasts import toast_next


def banner(request: HttpRequest, job: Job) -> str:
    """Draw what was exported to the job and should not have come."""
    waiting = held.held_exports(actor=request.user, job=job)
    return render_to_string("linkedin/held_exports.html", {"job": job, "waiting": waiting}, request) if waiting else ""


@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """*Add as applicant*."""
    export = held.held_export(actor=request.user, public_id=public_id)
    application = held.add_held(actor=request.user, held=export)
    toast_next(request, _("is now an applicant"), subject=application.candidate.name)
    return redirect("applications:job-applicants", export.job.public_id)


@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """*Discard*."""
    export = held.held_export(actor=request.user, public_id=public_id)
    held.discard_held(actor=request.user, held=export)
    toast_next(request, _("The export was discarded."))
    return redirect("applications:job-prospects", export.job.public_id)


def prospect_cell(request: HttpRequest, application: Any) -> str:
    """Say why nothing of a prospect is at LinkedIn."""
    return render_to_string("linkedin/prospect_cell.html", {"application": application}, request)
