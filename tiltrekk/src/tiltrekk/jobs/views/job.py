"""One job: create, details, activate, close, delete, activity."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs import activity, closing
from tiltrekk.jobs.forms import CloseForm, CreateForm, DetailsForm, ReopenForm
from tiltrekk.jobs.models import JobRole, Status, StatusReason
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.jobs.services import jobs
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.navigation import links
from tiltrekk.ui.toasts import toast_next


@require_http_methods(["GET", "POST"])
def create(request: SignedIn) -> HttpResponse:
    """A title, the own role, a template: then the draft opens (JOB-01)."""
    require(request.user, Flag.CREATE_JOB)
    roles = jobs.roles_to_create_in(request.user)
    form = CreateForm(_sent(request), roles=roles, initial={"role": roles[0] if roles else ""})
    if form.is_valid():
        given = form.cleaned_data
        try:
            job = jobs.create(
                actor=request.user,
                title=given["title"],
                role=JobRole(given["role"]),
                template=given.get("template"),
            )
        except Refused as refused:
            show_reasons(form, refused)
        else:
            return redirect("jobs:job-details", job.public_id)
    return render(request, "jobs/create.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def read(request: SignedIn, job_id: str) -> HttpResponse:
    """Open the job on its first tab; a draft on its details."""
    job = selectors.get(actor=request.user, job_id=job_id)
    tabs = links(request, "job.tabs", job)
    if job.status == Status.DRAFT or not tabs:
        return redirect("jobs:job-details", job.public_id)
    return redirect(tabs[0].url)


@require_http_methods(["GET", "POST"])
def details(request: SignedIn, job_id: str) -> HttpResponse:
    """What people read about the job; a form for those who may change it."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.UPDATE_JOB_DETAILS if request.method == "POST" else Flag.READ_JOB, job)
    editable = allowed(request.user, Flag.UPDATE_JOB_DETAILS, job) and job.status != Status.CLOSED
    form = DetailsForm(_sent(request), instance=job)
    if request.method == "POST" and form.is_valid():
        try:
            jobs.change_details(actor=request.user, job=job, details=form.cleaned_data)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("Saved"), subject=form.cleaned_data["title"])
            return redirect("jobs:job-details", job.public_id)
    context = {"job": job, "form": form, "editable": editable}
    return render(request, "jobs/details.html", context, status=422 if form.errors else 200)


@require_POST
def activate(request: SignedIn, job_id: str) -> HttpResponse:
    """Open the job for people and postings."""
    job = selectors.get(actor=request.user, job_id=job_id)
    jobs.activate(actor=request.user, job=job)
    toast_next(request, _("is active. It can be posted now."), subject=job.title)
    return redirect("jobs:job-read", job.public_id)


@require_http_methods(["GET", "POST"])
def close(request: SignedIn, job_id: str) -> HttpResponse:
    """Ask why, then close: a dialog, and a page of its own without scripts."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.CLOSE_JOB, job)
    form = CloseForm(_sent(request), offers=closing.offers_accepted(job))
    if form.is_valid():
        given = form.cleaned_data
        reason = StatusReason(given["reason"])
        hired = given.get("hired", []) if reason == StatusReason.FILLED else []
        try:
            jobs.close(actor=request.user, job=job, reason=reason, comment=given["comment"], hired=hired)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("is closed."), subject=job.title)
            return _go(request, "jobs:job-details", job.public_id)
    return _dialog(request, "jobs/close.html", {"job": job, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: SignedIn, job_id: str) -> HttpResponse:
    """Ask whether the people come back too, then open the job again."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.REOPEN_JOB, job)
    form = ReopenForm(_sent(request))
    if form.is_valid():
        try:
            jobs.reopen(actor=request.user, job=job, applications=form.cleaned_data["applications"])
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("is open again. It is posted nowhere."), subject=job.title)
            return _go(request, "jobs:job-read", job.public_id)
    return _dialog(request, "jobs/reopen.html", {"job": job, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def delete(request: SignedIn, job_id: str) -> HttpResponse:
    """Ask once, then delete the draft."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.DELETE_JOB, job)
    if request.method == "POST":
        jobs.delete(actor=request.user, job=job)
        toast_next(request, _("was deleted."), subject=job.title)
        return _go(request, "jobs:job-list")
    return _dialog(request, "jobs/delete.html", {"job": job})


@require_GET
def feed(request: SignedIn, job_id: str) -> HttpResponse:
    """What happened to the job."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_ACTIVITY, job)
    before = request.GET.get("before", "")
    entries = activity.feed(job, before=int(before) if before.isdecimal() else None)
    more = entries[-1].id if len(entries) == activity.PAGE else None
    return render(request, "jobs/activity.html", {"job": job, "entries": entries, "more": more})


def _dialog(request: SignedIn, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Return only the dialog to htmx, the page with it otherwise."""
    name = f"{template}#dialog" if request.headers.get("HX-Request") else template
    return render(request, name, context, status=status)


def _go(request: SignedIn, route: str, *arguments: str) -> HttpResponse:
    """Leave for another page, also out of a dialog."""
    response = redirect(route, *arguments)
    if not request.headers.get("HX-Request"):
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})


def _sent(request: SignedIn) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None
