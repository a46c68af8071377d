"""What pages about a job say of it, on whatever floor they stand."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tiltrekk.core import clock, slots
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs import countries
from tiltrekk.jobs.models import Job, JobRole, Status
from tiltrekk.jobs.selectors import jobs as selectors
from tiltrekk.ui.templatetags.ui import state_dot

register = template.Library()
_DOTS = {Status.DRAFT: "open", Status.ACTIVE: "ok", Status.CLOSED: "note"}


@register.simple_tag(takes_context=True)
def job_rights(context: Context, job: Job) -> frozenset[Flag]:
    """The rights of the signed-in person on the job, for ``{% if "close_job" in rights %}``."""
    return flags(context["request"].user, job)


@register.simple_tag
def job_state(job: Job) -> SafeString:
    """The state as a dot and a word; a closed job says why."""
    text = job.get_status_reason_display() if job.status == Status.CLOSED else job.get_status_display()
    return state_dot(text, _DOTS[Status(job.status)])


@register.filter
def days_open(job: Job) -> int | None:
    """Days since activation, until it was closed; None for a draft."""
    if job.activated_at is None:
        return None
    return max(0, ((job.closed_at or clock.now()) - job.activated_at).days)


@register.filter
def country_name(code: str) -> str:
    """The country's name in the reader's language."""
    return countries.name(code) if code else ""


@register.simple_tag
def hiring_managers(job: Job) -> list[Any]:
    """The hiring managers of the job."""
    return [member.user for member in job.team.filter(role=JobRole.HIRING_MANAGER).select_related("user")]


@register.simple_tag
def job_steps(job: Job) -> list[dict[str, Any]]:
    """The way of a draft: details, team, process, activate, each with what is missing."""
    missing = selectors.missing(job)
    details = [reason.text for reason in missing if reason.field]
    team = [reason.text for reason in missing if not reason.field]
    steps: list[dict[str, Any]] = [
        {"route": "jobs:job-details", "label": _("Details"), "missing": details},
        {"route": "jobs:job-team", "label": _("Hiring team"), "missing": team},
        {"route": "jobs:job-process", "label": _("Process"), "missing": []},
        {"route": "", "label": _("Activate"), "missing": [], "ready": not missing},
    ]
    waiting = next((step for step in steps if step["missing"]), steps[-1])
    for step in steps:
        step["state"] = "now" if step is waiting else "done" if step["route"] and not step["missing"] else "later"
    return steps


@register.simple_tag(takes_context=True)
def member_marks(context: Context, user: Any) -> SafeString:
    """What higher floors say of somebody on a hiring team: the slot ``job.team_member``, drawn for the user."""
    request = context["request"]
    found = slots.entries("job.team_member", actor=request.user)
    return format_html_join("", "{}", ((SafeString(one.render(request, user)),) for one in found if one.render))
