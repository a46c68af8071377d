"""Several company pages: the administrator's list of them, and to which one a job belongs (decision 17)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin import company_pages
from tiltrekk.linkedin.connect import company
from tiltrekk.linkedin.models import CompanyPage
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next, tried

from .forms import CompanyForm


@require_http_methods(["GET", "POST"])
def show(request: SignedIn) -> HttpResponse:
    """The pages, and a form for a further one."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    form = CompanyForm(request.POST or None)
    if form.is_valid():
        try:
            company.add_page(actor=request.user, **form.cleaned_data)
        except Refused as error:
            show_reasons(form, error)
        else:
            toast_next(request, _("The company page is added."))
            return redirect("linkedin:pages")
    context = {"pages": CompanyPage.objects.all(), "form": form}
    return render(request, "linkedin/company_pages.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: SignedIn) -> HttpResponse:
    """Forget a further page."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    page = get_object_or_404(CompanyPage, company_id=request.POST.get("company_id", ""))
    tried(request, lambda: company.remove_page(actor=request.user, page=page), _("The company page is removed."))
    return redirect("linkedin:pages")


@require_POST
def choose(request: SignedIn, job_id: str) -> HttpResponse:
    """Say to which page a job belongs; nothing chosen is the first one."""
    job = jobs.get(actor=request.user, job_id=job_id)
    chosen = request.POST.get("page", "")
    page = get_object_or_404(CompanyPage, company_id=chosen) if chosen else None
    company_pages.set_page(actor=request.user, job=job, page=page)
    toast_next(request, _("The job belongs to another company page now."))
    return redirect("linkedin:job-diagnosis", job_id)
