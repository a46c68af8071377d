"""The questions for who has just applied, and the figures for administrators."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.accounts.models import Environment
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.accounts.selectors import feature_is_on
from tiltrekk.accounts.sessions import recent_sign_in
from tiltrekk.careers import receipts
from tiltrekk.core.errors import Refused
from tiltrekk.core.middleware import public
from tiltrekk.core.permissions import Flag, require
from tiltrekk.ui.export import csv_response
from tiltrekk.ui.views import ListPage

from . import asking, selectors, services, vault
from . import report as figures
from .forms import AnswersForm, FiguresForm, ReceiptForm
from .lists import Accesses
from .models import Kind


@public
@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take the answers. Sent again, or with nothing in them, the page is the same."""
    form = AnswersForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, form)
    try:
        services.hand_in(receipt=form.cleaned_data["receipt"], answers=form.answers())
    except Refused as refused:
        return _told(request, "privacy/closed.html", 409, refused=refused)
    return _told(request, "privacy/answered.html", receipt=form.cleaned_data["receipt"])


def _ask_again(request: HttpRequest, form: AnswersForm) -> HttpResponse:
    """Nothing but the given answers is taken; what was sent instead is not repeated."""
    application = receipts.application(request.POST.get("receipt", "")[:200])
    if application is None:
        return _told(request, "privacy/closed.html", 409)
    return render(request, "privacy/again.html", asking.context(application.job, form), status=422)


@public
@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Forget the answers of this form."""
    form = ReceiptForm(request.POST)
    try:
        services.withdraw(receipt=form.cleaned_data["receipt"] if form.is_valid() else "")
    except Refused as refused:
        return _told(request, "privacy/closed.html", 409, refused=refused)
    return _told(request, "privacy/withdrawn.html")


def _told(request: HttpRequest, template: str, status: int = 200, **more: object) -> HttpResponse:
    return render(request, template, {"company": Environment.current().name, **more}, status=status)


@recent_sign_in
@require_http_methods(["GET", "POST"])
def report(request: SignedIn) -> HttpResponseBase:
    """Choose a period and say what for; the figures come with the answer to that, never by an address."""
    require(request.user, Flag.READ_EQUALITY_FIGURES)
    counted = selectors.counted_quarters(actor=request.user)
    form = FiguresForm(request.POST if request.method == "POST" else None, counted=counted)
    context = {
        "form": form,
        "counted": counted,
        "state": vault.state().name,
        "is_on": feature_is_on(selectors.FEATURE),
        "stages": [label for _stage, label in figures.STAGES],
    }
    if form.is_valid():
        return _figures(request, form, context)
    return render(request, "privacy/report.html", context, status=422 if form.errors else 200)


def _figures(request: SignedIn, form: FiguresForm, context: dict[str, object]) -> HttpResponseBase:
    quarter, purpose = form.cleaned_data["quarter"], form.cleaned_data["purpose"]
    kind = Kind.FILE if request.POST.get("as") == "csv" else Kind.PAGE
    found = figures.tables(services.look_at(actor=request.user, quarter=quarter, purpose=purpose, kind=kind))
    if kind == Kind.FILE:
        return csv_response(f"equality-{quarter:%Y-%m}", figures.heads(), figures.lines(found))
    return render(request, "privacy/report.html", context | {"tables": found, "asked": True})


class AccessesPage(ListPage):
    """Who has looked at the figures."""

    list_class = Accesses
    template_name = "privacy/accesses.html"
    flag = Flag.READ_EQUALITY_FIGURES
