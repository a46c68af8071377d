"""The hiring team of a job, and who stands in for whom."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, Role, allowed, require
from tiltrekk.jobs.forms import DelegateForm, MemberForm, RoleForm
from tiltrekk.jobs.models import Job, JobRole, Status
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.jobs.selectors import team as team_selectors
from tiltrekk.jobs.services import team
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next


@require_GET
def read(request: SignedIn, job_id: str) -> HttpResponse:
    """Who is on the team."""
    job = selectors.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_JOB, job)
    return _page(request, job)


def _page(
    request: SignedIn, job: Job, form: MemberForm | None = None, delegate_form: DelegateForm | None = None
) -> HttpResponse:
    members = team_selectors.members(job)
    open_job = job.status != Status.CLOSED
    context = {
        "job": job,
        "members": members,
        "roles": JobRole,
        "editable": open_job and allowed(request.user, Flag.UPDATE_HIRING_TEAM, job),
        "is_admin": Role.ADMIN in request.user.roles,
        "names_delegates": open_job,
        "form": form or MemberForm(),
        "delegate_form": delegate_form or DelegateForm(prefix="delegate"),
        "lacks_recruiter": open_job and not team_selectors.has_recruiter(job),
    }
    refused = (form and form.errors) or (delegate_form and delegate_form.errors)
    return render(request, "jobs/team.html", context, status=422 if refused else 200)


@require_POST
def add(request: SignedIn, job_id: str) -> HttpResponse:
    """Put somebody on the team."""
    job = selectors.get(actor=request.user, job_id=job_id)
    form = MemberForm(request.POST)
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            team.set_member(actor=request.user, job=job, user=user, role=JobRole(form.cleaned_data["role"]))
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("is on the hiring team."), subject=user.name)
            return redirect("jobs:job-team", job.public_id)
    return _page(request, job, form=form)


@require_POST
def change(request: SignedIn, job_id: str, user_id: str) -> HttpResponse:
    """Give a member another role."""
    job = selectors.get(actor=request.user, job_id=job_id)
    user = team_selectors.member(job, user_id).user
    form = RoleForm(request.POST)
    if form.is_valid():
        team.set_member(actor=request.user, job=job, user=user, role=JobRole(form.cleaned_data["role"]))
        toast_next(request, _("has another role now."), subject=user.name)
    return redirect("jobs:job-team", job.public_id)


@require_POST
def remove(request: SignedIn, job_id: str, user_id: str) -> HttpResponse:
    """Take somebody off the team; who so loses the right to see the job goes to the list."""
    job = selectors.get(actor=request.user, job_id=job_id)
    member = team_selectors.member(job, user_id)
    team.remove_member(actor=request.user, member=member)
    toast_next(request, _("is no longer on the hiring team."), subject=member.user.name)
    if allowed(request.user, Flag.READ_JOB, job):
        return redirect("jobs:job-team", job.public_id)
    return redirect("jobs:job-list")


@require_POST
def add_delegate(request: SignedIn, job_id: str) -> HttpResponse:
    """Name somebody to stand in for oneself."""
    job = selectors.get(actor=request.user, job_id=job_id)
    member = team_selectors.member(job, request.user.public_id)
    form = DelegateForm(request.POST, prefix="delegate")
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            team.add_delegate(actor=request.user, member=member, user=user)
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("stands in for you on this job."), subject=user.name)
            return redirect("jobs:job-team", job.public_id)
    return _page(request, job, delegate_form=form)


@require_POST
def remove_delegate(request: SignedIn, job_id: str, member_id: str, user_id: str) -> HttpResponse:
    """End a stand-in."""
    job = selectors.get(actor=request.user, job_id=job_id)
    delegate = team_selectors.delegate(job, member_id, user_id)
    team.remove_delegate(actor=request.user, delegate=delegate)
    toast_next(request, _("no longer stands in on this job."), subject=delegate.user.name)
    if allowed(request.user, Flag.READ_JOB, job):
        return redirect("jobs:job-team", job.public_id)
    return redirect("jobs:job-list")
