"""A job's people: the board, the list, the prospects."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import cards, lists
from tiltrekk.applications.forms import RejectForm
from tiltrekk.applications.selectors import people as selectors
from tiltrekk.core import clock, live
from tiltrekk.core.errors import NotAllowed
from tiltrekk.core.permissions import Flag, flags, require
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.ui.live import is_poll, unchanged
from tiltrekk.ui.toasts import toast_next
from tiltrekk.ui.views import ListPage

MOST, MORE = 1000, 4  # cards of a column, and how many times as many a press on "Show more" shows
MOST_DIGITS = 12  # a longer number is no key of ours
ORDERS = {"": ("-created_at", "-id"), "oldest": ("created_at", "id"), "longest": ("stage_since", "id")}


def board_context(request: SignedIn, job: Job) -> dict[str, Any]:
    """Return what the board's template needs, also under the drawer of one application."""
    require(request.user, Flag.READ_APPLICANTS, job)
    rows = selectors.applicants(actor=request.user, job=job)
    filters = lists.BoardFilters(data=request.GET, queryset=rows, actor=request.user, job=job)
    text = request.GET.get("q", "").strip()[:200]
    order = request.GET.get("sort", "")
    limit = min(_number(request.GET.get("limit", "")) or selectors.PER_COLUMN, MOST)
    found = selectors.search(filters.qs, text) if text else filters.qs
    columns = selectors.board(actor=request.user, job=job, rows=found, order=ORDERS.get(order, ORDERS[""]), limit=limit)
    shown = _number(request.GET.get("stage", "")) or next((one.stage.pk for one in columns if one.count), 0)
    rights = flags(request.user, job)
    more_limit = min(limit * MORE, MOST)
    return {
        "job": job,
        "columns": cards.shown(columns, more=more_limit - limit),
        "shown_stage": shown or (columns[0].stage.pk if columns else 0),
        "filters": filters,
        "text": text,
        "order": order,
        "limit": limit,
        "more_limit": more_limit,
        "narrowed": bool(text or any(request.GET.get(name) for name in filters.form.fields)),
        "rights": rights,
        "may_advance": Flag.ADVANCE_APPLICATION in rights,
        "movable": Flag.ADVANCE_APPLICATION in rights and job.is_active,
        "version": live.version(job_id=job.pk),
        "address": _address(request, job),
    }


def _address(request: SignedIn, job: Job) -> str:
    own = reverse("applications:applicant-board", args=[job.public_id])
    return request.get_full_path() if request.path == own else own


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < MOST_DIGITS else 0


@require_GET
def applicant_board(request: SignedIn, job_id: str) -> HttpResponse:
    """The applicants as a board."""
    job = jobs.get(actor=request.user, job_id=job_id)
    require(request.user, Flag.READ_APPLICANTS, job)
    if is_poll(request) and (answer := unchanged(request, live.version(job_id=job.pk))):
        return answer
    part = "#board" if request.headers.get("HX-Target") == "board" else ""
    return render(request, f"applications/board.html{part}", board_context(request, job))


class _JobListPage(ListPage):
    """A list of a job's people that notices change by itself, with one reason asked for many rejections."""

    reads: Flag

    def job(self, request: HttpRequest, job_id: str) -> Job:
        """Return the job, if the person may read these people on it."""
        job = jobs.get(actor=request.user, job_id=job_id)  # type: ignore[arg-type]  # signed in, by the middleware
        require(request.user, self.reads, job)  # type: ignore[arg-type]
        return job

    def get(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        """Show the page; a poll gets the list again, or 204 when nothing happened on the job."""
        if not is_poll(request):
            return super().get(request, **route)
        job = self.job(request, route["job_id"])
        if answer := unchanged(request, live.version(job_id=job.pk)):
            return answer
        return render(request, f"{self.template_name}#live", self.everything(request, job))

    def post(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        """Act on the chosen; rejecting asks for a reason first."""
        if request.POST.get("action") != "reject":
            return super().post(request, **route)
        shown = self.build(request, **route)
        if not any(action.key == "reject" for action in shown.actions):
            raise NotAllowed
        rows = shown.chosen(request.POST.getlist("ids"), everything=bool(request.POST.get("everything")))
        form = RejectForm(request.POST if "reason" in request.POST else None)
        if form.is_valid() and rows:
            toast_next(request, lists.reject_all(request.user, rows, **form.cleaned_data))
            return redirect(shown.address())
        context = {"job": shown.given["job"], "rows": rows, "form": form, "address": shown.address()}
        return render(request, "applications/reject_many.html", context)

    def build(self, request: HttpRequest, **route: Any) -> Any:
        """Return the list under its job."""
        return self.list_of(request, self.job(request, route["job_id"]))

    def list_of(self, request: HttpRequest, job: Job) -> Any:
        """Return the list, at its own address also when it lies under a drawer."""
        path = reverse(self.route, args=[job.public_id])
        return self.list_class(
            actor=request.user,
            query=request.GET,
            path=path,
            job=job,
            rights=flags(request.user, job),  # type: ignore[arg-type]
            new_since=_new_since(request, job),
        )

    route = ""

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        """The job's own variables."""
        return self.about(request, self.job(request, route["job_id"]))

    def about(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        """Return the variables beside the list."""
        return {"job": job, "rights": flags(request.user, job), "version": live.version(job_id=job.pk)}  # type: ignore[arg-type]

    def everything(self, request: HttpRequest, job: Job) -> dict[str, Any]:
        """Return the whole context, for a poll or under a drawer."""
        return {"list": self.list_of(request, job), "actor": request.user, **self.about(request, job)}


def _new_since(request: HttpRequest, job: Job) -> Any:
    """Return since when a row is new to this person: their last visit of the page, else a day ago."""
    seen = request.session.get("prospects_seen", {}).get(job.public_id, {})
    return parse_datetime(seen.get("before", "")) or clock.now() - timedelta(days=1)


class ProspectListPage(_JobListPage):
    """The prospects of a job."""

    list_class = lists.ProspectList
    template_name = "applications/prospects.html"
    reads = Flag.READ_PROSPECTS
    route = "applications:prospect-list"

    def get(self, request: HttpRequest, **route: Any) -> HttpResponseBase:
        """Remember the visit, so that the next one tells what is new since."""
        if not is_poll(request) and not request.headers.get("HX-Request"):
            self._visit(request, self.job(request, route["job_id"]))
        return super().get(request, **route)

    def _visit(self, request: HttpRequest, job: Job) -> None:
        visits = request.session.get("prospects_seen", {})
        now = clock.now().isoformat()
        last = visits.get(job.public_id, {}).get("last", "")
        request.session["prospects_seen"] = {**visits, job.public_id: {"before": last, "last": now}}


class ApplicantListPage(_JobListPage):
    """The applicants of a job as a list."""

    list_class = lists.ApplicantList
    template_name = "applications/applicants.html"
    reads = Flag.READ_APPLICANTS
    route = "applications:applicant-list"
