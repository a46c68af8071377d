"""What LinkedIn adds to the pages of the floors below."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.requests import SignedIn
from tiltrekk.applications import remarks
from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill


def register() -> None:
    """Fill the slots; called once, when the program starts."""
    _settings()
    _people()
    _jobs()
    fill(Entry("page.head", "linkedin", "LinkedIn", render=_head))


def _head(request: SignedIn, _obj: Any) -> str:
    return render_to_string("linkedin/head.html", {}, request)


def _settings() -> None:
    from . import home, member

    admin = Flag.ACCESS_ADMIN_CENTER
    label = _("LinkedIn integration")
    fill(Entry("admin.center", "linkedin", label, "linkedin:admin", admin, "brand-linkedin", order=30))
    fill(Entry("user.connections", "linkedin", "LinkedIn", render=member.panel, order=10))
    fill(Entry("home.waiting", "linkedin", "LinkedIn", flag=admin, count=home.count, render=home.rows, order=80))


def _people() -> None:
    from . import applied, notices, tab

    remarks.register(applied.remarks)
    fill(Entry("candidate.tabs", "linkedin", "LinkedIn", "linkedin:tab", Flag.READ_CANDIDATES, order=60))
    fill(Entry("application.lines", "linkedin-notices", "LinkedIn", render=notices.line))
    drawer = Entry("application.drawer_tabs", "linkedin", "LinkedIn", render=tab.drawer, shown=tab.is_in_drawer)
    fill(drawer)


def _jobs() -> None:
    from . import apply, diagnosis, exports, team

    held = pgettext_lazy("job", "Held exports")
    fill(Entry("job.banners", "linkedin", held, flag=Flag.CREATE_APPLICANT, render=exports.banner))
    count, rows = exports.waiting_count, exports.waiting_rows
    fill(Entry("home.waiting", "held-exports", held, count=count, render=rows, order=15))
    fill(Entry("job.team_member", "linkedin", "LinkedIn", render=team.mark))
    fill(Entry("posting-tile.linkedin", "linkedin", "LinkedIn", flag=Flag.READ_LINKEDIN_POSTING, render=diagnosis.tile))
    fill(Entry("prospects.banners", "linkedin", "LinkedIn", render=exports.gate_banner))
    fill(Entry("prospects.columns", "linkedin", "LinkedIn", render=exports.prospect_cell))
    why = _("LinkedIn diagnosis")
    flag = Flag.READ_LINKEDIN_POSTING
    fill(Entry("job.menu", "linkedin", why, "linkedin:job-diagnosis", flag, "stethoscope", order=70))
    label = _("Apply with LinkedIn")
    fill(Entry("careers.apply", "linkedin", label, render=apply.filler, shown=apply.shown))
