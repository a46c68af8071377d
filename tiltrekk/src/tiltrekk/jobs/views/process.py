"""The stages editor of a draft; the frozen process of an active job."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.selectors import feature_is_on
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.forms import ApplicationForm, EqualityForm, FeedbackForm, ProspectsForm, StageForm
from tiltrekk.jobs.models import Job, Stage, StageKind, Status
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.jobs.selectors import process as process_selectors
from tiltrekk.jobs.services import process
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next

SETTINGS_FORMS: dict[str, type[forms.Form]] = {
    "prospects": ProspectsForm,
    "application": ApplicationForm,
    "feedback": FeedbackForm,
    "equality": EqualityForm,
}
SETTERS = {
    "prospects": process.set_prospects,
    "application": process.set_application,
    "feedback": process.set_feedback,
    "equality": process.set_equality,
}


@require_GET
def read(request: SignedIn, job_id: str) -> HttpResponse:
    """The stages and the settings of their activities."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_JOB, job)
    return _page(request, job)


def _page(request: SignedIn, job: Job, form: StageForm | None = None) -> HttpResponse:
    settings = process_selectors.settings(job)
    initial = {**vars(settings), "enabled": settings.prospects}
    context = {
        "job": job,
        "stages": process_selectors.all_stages(job),
        "settings": settings,
        "asks_about_equality": settings.audience or feature_is_on("equality"),
        "settings_forms": {name: cls(initial=initial) for name, cls in SETTINGS_FORMS.items()},
        "form": form or StageForm(),
        "free_kinds": process.FREE_KINDS,
        "editable": job.status == Status.DRAFT and allowed(request.user, Flag.UPDATE_PROCESS, job),
    }
    return render(request, "jobs/process.html", context, status=422 if form and form.errors else 200)


@require_POST
def add_stage(request: SignedIn, job_id: str) -> HttpResponse:
    """Add a stage before Offer."""
    job = selectors.get(actor=request.user, job_id=job_id)
    form = StageForm(request.POST)
    if form.is_valid():
        kind, name = StageKind(form.cleaned_data["kind"]), form.cleaned_data["name"]
        try:
            process.add_stage(actor=request.user, job=job, kind=kind, name=name)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            return redirect("jobs:job-process", job.public_id)
    return _page(request, job, form)


@require_POST
def change_stage(request: SignedIn, job_id: str, number: int) -> HttpResponse:
    """Rename, move or remove one stage; the pressed button says which."""
    job = selectors.get(actor=request.user, job_id=job_id)
    stage = process_selectors.stage(job, number)
    action = request.POST.get("action", "rename")
    if action == "remove":
        process.remove_stage(actor=request.user, stage=stage)
    elif action in {"earlier", "later"}:
        process.move_stage(actor=request.user, stage=stage, by=-1 if action == "earlier" else 1)
    else:
        _rename(request, stage)
    return redirect("jobs:job-process", job.public_id)


def _rename(request: SignedIn, stage: Stage) -> None:
    renamed = process.rename_stage(actor=request.user, stage=stage, name=request.POST.get("name", ""))
    toast_next(request, _("Saved"), subject=renamed.label)


@require_POST
def change_settings(request: SignedIn, job_id: str, activity: str) -> HttpResponse:
    """Set the switches of one activity."""
    job = selectors.get(actor=request.user, job_id=job_id)
    if activity not in SETTINGS_FORMS:
        raise Http404
    form = SETTINGS_FORMS[activity](request.POST)
    if form.is_valid():
        SETTERS[activity](actor=request.user, job=job, **form.cleaned_data)  # type: ignore[operator]
        toast_next(request, _("Saved"))
    return redirect("jobs:job-process", job.public_id)
