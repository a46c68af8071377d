"""The Postings tab of a job."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.errors import Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.selectors import jobs
from tiltrekk.ui.forms import show_reasons
from tiltrekk.ui.toasts import toast_next

from . import channels, selectors, services
from .forms import PostForm
from .models import ApplyWay


@require_GET
def read(request: SignedIn, job_id: str) -> HttpResponse:
    """A tile for each channel the person sees."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_POSTINGS, job)
    places = selectors.places(actor=request.user, job=job)
    return render(request, "postings/job.html", {"job": job, "places": places})


@require_http_methods(["GET", "POST"])
def post(request: SignedIn, job_id: str, channel: str) -> HttpResponse:
    """Ask where candidates apply, then post: a dialog, and a page of its own without scripts."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.POST_JOB, job)
    where = channels.get_seen(request.user, job, channel)
    form = PostForm(_sent(request), channel=where, question=where.question(job, request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.post(
                actor=request.user,
                job=job,
                channel=channel,
                apply_way=ApplyWay(given.get("apply_way", ApplyWay.HERE)),
                apply_url=given.get("apply_url", ""),
                confirmed=given.get("confirmed", False),
            )
        except Refused as refused:
            show_reasons(form, refused)
        else:
            toast_next(request, _("is posted: %(channel)s.") % {"channel": where.label}, subject=job.title)
            return _back(request, job_id)
    by_htmx = bool(request.headers.get("HX-Request"))
    template = "postings/post.html#dialog" if by_htmx else "postings/post.html"
    context = {"job": job, "channel": where, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
def repost(request: SignedIn, job_id: str, channel: str) -> HttpResponse:
    """Post once more, as the job is now."""
    job = jobs.get(actor=request.user, job_id=job_id)
    posting = selectors.get(actor=request.user, job=job, channel=channel)
    services.repost(actor=request.user, posting=posting)
    toast_next(request, _("is posted again."), subject=job.title)
    return redirect("postings:job-postings", job_id)


@require_POST
def unpost(request: SignedIn, job_id: str, channel: str) -> HttpResponse:
    """Take down."""
    job = jobs.get(actor=request.user, job_id=job_id)
    posting = selectors.get(actor=request.user, job=job, channel=channel)
    services.unpost(actor=request.user, posting=posting)
    toast_next(request, _("is no longer posted here."), subject=job.title)
    return redirect("postings:job-postings", job_id)


def _back(request: SignedIn, job_id: str) -> HttpResponse:
    response = redirect("postings:job-postings", job_id)
    if not request.headers.get("HX-Request"):
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})


def _sent(request: SignedIn) -> QueryDict | None:
    """What a form was sent with; None while it is only shown."""
    return request.POST if request.method == "POST" else None
