"""What pages about people on a job say."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from tiltrekk.applications.lists import reason_label
from tiltrekk.applications.models import Application
from tiltrekk.core.slots import Entry
from tiltrekk.ui import stages, times

register = template.Library()


@register.filter
def short_age(moment: datetime) -> str:
    """``2 h`` or ``3 d``."""
    return times.short_age(moment)


@register.filter
def why_closed(application: Application) -> str:
    """Why a closed application is closed."""
    return reason_label(application)


@register.simple_tag
def feedback_mark(feedback: Any) -> SafeString:
    """One disc: recommended, not recommended, not handed in."""
    return stages.feedback_mark(feedback)


@register.simple_tag(takes_context=True)
def cell(context: Context, entry: Entry, row: Application) -> SafeString:
    """What a higher floor draws in its column of the prospects."""
    return SafeString(entry.render(context["request"], row)) if entry.render else SafeString("")
