"""Putting people the organisation knows on a job: choose the job, then *Add* (POOL-08)."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import services
from tiltrekk.applications.lists import each
from tiltrekk.applications.models import Application
from tiltrekk.applications.selectors import choosing
from tiltrekk.candidates import selectors as candidates
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job
from tiltrekk.ui.lists import MOST_AT_ONCE, BulkAction
from tiltrekk.ui.toasts import done, toast_next

SHOWN = 20


@require_GET
def job_choices(request: SignedIn) -> HttpResponse:
    """The jobs that match what was typed."""
    require(request.user, Flag.EDIT_CANDIDATES)
    return render(request, "applications/to_job.html#choices", _choices(request.user, request.GET.get("q", "")))


def _choices(actor: User, text: str = "") -> dict[str, Any]:
    return {"jobs": choosing.jobs_to_fill(actor=actor, text=text)[:SHOWN], "text": text}


@require_http_methods(["GET", "POST"])
def people_add(request: SignedIn) -> HttpResponse:
    """Put one person or several on a job: as a prospect where it takes prospects, else as an applicant."""
    require(request.user, Flag.EDIT_CANDIDATES)
    given = request.POST if request.method == "POST" else request.GET
    people = candidates.some(actor=request.user, ids=given.getlist("candidate")[:MOST_AT_ONCE])
    if not people:
        raise Http404
    if request.method == "GET" or not given.get("job"):
        return ask_job(request, people)
    job = get_object_or_404(choosing.jobs_to_fill(actor=request.user), public_id=given["job"])
    return _add_one(request, job, people[0]) if len(people) == 1 else _add_many(request, job, people)


def ask_job(request: HttpRequest, people: Sequence[Candidate], refused: Refused | None = None) -> HttpResponse:
    """Ask on which job; a dialog for htmx, else a page of its own. Also a bulk action of the lists of people."""
    part = "#dialog" if request.headers.get("HX-Request") else ""
    asked = {"people": people, "refused": refused, **_choices(request.user)}  # type: ignore[arg-type]  # signed in
    return render(request, f"applications/to_job.html{part}", asked, status=409 if refused else 200)


TO_JOB = BulkAction("job", gettext_lazy("Add to job"), flag=Flag.EDIT_CANDIDATES, icon="briefcase", ask=ask_job)


def _add_one(request: SignedIn, job: Job, person: Candidate) -> HttpResponse:
    try:
        application = services.add_to_job(actor=request.user, job=job, candidate=person)
    except Refused as refused:
        return ask_job(request, [person], refused)
    if request.headers.get("HX-Request"):
        return done(_said(application) % job.title, subject=person.name)
    toast_next(request, _said(application) % job.title, subject=person.name)
    return redirect("candidates:candidate-read", person.public_id)


def _said(application: Application) -> str:
    return _("is a prospect on %s now") if application.is_prospect else _("is an applicant on %s now")


def _add_many(request: SignedIn, job: Job, people: Sequence[Candidate]) -> HttpResponse:
    toast_next(request, each(people, lambda one: services.add_to_job(actor=request.user, job=job, candidate=one)))
    return redirect("jobs:job-read", job.public_id)
