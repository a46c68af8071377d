"""Interviews to look at: all, a job's, one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core import clock
from tiltrekk.core.permissions import Flag, flags, require
from tiltrekk.interviews import selectors
from tiltrekk.interviews.lists import InterviewList
from tiltrekk.interviews.models import State
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.ui.views import ListPage


class InterviewListPage(ListPage):
    """Everything coming that one may see."""

    list_class = InterviewList
    template_name = "interviews/list.html"


class JobInterviewListPage(ListPage):
    """A job's interviews."""

    list_class = InterviewList
    template_name = "interviews/job_list.html"

    def build(self, request: HttpRequest, **route: Any) -> Any:
        """Return the list under its job."""
        return super().build(request, job=self._job(request, route["job_id"]))

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        """The job's own variables."""
        return {"job": self._job(request, route["job_id"])}

    def _job(self, request: HttpRequest, job_id: str) -> Job:
        job = jobs.get(actor=request.user, job_id=job_id)  # type: ignore[arg-type]  # signed in, by the middleware
        require(request.user, Flag.READ_APPLICANTS, job)  # type: ignore[arg-type]
        return job


@require_GET
def interview_read(request: SignedIn, interview_id: str) -> HttpResponse:
    """One interview: who, when, where, with what one needs there."""
    interview = selectors.one(actor=request.user, interview_id=interview_id)
    rights = flags(request.user, interview)
    context = {
        "interview": interview,
        "application": interview.application,
        "job": interview.job,
        "person": interview.application.candidate if interview.application else None,
        "mine": selectors.mine(interview, request.user),
        "interview_rights": rights,
        "may_plan": Flag.PLAN_INTERVIEWS in rights and interview.is_live,
        "begun": bool(interview.starts_at and interview.starts_at <= clock.now()),
        "times": selectors.free_times(interview) if interview.state == State.TO_BOOK else [],
        "unreached": selectors.unreached(interview) if Flag.PLAN_INTERVIEWS in rights else [],
        "in_the_dark": Flag.PLAN_INTERVIEWS in rights and selectors.is_in_the_dark(interview),
        "resume_url": reverse("applications:application-tab", args=[interview.application.public_id, "documents"])
        if interview.application
        else "",
    }
    return render(request, "interviews/interview.html", context)
