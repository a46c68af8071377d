"""Planning: one interview, the same times for several people, changing what is planned."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tiltrekk.accounts.models import Environment, User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications.models import Application
from tiltrekk.applications.selectors import people
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.interviews import selectors, services
from tiltrekk.interviews.forms import CHOOSE, FIXED, KEEP, PlanForm, initial_of
from tiltrekk.interviews.services.telling import address_of
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.jobs.selectors.team import on_team
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.lists import MOST_AT_ONCE, BulkAction
from tiltrekk.ui.toasts import toast_next


@require_http_methods(["GET", "POST"])
def interview_plan(request: SignedIn, application_id: str) -> HttpResponse:
    """Plan an interview with one applicant."""
    application = people.one(actor=request.user, application_id=application_id)
    require(request.user, Flag.PLAN_INTERVIEWS, application)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        team=on_team(application.job),
        ways=(CHOOSE, FIXED),
        initial=_initial(request.user) | {"tells_candidate": _is_written_to(application)},
    )
    if form.is_valid():
        try:
            services.plan(actor=request.user, application=application, plan=form.plan())
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("has an interview planned"), subject=application.candidate.name)
            return redirect("applications:application-tab", application.public_id, "interviews")
    back = reverse("applications:application-tab", args=[application.public_id, "interviews"])
    return _show(request, form, [application], back=back, address=request.path)


@require_POST
def several_plan(request: SignedIn, job_id: str) -> HttpResponse:
    """Plan an interview with each of several applicants, who choose among the same times."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.PLAN_INTERVIEWS, job)
    applications = people.several(actor=request.user, job=job, ids=request.POST.getlist("application")[:MOST_AT_ONCE])
    if not applications:
        raise Http404
    form = PlanForm(request.POST, team=on_team(job), ways=(CHOOSE,))
    if form.is_valid():
        try:
            made = services.plan_many(actor=request.user, applications=applications, plan=form.plan())
        except Refused as refused:
            show_reasons(form, refused)
        else:
            text = ngettext("%(count)s interview is planned.", "%(count)s interviews are planned.", len(made))
            toast_next(request, text % {"count": len(made)})
            return redirect("interviews:job-interview-list", job.public_id)
    return _show_several(request, form, job, applications)


def ask_plan(request: HttpRequest, rows: Sequence[Application]) -> HttpResponse:
    """Show the form for the applicants chosen in a list: the bulk action."""
    user: User = request.user  # type: ignore[assignment]  # signed in, by the middleware
    job = rows[0].job
    require(user, Flag.PLAN_INTERVIEWS, job)
    initial = _initial(user) | {"tells_candidate": True}
    form = PlanForm(None, team=on_team(job), ways=(CHOOSE,), initial=initial)
    return _show_several(request, form, job, rows)


SAME_TIMES = BulkAction(
    "interviews", gettext_lazy("Plan interviews"), flag=Flag.PLAN_INTERVIEWS, icon="calendar-plus", ask=ask_plan
)


@require_http_methods(["GET", "POST"])
def interview_change(request: SignedIn, interview_id: str) -> HttpResponse:
    """Change what is planned: move it, offer other times, other people or another place."""
    interview = selectors.one(actor=request.user, interview_id=interview_id)
    require(request.user, Flag.PLAN_INTERVIEWS, interview)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        team=on_team(interview.job),
        ways=(KEEP, CHOOSE, FIXED),
        initial=initial_of(interview),
    )
    if form.is_valid():
        try:
            services.change(actor=request.user, interview=interview, plan=form.plan())
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("The interview is changed."))
            return redirect("interviews:interview-read", interview.public_id)
    if interview.application is None:
        raise Http404
    back = reverse("interviews:interview-read", args=[interview.public_id])
    return _show(request, form, [interview.application], back=back, address=request.path, interview=interview)


def _is_written_to(application: Application) -> bool:
    """Whether mails are proposed: not to prospects, nor to whom they cannot go."""
    return not application.is_prospect and bool(address_of(application))


def _initial(user: User) -> dict[str, Any]:
    zone = user.time_zone or settings.TIME_ZONE
    language = Environment.current().language
    return {"title": _("Interview"), "shows_panel": True, "time_zone": zone, "language": language}


def _show_several(request: HttpRequest, form: PlanForm, job: Job, rows: Sequence[Application]) -> HttpResponse:
    back = reverse("applications:applicant-list", args=[job.public_id])
    address = reverse("interviews:several-plan", args=[job.public_id])
    return _show(request, form, rows, back=back, address=address, several=True)


def _show(request: HttpRequest, form: PlanForm, applications: Sequence[Application], **more: Any) -> HttpResponse:
    context = {"form": form, "applications": applications, "job": applications[0].job, **more}
    return render(request, "interviews/plan.html", context, status=422 if form.errors else 200)
