"""Applying on LinkedIn itself: the switches, and what a team sees of it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin import onsite
from tiltrekk.linkedin.connect import choices
from tiltrekk.linkedin.posted import posting_of
from tiltrekk.ui import toasts

ADMIN = "linkedin:admin"


@require_POST
def switch(http: SignedIn) -> HttpResponse:
    """For all jobs (AC-R1)."""
    wanted = bool(http.POST.get("on"))
    text = _("People apply on LinkedIn now.") if wanted else _("People no longer apply on LinkedIn.")
    toasts.tried(http, lambda: choices.let_people_apply_there(actor=http.user, wanted=wanted), text)
    return redirect(ADMIN)


@require_POST
def ask_again_for_all(http: SignedIn) -> HttpResponse:
    """LinkedIn looks at all public jobs and our address anew."""
    toasts.tried(http, lambda: choices.ask_again_for_all(actor=http.user), _("The jobs are being sent again."))
    return redirect(ADMIN)


@require_POST
def switch_job(http: SignedIn, job_id: str) -> HttpResponse:
    """For one job (AC-R2)."""
    job, wanted = _job(http, job_id), bool(http.POST.get("on"))
    text = _("People apply to it on LinkedIn now.") if wanted else _("People no longer apply to it on LinkedIn.")
    choices.let_people_apply_there_to(actor=http.user, job=job, wanted=wanted)
    toasts.toast_next(http, text)
    return redirect("postings:job-postings", job_id)


@require_POST
def ask_again(http: SignedIn, job_id: str) -> HttpResponse:
    """*Ask LinkedIn again*: the job is sent once more."""
    choices.ask_again(actor=http.user, job=_job(http, job_id))
    toasts.toast_next(http, _("The job is being sent again."))
    return redirect("linkedin:job-diagnosis", job_id)


@dataclass(frozen=True)
class OnTile:
    """What the job's Postings tile says of applying on LinkedIn."""

    text: str
    is_wanted: bool
    may_switch: bool


def on_tile(actor: User, job: Job) -> OnTile | None:
    """Return it, or None where nobody applies on LinkedIn, whatever is chosen here."""
    if not job.is_active or not onsite.is_on():
        return None
    posting, is_wanted = posting_of(job), onsite.is_wanted_of(job)
    if posting and posting.apply_url:
        text = _("People apply at the address given, not on LinkedIn.")
        return OnTile(text, is_wanted, may_switch=False)
    text = _("People apply on LinkedIn itself.") if is_wanted else _("People apply on your own form, not on LinkedIn.")
    return OnTile(text, is_wanted, allowed(actor, Flag.POST_JOB, job))


def _job(http: SignedIn, job_id: str) -> Job:
    job: Job = jobs.get(actor=http.user, job_id=job_id)
    require(http.user, Flag.POST_JOB, job)
    return job
