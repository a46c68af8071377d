"""The dialog that adds somebody to a job."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import services
from tiltrekk.applications.forms import PersonForm
from tiltrekk.candidates import selectors as candidates
from tiltrekk.core.errors import NotAllowed, Refused
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs, process
from tiltrekk.ui.forms import show_reasons

from .actions import answer, dialog


@require_http_methods(["GET", "POST"])
def person_add(request: SignedIn, job_id: str) -> HttpResponse:
    """Add an applicant or a prospect; a person known by e-mail is used again."""
    job = jobs.get(actor=request.user, job_id=job_id)
    kinds = _kinds(request, job)
    initial = {"kind": request.GET.get("as", kinds[0][0])}
    form = PersonForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    if form.is_valid():
        data = dict(form.cleaned_data)
        as_prospect = data.pop("kind") == "prospect"
        try:
            application = services.add_person(actor=request.user, job=job, as_prospect=as_prospect, **data)
        except Refused as error:
            show_reasons(form, error)
        else:
            text = _("was added as a prospect") if application.is_prospect else _("was added as an applicant")
            return answer(request, application, text)
    return dialog(request, "applications/add.html", {"job": job, "form": form})


def _kinds(request: SignedIn, job: Job) -> list[tuple[str, Any]]:
    """Return as what the person may add somebody; raises ``NotAllowed`` when as nothing."""
    rights = flags(request.user, job)
    kinds: list[tuple[str, Any]] = []
    if Flag.CREATE_APPLICANT in rights:
        kinds.append(("applicant", pgettext("person", "Applicant")))
    if Flag.CREATE_PROSPECT in rights and process.settings(job).prospects:
        kinds.append(("prospect", pgettext("person", "Prospect")))
    if not kinds:
        raise NotAllowed
    return kinds


@require_GET
def person_known(request: SignedIn, job_id: str) -> HttpResponse:
    """Tell under the e-mail field whether the person is known already."""
    job = jobs.get(actor=request.user, job_id=job_id)
    _kinds(request, job)
    known = candidates.by_email(actor=request.user, address=request.GET.get("email", ""))
    return render(request, "applications/add.html#known", {"job": job, "known": known})
