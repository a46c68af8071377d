"""Admin center › LinkedIn integration."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.sessions import recent_sign_in
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import onsite
from tiltrekk.linkedin.connect import choices, company, disconnect, features, imported, members, provision, request
from tiltrekk.linkedin.diagnosis import Reader, standing
from tiltrekk.linkedin.feed import guard
from tiltrekk.linkedin.models import CompanyPage, JobMode, LinkedInSettings, SyncRow
from tiltrekk.linkedin.notices import choosing
from tiltrekk.linkedin.sync import control
from tiltrekk.ui import live, toasts

from . import checks, overview
from . import features as feature_cards
from .forms import CompanyForm, NoticeForm, PostingForm
from .member import to_linkedin

PAGE = "linkedin:admin"
DIAGNOSIS = "diagnosis_card"
PARTS = {  # parts that notice change
    "li-levels": "levels",
    "li-sync": "sync_card",
    "li-feed": "feed_facts",
    "li-diagnosis-card": DIAGNOSIS,
}


@require_GET
def show(http: SignedIn) -> HttpResponse:
    """Cards: company, posting, Recruiter, sync, Apply with LinkedIn. Asked by a live part, that part alone."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    part = PARTS.get(http.headers.get("HX-Target", "")) if live.is_poll(http) else None
    if part is None:
        return _page(http)
    version = overview.version(actor=http.user)
    if same := live.unchanged(http, version):
        return same
    found = overview.read(actor=http.user)
    context = {"overview": found, "version": version, "is_part": True}
    context |= _diagnosis(http, found) if part == DIAGNOSIS else {}
    return render(http, f"linkedin/parts/{part}.html", context)


def _diagnosis(http: SignedIn, found: overview.Overview) -> dict[str, Any]:
    return {"diagnosis": checks.checks(found.connection), "findings": standing(Reader(http.user))}


def _page(
    http: SignedIn,
    *,
    company_form: CompanyForm | None = None,
    posting_form: PostingForm | None = None,
    notice_form: NoticeForm | None = None,
) -> HttpResponse:
    found = overview.read(actor=http.user)
    context = {
        "overview": found,
        "version": overview.version(actor=http.user),
        **_diagnosis(http, found),
        "company_form": company_form or _company_form(),
        "posting_form": posting_form or _posting_form(),
        "open_company": bool(company_form) or not CompanyPage.objects.exists(),
        "open_posting": bool(posting_form),
        "notice_form": notice_form or _notice_form(),
        "open_notices": bool(notice_form),
        "features": feature_cards.cards(),
        "connecting": http.GET.get("connect", ""),
        "jobs_terms": onsite.JOBS_TERMS,
    }
    return render(
        http, "linkedin/admin.html", context, status=422 if company_form or posting_form or notice_form else 200
    )


def _company_form(data: Any = None) -> CompanyForm:
    page = CompanyPage.objects.first()
    return CompanyForm(data, initial={"name": page.name, "company_id": page.company_id} if page else {})


def _posting_form(data: Any = None) -> PostingForm:
    now = LinkedInSettings.current()
    return PostingForm(data, initial={"mode": now.mode, "match_pool_members": now.match_pool_members})


def _notice_form(data: Any = None) -> NoticeForm:
    now = LinkedInSettings.current()
    return NoticeForm(data, initial={"tell_applicants": now.tell_applicants, "notice_minutes": now.notice_minutes})


@require_POST
def save_company(http: SignedIn) -> HttpResponse:
    """Keep company name and ID."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    form = _company_form(http.POST)
    if form.is_valid():
        _try(form, lambda: company.save_company(actor=http.user, **form.cleaned_data))
    if form.errors:
        return _page(http, company_form=form)
    toasts.toast_next(http, _("Company saved."))
    return redirect(PAGE)


@require_POST
def save_posting(http: SignedIn) -> HttpResponse:
    """Keep how jobs reach LinkedIn."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    form = _posting_form(http.POST)
    if not form.is_valid():
        return _page(http, posting_form=form)
    given = form.cleaned_data
    mode = JobMode(given["mode"])
    choices.save_choices(actor=http.user, mode=mode, match_pool_members=given["match_pool_members"])
    toasts.toast_next(http, _("Saved."))
    return redirect(PAGE)


