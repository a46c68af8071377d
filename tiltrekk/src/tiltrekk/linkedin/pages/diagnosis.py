"""Why is this job not on LinkedIn, and why does Recruiter not offer it: one page a job (attract.md §7.12)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin.diagnosis import Finding, why_not_offered, why_not_posted
from tiltrekk.linkedin.projection.rights import colleagues


@dataclass(frozen=True)
class Colleague:
    """Somebody on the team, and what keeps Recruiter from offering them the job."""

    user: User
    findings: list[Finding]


@require_GET
def show(request: SignedIn, job_id: str) -> HttpResponse:
    """For the public, for Recruiter, and for each colleague."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_LINKEDIN_POSTING, job)
    offered = why_not_offered(actor=request.user, job=job)
    context = {
        "job": job,
        "posted": why_not_posted(actor=request.user, job=job),
        "offered": offered,
        "colleagues": _colleagues(request.user, job, len(offered)),
    }
    return render(request, "linkedin/diagnosis.html", context)


def _colleagues(actor: User, job: Job, general: int) -> list[Colleague]:
    """What stands in the way in general is said once, not beside each name."""
    return [Colleague(user, why_not_offered(actor=actor, job=job, user=user)[general:]) for user in colleagues(job)]
