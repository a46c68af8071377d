"""Admin center › LinkedIn integration › Look up: is this person or job at LinkedIn, and if not why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.candidates import selectors as candidates
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.access import visible_to
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import jobs
from tiltrekk.linkedin.diagnosis import State, state
from tiltrekk.linkedin.models import Kind, SyncRow

FOUND = 20
LONGEST = 100


@dataclass(frozen=True)
class Record:
    """A person or a job with its state at LinkedIn; ``url`` leads to the page that says why and what to do."""

    icon: str
    name: str
    more: str
    url: str
    states: Sequence[State]  # one for each organization; one alone where LinkedIn was never told


@require_GET
def show(request: SignedIn) -> HttpResponse:
    """A field, and what was found by name, Job ID or e-mail address."""
    require(request.user, Flag.ACCESS_ADMIN_CENTER)
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = look_up(actor=request.user, text=text) if text else []
    template = "linkedin/look_up.html#found" if request.headers.get("HX-Request") else "linkedin/look_up.html"
    return render(request, template, {"text": text, "found": found})


def look_up(*, actor: User, text: str) -> list[Record]:
    """Return jobs and people whose name holds every word of the text, newest first; in three queries."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    found_jobs = list(jobs.named(visible_to(actor), text).order_by("-number")[:FOUND])
    people = list(candidates.search(candidates.people(actor=actor), text).order_by("sort_name", "pk")[:FOUND])
    rows = _rows([one.job_id for one in found_jobs], [one.public_id for one in people])
    return [_job(one, rows) for one in found_jobs] + [_person(one, rows) for one in people]


Rows = dict[tuple[str, str], list[SyncRow]]


def _rows(job_ids: list[str], people: list[str]) -> Rows:
    of_jobs = SyncRow.objects.filter(kind=Kind.JOB, object_id__in=job_ids)
    found: Rows = {}
    for row in of_jobs | SyncRow.objects.filter(kind=Kind.CANDIDATE, object_id__in=people):
        found.setdefault((row.kind, row.object_id), []).append(row)
    return found


def _states(rows: Rows, kind: Kind, object_id: str) -> list[State]:
    return [state(row) for row in rows.get((kind, object_id), [])] or [state(None)]


def _job(job: Job, rows: Rows) -> Record:
    url = reverse("linkedin:job-diagnosis", args=[job.public_id])
    more = f"{job.job_id} · {job.get_status_display()}"
    return Record("briefcase", job.title, more, url, _states(rows, Kind.JOB, job.job_id))


def _person(person: Candidate, rows: Rows) -> Record:
    url = reverse("linkedin:tab", args=[person.public_id])
    address = getattr(person, "email", "") or ""  # annotated by the selector
    return Record("user", person.name, address, url, _states(rows, Kind.CANDIDATE, person.public_id))
