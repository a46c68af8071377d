"""Times of interviews as pages write them: in the interview's zone, which is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiltrekk.interviews import times
from tiltrekk.interviews.models import Interview, Slot

register = template.Library()


@dataclass(frozen=True)
class Day:
    """The times of one day."""

    label: str
    slots: Sequence[Slot]


@register.simple_tag
def regroup_days(slots: Sequence[Slot], interview: Interview) -> list[Day]:
    """Put times under their day, as it is in the interview's zone."""
    grouped = groupby(slots, key=lambda one: one.starts_at.astimezone(interview.zone).date())
    found = [list(group) for _day, group in grouped]
    return [Day(times.day(group[0].starts_at, interview.zone), group) for group in found]


@register.simple_tag
def slot_time(moment: datetime, interview: Interview, form: str = "hours") -> SafeString:
    """A ``<time>``: ``hours``, or ``whole`` with the day. A script adds the visitor's own time where it differs."""
    hours = times.hours(moment, interview.minutes, interview.zone)
    text = f"{times.day(moment, interview.zone)}, {hours}" if form == "whole" else hours
    return format_html('<time datetime="{}" data-zone="{}">{}</time>', moment.isoformat(), interview.time_zone, text)


@register.simple_tag
def short_time(moment: datetime) -> SafeString:
    """A ``<time>`` for lists: weekday, day and clock in the reader's own zone, the whole on hover."""
    exact = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, times.short(moment))


@register.simple_tag
def zone_line(moment: datetime, interview: Interview) -> str:
    """``Europe/Oslo, UTC+01:00``."""
    return times.zone_name(moment, interview.zone)


@register.simple_tag
def in_my_zone(moment: datetime, interview: Interview) -> str:
    """The same time in the reader's zone, empty where it is the same on the clock."""
    own = timezone.get_current_timezone()
    if moment.astimezone(interview.zone).utcoffset() == moment.astimezone(own).utcoffset():
        return ""
    local = timezone.localtime(moment)
    return f"{times.day(moment, local.tzinfo)}, {times.hours(moment, interview.minutes, local.tzinfo)}"  # type: ignore[arg-type]  # a ZoneInfo, by the middleware
