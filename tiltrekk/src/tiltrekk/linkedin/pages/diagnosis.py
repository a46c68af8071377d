"""Why is this job not on LinkedIn, not in Recruiter, where are its exports: one page a job (attract.md §7.12)."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin import diagnosis, marking, onsite
from tiltrekk.linkedin.feed.preview import preview as look
from tiltrekk.linkedin.models import CompanyPage
from tiltrekk.linkedin.projection.facts import company_page, is_test
from tiltrekk.ui.toasts import tried

from .onsite import on_tile


@require_GET
def show(request: SignedIn, job_id: str) -> HttpResponse:
    """For the public, for Recruiter, for each colleague, and what became of exports."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_LINKEDIN_POSTING, job)
    return render(request, "linkedin/diagnosis.html", _answers(request.user, job))


def _answers(actor: User, job: Job) -> dict[str, Any]:
    offered = diagnosis.why_not_offered(actor=actor, job=job)
    return {
        "job": job,
        "posted": diagnosis.why_not_posted(actor=actor, job=job),
        "offered": offered,
        "is_offered": not diagnosis.blocking(offered),
        "where": [diagnosis.where_to_look(job)],
        "colleagues": diagnosis.by_colleague(actor=actor, job=job),
        "pages": _pages(actor, job),
        "page": company_page(job),
        "is_test": is_test(job),
        "may_mark": allowed(actor, Flag.UPDATE_JOB_DETAILS, job),
        "question": marking.question(job),
        "exports": diagnosis.why_export_not_here(actor=actor, job=job),
    }


def _pages(actor: User, job: Job) -> list[CompanyPage]:
    """The pages to choose from, where there are several and the actor may choose."""
    pages = list(CompanyPage.objects.all())
    return pages if len(pages) > 1 and allowed(actor, Flag.UPDATE_JOB_DETAILS, job) else []


@require_POST
def test_job(request: SignedIn, job_id: str) -> HttpResponse:
    """Mark the job as a test, or make it a real one."""
    job, actor = jobs.get(actor=request.user, job_id=job_id), request.user
    if request.POST.get("test"):
        tried(request, lambda: marking.mark_as_test(actor=actor, job=job), _("The job is a test now."))
    else:
        confirmed = bool(request.POST.get("confirmed"))
        end = partial(marking.end_test, actor=actor, job=job, confirmed=confirmed)
        tried(request, end, _("The job is a real one now."))
    return redirect("linkedin:job-diagnosis", job_id)


@require_GET
def preview(request: SignedIn, job_id: str) -> HttpResponse:
    """What LinkedIn would read of the job, without publishing it."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_LINKEDIN_POSTING, job)
    findings = diagnosis.blocking(diagnosis.why_not_posted(actor=request.user, job=job))
    in_the_way = [one for one in findings if one.code != "not_posted"]
    context = {"job": job, "preview": look(job), "findings": in_the_way}
    return render(request, "linkedin/preview.html", context)


def tile(request: SignedIn, job: Job) -> str:
    """Draw on the job's Postings tile what stands in the way on LinkedIn, and the tile does not say itself."""
    found = diagnosis.why_not_posted(actor=request.user, job=job)
    said = {"delay"} | ({"not_posted"} if allowed(request.user, Flag.POST_JOB, job) else set())
    findings = [one for one in found if one.code not in said]
    switch = on_tile(request.user, job)
    context = {"job": job, "findings": findings, "onsite": switch, "jobs_terms": onsite.JOBS_TERMS}
    return render_to_string("linkedin/tile.html", context, request)


@require_GET
def help_page(request: SignedIn) -> HttpResponse:
    """What can be other than expected, and where the answer stands."""
    context = {"may_administer": allowed(request.user, Flag.ACCESS_ADMIN_CENTER)}
    return render(request, "linkedin/help.html", context)