@require_POST
def save_notices(http: SignedIn) -> HttpResponse:
    """Keep whether applicants are told on LinkedIn, and after how long."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    form = _notice_form(http.POST)
    if not form.is_valid():
        return _page(http, notice_form=form)
    choosing.save(actor=http.user, **form.cleaned_data)
    toasts.toast_next(http, _("Saved."))
    return redirect(PAGE)


def _try(form: forms.Form, change: Callable[[], object]) -> None:
    try:
        change()
    except Refused as error:
        for reason in error.reasons:
            form.add_error(reason.field or None, reason.text)


@require_POST
def release_feed(http: SignedIn) -> HttpResponse:
    """The administrator has looked: publish the feed though jobs are missing from it."""
    guard.publish_anyway(actor=http.user)
    toasts.toast_next(http, _("The feed is published again."))
    return redirect(PAGE)


@recent_sign_in
@require_POST
def connect(http: SignedIn) -> HttpResponse:
    """Make our application at LinkedIn, then let the administrator sign in there."""
    try:
        provision.connect(actor=http.user)
    except Refused as error:
        toasts.toast_next(http, str(error))
        return redirect(PAGE)
    if members.may_connect(http.user):
        return to_linkedin(http, afterwards=PAGE)
    toasts.toast_next(http, _("Connected to LinkedIn."))
    return redirect(PAGE)


@recent_sign_in
@require_POST
def go_on(http: SignedIn) -> HttpResponse:
    """Go on where somebody turned back at LinkedIn's sign-in."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    return to_linkedin(http, afterwards=PAGE) if members.left_half_way(http.user) else redirect(PAGE)


@require_POST
def integrated(http: SignedIn) -> HttpResponse:
    """The plug-in told the browser what was requested; read it back and do our side."""
    elements = _elements(http.POST.get("value", ""))
    change: Callable[..., object] = request.requested
    if feature := features.meant(elements):
        change = partial(features.requested, feature=feature)
    toasts.tried(http, lambda: change(actor=http.user, elements=elements), _("LinkedIn knows that we are ready."))
    return redirect(PAGE)


def _elements(text: str) -> list[dict[str, str]]:
    """Read the plug-in's array; what is not of its shape is left out (A-09)."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


@require_POST
def notify(http: SignedIn) -> HttpResponse:
    """*Notify partner* and *Check again*: do our side once more and read the states."""
    toasts.tried(http, lambda: request.notify_partner(actor=http.user), _("Looked at LinkedIn just now."))
    return redirect(PAGE)


@require_POST
def look_at(http: SignedIn, feature: features.Feature) -> HttpResponse:
    """*Check again* on the card of a feature."""
    look = partial(features.look_again, actor=http.user, feature=feature)
    toasts.tried(http, look, _("Looked at LinkedIn just now."))
    return redirect(PAGE)


@recent_sign_in
@require_POST
def leave(http: SignedIn) -> HttpResponse:
    """Disconnect the environment."""
    text = _("LinkedIn is disconnected. Nothing leaves any more.")
    toasts.tried(http, lambda: disconnect.disconnect(actor=http.user), text)
    return redirect(PAGE)


@require_POST
def keep_imported(http: SignedIn) -> HttpResponse:
    """What was read before disconnecting stays."""
    toasts.tried(http, lambda: imported.keep(actor=http.user), _("What was read from LinkedIn is kept."))
    return redirect(PAGE)


@require_POST
def delete_imported(http: SignedIn) -> HttpResponse:
    """What was read before disconnecting goes."""
    toasts.tried(http, lambda: imported.delete(actor=http.user), _("What was read from LinkedIn is deleted."))
    return redirect(PAGE)


@require_POST
def pause(http: SignedIn) -> HttpResponse:
    """Let nothing leave for a while."""
    toasts.tried(http, lambda: control.pause(actor=http.user), _("The sync is paused."))
    return redirect(PAGE)


@require_POST
def resume(http: SignedIn) -> HttpResponse:
    """Let things leave again."""
    toasts.tried(http, lambda: control.resume(actor=http.user), _("The sync goes on."))
    return redirect(PAGE)


@require_POST
def resend(http: SignedIn) -> HttpResponse:
    """Send everything again."""
    toasts.tried(http, lambda: control.resend_everything(actor=http.user), _("Everything is being sent again."))
    return redirect(PAGE)


@require_POST
def retry(http: SignedIn) -> HttpResponse:
    """*Retry now*: one record, or all that failed or wait."""
    require(http.user, Flag.ACCESS_ADMIN_CENTER)
    chosen = http.POST.get("row", "")
    row = get_object_or_404(SyncRow, pk=int(chosen)) if chosen.isdecimal() else None
    toasts.tried(http, lambda: control.retry_now(actor=http.user, row=row), _("Trying again now."))
    return redirect(PAGE)
