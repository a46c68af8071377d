"""Why is this job not on LinkedIn, not in Recruiter, where are its exports: one page a job (attract.md §7.12)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin import diagnosis
from tiltrekk.linkedin.models import CompanyPage
from tiltrekk.linkedin.projection.facts import company_page


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
        "exports": diagnosis.why_export_not_here(actor=actor, job=job),
    }


def _pages(actor: User, job: Job) -> list[CompanyPage]:
    """The pages to choose from, where there are several and the actor may choose."""
    pages = list(CompanyPage.objects.all())
    return pages if len(pages) > 1 and allowed(actor, Flag.UPDATE_JOB_DETAILS, job) else []


def tile(request: SignedIn, job: Job) -> str:
    """Draw on the job's Postings tile what stands in the way on LinkedIn, and the tile does not say itself."""
    found = diagnosis.why_not_posted(actor=request.user, job=job)
    said = {"delay"} | ({"not_posted"} if allowed(request.user, Flag.POST_JOB, job) else set())
    context = {"job": job, "findings": [one for one in found if one.code not in said]}
    return render_to_string("linkedin/tile.html", context, request)


@require_GET
def help_page(request: SignedIn) -> HttpResponse:
    """What can be other than expected, and where the answer stands."""
    context = {"may_administer": allowed(request.user, Flag.ACCESS_ADMIN_CENTER)}
    return render(request, "linkedin/help.html", context)
