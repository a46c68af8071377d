"""What this app adds to the page frame and to its own pages."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill

from .models import Job
from .selectors import jobs

ON_HOME = 5


def _sees_jobs(actor: Any, _obj: Any) -> bool:
    return bool(actor.roles) or actor.memberships.exists() or actor.delegations.exists()


def register() -> None:
    """Fill the slots; called once, when the program starts."""
    menu = pgettext_lazy("menu", "Jobs")
    fill(Entry("nav.main", "jobs", menu, "jobs:job-list", icon="briefcase", order=20, shown=_sees_jobs))
    fill(
        Entry("nav.new", "job", pgettext_lazy("menu", "Job"), "jobs:job-create", Flag.CREATE_JOB, "briefcase", order=10)
    )
    for entry in _waiting():
        fill(entry)
    for order, (key, label, flag) in enumerate(TABS):
        fill(Entry("job.tabs", key, label, f"jobs:job-{key}", flag, order=30 + 10 * order if key != "activity" else 90))


def _waiting() -> tuple[Entry, ...]:
    return (
        Entry(
            "home.waiting", "drafts", _("Drafts ready to activate"), order=30,
            count=lambda actor, _obj: jobs.ready_drafts(actor=actor).count(),
            render=lambda request, _obj: _rows(request, drafts=jobs.ready_drafts(actor=request.user)),
        ),
        Entry(
            "home.waiting", "unrecruited", _("Jobs without a recruiter"), order=40,
            count=lambda actor, _obj: jobs.without_recruiter(actor=actor).count(),
            render=lambda request, _obj: _rows(request, unrecruited=jobs.without_recruiter(actor=request.user)),
        ),
    )  # fmt: skip


def _rows(request: Any, **kinds: QuerySet[Job]) -> str:
    return render_to_string("jobs/waiting.html", {key: rows[:ON_HOME] for key, rows in kinds.items()}, request)


TABS = (
    ("details", pgettext_lazy("tab", "Details"), Flag.READ_JOB),
    ("team", pgettext_lazy("tab", "Hiring team"), Flag.READ_JOB),
    ("process", pgettext_lazy("tab", "Process"), Flag.READ_JOB),
    ("activity", pgettext_lazy("tab", "Activity"), Flag.READ_ACTIVITY),
)
