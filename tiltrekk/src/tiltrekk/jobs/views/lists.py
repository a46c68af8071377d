"""The job list, one address for each tab."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.lists import JobList
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.ui.views import ListPage

TABS = {
    "open": ("jobs:job-list", _("Active and coming")),
    "mine": ("jobs:job-list-mine", pgettext_lazy("jobs", "Mine")),
    "drafts": ("jobs:job-list-drafts", _("Drafts")),
    "closed": ("jobs:job-list-closed", pgettext_lazy("jobs", "Closed")),
}


class JobListPage(ListPage):
    """The jobs of one tab."""

    list_class = JobList
    template_name = "jobs/list.html"

    def context(self, request: HttpRequest, **route: Any) -> dict[str, Any]:
        """The tabs with their counts, and whether to offer a new job."""
        tabs = [
            {
                "route": name,
                "label": label,
                "count": selectors.tab(actor=request.user, key=key).count(),  # type: ignore[arg-type]
                "active": key == route["tab"],
            }
            for key, (name, label) in TABS.items()
        ]
        return {"tabs": tabs, "may_create": allowed(request.user, Flag.CREATE_JOB)}  # type: ignore[arg-type]
