"""Public pages: nobody signs in here, and nobody learns more than is posted."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tiltrekk.accounts.models import Environment
from tiltrekk.core.errors import Refused
from tiltrekk.core.middleware import public
from tiltrekk.ui.forms import show_reasons

from . import receipts, selectors, services
from .channel import job_url
from .forms import ApplyForm
from .structured import job_posting


@public
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Open jobs, searched by words and place (SITE-09)."""
    text, place = request.GET.get("q", "")[:100], request.GET.get("place", "")[:80]
    context = {
        "company": Environment.current().name,
        "jobs": selectors.listed(text=text, place=place),
        "places": selectors.places(),
        "text": text,
        "place": place,
    }
    return render(request, "careers/jobs.html", context)


@public
@require_GET
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """One job, with a way to apply."""
    found = selectors.job(job_id=job_id)
    context = {
        "company": Environment.current().name,
        "job": found,
        "address": job_url(found),
        "structured": job_posting(found, job_url(found)),
        "listed": selectors.listed().filter(pk=found.pk).exists(),
    }
    return render(request, "careers/job.html", context)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, job_id: str) -> HttpResponse:
    """The apply form. Sent twice it is one application; who applied before sees what everybody sees (SEC-27)."""
    found = selectors.job(job_id=job_id)
    form = ApplyForm(
        _sent(request),
        request.FILES or None,
        job=found,
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.submit(job=found, sent=form.sent())
        except Refused as refused:
            show_reasons(form, refused)
        else:
            return redirect(receipts.thanks_url(found, form.cleaned_data["token"]))
    context = {"company": Environment.current().name, "job": found, "form": form}
    return _with_fillers(request, "careers/apply.html", context, 422 if form.errors else 200)


@public
@never_cache
@require_GET
def thanks(request: HttpRequest, job_id: str) -> HttpResponse:
    """The same words for everybody."""
    found = selectors.job(job_id=job_id)
    context = {"company": Environment.current().name, "job": found, "product": settings.PRODUCT_NAME}
    return _with_fillers(request, "careers/thanks.html", context, 200)


def _with_fillers(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    """Render a page whose slots higher floors fill; one that frames another origin leaves ``request.csp_update``."""
    response = render(request, template, context, status=status)
    if update := getattr(request, "csp_update", None):
        response._csp_update = update  # type: ignore[attr-defined]  # noqa: SLF001  # what csp_update() sets
    return response


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None
