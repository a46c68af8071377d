"""What this app adds to the page frame and to its own pages."""

from typing import Any

from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill


def _sees_jobs(actor: Any, _obj: Any) -> bool:
    return bool(actor.roles) or actor.memberships.exists() or actor.delegations.exists()


def register() -> None:
    """Fill the slots; called once, when the program starts."""
    menu = pgettext_lazy("menu", "Jobs")
    fill(Entry("nav.main", "jobs", menu, "jobs:job-list", icon="briefcase", order=20, shown=_sees_jobs))
    fill(
        Entry("nav.new", "job", pgettext_lazy("menu", "Job"), "jobs:job-create", Flag.CREATE_JOB, "briefcase", order=10)
    )
    for order, (key, label, flag) in enumerate(TABS):
        fill(Entry("job.tabs", key, label, f"jobs:job-{key}", flag, order=30 + 10 * order if key != "activity" else 90))


TABS = (
    ("details", pgettext_lazy("tab", "Details"), Flag.READ_JOB),
    ("team", pgettext_lazy("tab", "Hiring team"), Flag.READ_JOB),
    ("process", pgettext_lazy("tab", "Process"), Flag.READ_JOB),
    ("activity", pgettext_lazy("tab", "Activity"), Flag.READ_ACTIVITY),
)
