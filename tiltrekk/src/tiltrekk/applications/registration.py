"""What this app puts on pages of others: tabs, menu entries, *waiting for me*."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.candidates.lists import offer
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.selectors import process

from .access import notes_visible_to
from .models import Application, Status
from .selectors import choosing, feedback, people
from .views.choosing import TO_JOB

ON_HOME = 5
NEW_FOR = timedelta(days=7)


def register() -> None:
    """Fill the slots. Called from ``AppConfig.ready``."""
    for entry in (*_job_tabs(), *_person_tabs(), *_waiting()):
        fill(entry)
    fill(
        Entry(
            slot="candidate.actions", key="to-job", label=_("Add to job"), flag=Flag.EDIT_CANDIDATES,
            render=_to_job, shown=_fills_jobs,
        )
    )  # fmt: skip
    offer(TO_JOB)


def _job_tabs() -> tuple[Entry, ...]:
    return (
        Entry(
            slot="job.tabs", key="applicants", label=_("Applicants"), order=10, flag=Flag.READ_APPLICANTS,
            route="applications:applicant-board", count=_applicants, shown=_was_activated,
        ),
        Entry(
            slot="job.tabs", key="prospects", label=_("Prospects"), order=20, flag=Flag.READ_PROSPECTS,
            route="applications:prospect-list", count=_prospects, shown=_takes_prospects,
        ),
    )  # fmt: skip


def _person_tabs() -> tuple[Entry, ...]:
    return (
        Entry(
            slot="candidate.tabs", key="applications", label=_("Applications"), order=30,
            route="applications:person-applications", count=_history,
        ),
        Entry(
            slot="candidate.tabs", key="notes", label=_("Notes"), order=40, route="applications:person-notes",
            count=_notes,
        ),
        Entry(
            slot="candidate.tabs", key="activity", label=pgettext_lazy("candidate", "Activity"), order=90,
            route="applications:person-activity",
        ),
    )  # fmt: skip


def _waiting() -> tuple[Entry, ...]:
    return (
        Entry(
            slot="home.waiting", key="prospects", label=_("New prospects"), order=20, count=_new_prospects_count,
            render=_new_prospects,
        ),
        Entry(
            slot="home.waiting", key="feedback", label=_("Feedback due"), order=10, count=_feedback_count,
            render=_feedback_due,
        ),
    )  # fmt: skip


def _to_job(request: HttpRequest, person: Candidate) -> str:
    return render_to_string("applications/to_job.html#button", {"person": person}, request)


def _fills_jobs(user: User, _person: Candidate) -> bool:
    return choosing.jobs_to_fill(actor=user).exists()


def _new(user: User) -> QuerySet[Application]:
    return people.new_prospects(actor=user, since=clock.now() - NEW_FOR)


def _new_prospects_count(user: User, _obj: object) -> int:
    return _new(user).count()


def _new_prospects(request: HttpRequest, _obj: object) -> str:
    rows = _new(request.user)[:ON_HOME]  # type: ignore[arg-type]  # signed in, by the middleware
    return render_to_string("applications/waiting.html", {"prospects": rows}, request)


def _feedback_count(user: User, _obj: object) -> int:
    return feedback.due(actor=user).count()


def _feedback_due(request: HttpRequest, _obj: object) -> str:
    rows = feedback.due(actor=request.user)[:ON_HOME]  # type: ignore[arg-type]  # signed in, by the middleware
    return render_to_string("applications/waiting.html", {"feedback": rows, "now": clock.now()}, request)


def _was_activated(_user: User, job: Job) -> bool:
    return job.activated_at is not None


def _takes_prospects(user: User, job: Job) -> bool:
    return _was_activated(user, job) and process.settings(job).prospects


def _applicants(user: User, job: Job) -> int:
    return people.applicants(actor=user, job=job).exclude(status=Status.CLOSED).count()


def _prospects(user: User, job: Job) -> int:
    return people.prospects(actor=user, job=job).exclude(status=Status.CLOSED).count()


def _history(_user: User, person: Candidate) -> int | None:
    return Application.objects.filter(candidate=person).count() or None


def _notes(user: User, person: Candidate) -> int | None:
    return notes_visible_to(user).filter(candidate=person).count() or None
