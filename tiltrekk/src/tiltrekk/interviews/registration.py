"""What this app puts on pages of others: tabs, menu entries, *waiting for me*, a bulk action."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.applications.lists import offer
from tiltrekk.applications.models import Application
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.core.slots import Entry, fill
from tiltrekk.jobs.models import Job

from . import selectors
from .views.planning import SAME_TIMES

ON_HOME = 5


def register() -> None:
    """Fill the slots. Called from ``AppConfig.ready``."""
    menu = pgettext_lazy("menu", "Interviews")
    fill(Entry("nav.main", "interviews", menu, "interviews:interview-list", icon="calendar", order=25, shown=_meets))
    fill(
        Entry(
            slot="job.tabs", key="interviews", label=_("Interviews"), order=25, flag=Flag.READ_APPLICANTS,
            route="interviews:job-interview-list", count=_of_job, shown=_was_activated,
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="application.drawer_tabs", key="interviews", label=_("Interviews"), order=10,
            flag=Flag.READ_APPLICANTS, render=_panel,
        )
    )  # fmt: skip
    fill(
        Entry(
            slot="home.waiting", key="interviews", label=_("Interviews"), order=5, count=_coming_count, render=_coming
        )
    )
    fill(
        Entry(
            slot="home.waiting", key="interviews-stuck", label=_("Interviews to sort out"), order=6,
            count=_stuck_count, render=_stuck,
        )
    )  # fmt: skip
    offer(SAME_TIMES)


def _meets(user: User, _obj: object) -> bool:
    return bool(user.roles) or user.memberships.exists() or user.delegations.exists()


def _was_activated(_user: User, job: Job) -> bool:
    return job.activated_at is not None


def _of_job(user: User, job: Job) -> int | None:
    return selectors.rows(actor=user, job=job).filter(state__in=selectors.LIVE).count() or None


def _panel(request: HttpRequest, application: Application) -> str:
    rights = flags(request.user, application)  # type: ignore[arg-type]  # signed in, by the middleware
    found = selectors.of_application(actor=request.user, application=application)  # type: ignore[arg-type]
    open_now = application.is_open and application.job.is_active
    context = {
        "application": application,
        "interviews": found,
        "may_plan": open_now and Flag.PLAN_INTERVIEWS in rights,
    }
    return render_to_string("interviews/drawer.html", context, request)


def _coming_count(user: User, _obj: object) -> int:
    return selectors.coming(actor=user).count()


def _coming(request: HttpRequest, _obj: object) -> str:
    rows = selectors.coming(actor=request.user)[:ON_HOME]  # type: ignore[arg-type]  # signed in, by the middleware
    found = [(row, selectors.mine(row, request.user)) for row in rows]  # type: ignore[arg-type]
    return render_to_string("interviews/waiting.html", {"coming": found}, request)


def _stuck_count(user: User, _obj: object) -> int:
    return selectors.stuck(actor=user).count()


def _stuck(request: HttpRequest, _obj: object) -> str:
    rows = selectors.stuck(actor=request.user)[:ON_HOME]  # type: ignore[arg-type]  # signed in, by the middleware
    return render_to_string("interviews/waiting.html", {"stuck": rows}, request)
