"""Admin center › LinkedIn integration."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.connect import company, disconnect, members, provision, request
from tiltrekk.linkedin.models import CompanyPage
from tiltrekk.linkedin.sync import control
from tiltrekk.ui import toasts

from . import overview
from .forms import CompanyForm
from .member import to_linkedin

PAGE = "linkedin:admin"


def show(http: HttpRequest) -> HttpResponse:
    """Five cards: company, posting, Recruiter, sync, Apply with LinkedIn."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    return _page(http, _company_form())


def _page(http: HttpRequest, form: CompanyForm, *, status: int = 200) -> HttpResponse:
    context = {"overview": overview.read(), "company_form": form, "open_company": bool(form.errors) or not form.initial}
    return render(http, "linkedin/admin.html", context, status=status)


def _company_form(data: Any = None) -> CompanyForm:
    page = CompanyPage.objects.first()
    return CompanyForm(data, initial={"name": page.name, "company_id": page.company_id} if page else {})


@require_POST
def save_company(http: HttpRequest) -> HttpResponse:
    """Keep company name and ID."""
    form = _company_form(http.POST)
    if form.is_valid():
        _try(form, lambda: company.save_company(actor=http.user, **form.cleaned_data))
    if form.errors:
        return _page(http, form, status=422)
    toasts.toast_next(http, _("Company saved."))
    return redirect(PAGE)


def _try(form: forms.Form, change: Callable[[], object]) -> None:
    try:
        change()
    except Refused as error:
        for reason in error.reasons:
            form.add_error(reason.field or None, reason.text)


@require_POST
def connect(http: HttpRequest) -> HttpResponse:
    """Make our application at LinkedIn, then let the administrator sign in there."""
    if not _done(http, lambda: provision.connect(actor=http.user), _("Connected to LinkedIn.")):
        return redirect(PAGE)
    return to_linkedin(http, afterwards=PAGE) if members.may_connect(http.user) else redirect(PAGE)


@require_POST
def integrated(http: HttpRequest) -> HttpResponse:
    """The plug-in told the browser what was requested; read it back and do our side."""
    elements = _elements(http.POST.get("value", ""))
    _done(http, lambda: request.requested(actor=http.user, elements=elements), _("LinkedIn knows that we are ready."))
    return redirect(PAGE)


def _elements(text: str) -> list[dict[str, str]]:
    """Read the plug-in's array; what is not of its shape is left out (A-09)."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


@require_POST
def notify(http: HttpRequest) -> HttpResponse:
    """*Notify partner* and *Check again*: do our side once more and read the states."""
    _done(http, lambda: request.notify_partner(actor=http.user), _("Looked at LinkedIn just now."))
    return redirect(PAGE)


@require_POST
def leave(http: HttpRequest) -> HttpResponse:
    """Disconnect the environment."""
    _done(http, lambda: disconnect.disconnect(actor=http.user), _("LinkedIn is disconnected. Nothing leaves any more."))
    return redirect(PAGE)


def _done(http: HttpRequest, change: Callable[[], object], text: str) -> bool:
    """Run a change and say how it went; what LinkedIn refused is said in a toast, on the same page."""
    try:
        change()
    except Refused as error:
        toasts.toast_next(http, str(error))
        return False
    toasts.toast_next(http, text)
    return True


@require_POST
def pause(http: HttpRequest) -> HttpResponse:
    """Let nothing leave for a while."""
    _done(http, lambda: control.pause(actor=http.user), _("The sync is paused."))
    return redirect(PAGE)


@require_POST
def resume(http: HttpRequest) -> HttpResponse:
    """Let things leave again."""
    _done(http, lambda: control.resume(actor=http.user), _("The sync goes on."))
    return redirect(PAGE)


@require_POST
def resend(http: HttpRequest) -> HttpResponse:
    """Send everything again."""
    _done(http, lambda: control.resend_everything(actor=http.user), _("Everything is being sent again."))
    return redirect(PAGE)


@require_POST
def retry(http: HttpRequest) -> HttpResponse:
    """*Retry now*: one failed record, or all."""
    chosen = http.POST.get("row", "")
    row = int(chosen) if chosen.isdigit() else None
    _done(http, lambda: control.retry(actor=http.user, row_id=row), _("Trying again now."))
    return redirect(PAGE)
