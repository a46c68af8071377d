"""Held exports on a job (decision 7), the word about LinkedIn beside each prospect, and *I see it on LinkedIn*."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import is_in_scope
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin.diagnosis import Finding, blocking, why_not_offered
from tiltrekk.linkedin.feed.state import confirm_posted
from tiltrekk.linkedin.inbound import held
from tiltrekk.linkedin.models import Connection
from tiltrekk.linkedin.posted import CHANNEL
from tiltrekk.linkedin.projection.known import known
from tiltrekk.linkedin.projection.scope import why_person_held
from tiltrekk.postings import selectors as postings
from tiltrekk.ui.toasts import toast_next

ON_HOME = 5


def banner(request: SignedIn, job: Job) -> str:
    """Draw what was exported to the job and should not have come."""
    waiting = held.held_exports(actor=request.user, job=job)
    return render_to_string("linkedin/held_exports.html", {"job": job, "waiting": waiting}, request) if waiting else ""


def waiting_count(actor: User, _obj: object) -> int:
    """Return how many exports wait for the actor's decision."""
    return held.waiting_for(actor=actor).count()


def waiting_rows(request: SignedIn, _obj: object) -> str:
    """Draw the first of them on Home, with the way to the job that holds them."""
    rows = held.waiting_for(actor=request.user)[:ON_HOME]
    return render_to_string("linkedin/held_waiting.html", {"waiting": rows}, request)


@require_POST
def add(request: SignedIn, public_id: str) -> HttpResponse:
    """*Add as applicant*."""
    export = held.held_export(actor=request.user, public_id=public_id)
    application = held.add_held(actor=request.user, held=export)
    toast_next(request, _("is now an applicant"), subject=application.candidate.name)
    return redirect("applications:applicant-board", export.job.public_id)


@require_POST
def discard(request: SignedIn, public_id: str) -> HttpResponse:
    """*Discard*."""
    export = held.held_export(actor=request.user, public_id=public_id)
    held.discard_held(actor=request.user, held=export)
    toast_next(request, _("The export was discarded."))
    return redirect("jobs:job-read", export.job.public_id)


def gate_banner(request: SignedIn, job: Job) -> str:
    """Say once above the prospects that nothing of them is told to LinkedIn (LI-33), and what keeps exports away."""
    if Connection.current() is None:
        return ""
    context = {"job": job, "findings": _why_none_arrives(request.user, job) if job.is_active else []}
    return render_to_string("linkedin/prospects_banner.html", context, request)


def _why_none_arrives(actor: User, job: Job) -> list[Finding]:
    """What stands in the way for everybody, and for whoever looks if they are on the team."""
    on_team = job.team.filter(user=actor).exists()
    return blocking(why_not_offered(actor=actor, job=job, user=actor if on_team else None))


def prospect_cell(request: SignedIn, application: Application) -> str:
    """Say why nothing of a prospect is at LinkedIn."""
    held = why_person_held(application.candidate, known(application.candidate))
    context = {"held": held, "is_prospect": not is_in_scope(application)}
    return render_to_string("linkedin/prospect_cell.html", context, request)


@require_POST
def seen(request: SignedIn, job_id: str) -> HttpResponse:
    """*I see it on LinkedIn*: LinkedIn itself never confirms what it took from the feed."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_LINKEDIN_POSTING, job)
    posting = postings.get(actor=request.user, job=job, channel=CHANNEL)
    confirm_posted(actor=request.user, posting=posting)
    toast_next(request, _("is seen on LinkedIn"), subject=job.title)
    return redirect("postings:job-postings", job.public_id)
