"""Times as people say them, with the exact one on hover, in the reader's zone."""

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiltrekk.core import clock

_HOUR = 3600
_DAY = 24 * _HOUR


def relative(moment: datetime) -> str:
    """Return ``12 min ago``, ``3 h ago``, ``Yesterday 16:20``, ``Friday 15:40`` or ``20 Nov``; future likewise."""
    now = clock.now()
    seconds = (now - moment).total_seconds()
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    time = formats.time_format(local, "TIME_FORMAT")
    if 0 <= seconds < _DAY and (local.date() == today or seconds < 6 * _HOUR):
        return _ago(int(seconds))
    return _by_day(local, today, time)


def in_sentence(moment: datetime) -> str:
    """Return ``relative`` as it stands after other words: ``yesterday 16:20``, but ``Friday 15:40`` in English."""
    text, weekday = relative(moment), formats.date_format(timezone.localtime(moment), "l")
    return text if text.startswith(weekday) else text[:1].lower() + text[1:]


def _ago(seconds: int) -> str:
    if seconds < 60:  # noqa: PLR2004  # a minute
        return _("Just now")
    if seconds < _HOUR:
        return _("%(count)s min ago") % {"count": seconds // 60}
    return _("%(count)s h ago") % {"count": seconds // _HOUR}


def _by_day(local: datetime, today: date, time: str) -> str:
    days = (today - local.date()).days
    if days == 0:
        return _("Today %(time)s") % {"time": time}
    if days == 1:
        return _("Yesterday %(time)s") % {"time": time}
    if days == -1:
        return _("Tomorrow %(time)s") % {"time": time}
    if 1 < days < 7:  # noqa: PLR2004  # a week
        return f"{formats.date_format(local, 'l').capitalize()} {time}"
    return day(local, today)


def day(local: datetime, today: date) -> str:
    """Return ``20 Nov``, with the year when it is not the present one."""
    return formats.date_format(local, "MONTH_DAY_FORMAT" if local.year == today.year else "SHORT_DATE_FORMAT")


def when(moment: datetime | None, *, within: bool = False) -> SafeString:
    """Return a ``<time>`` with the relative text; a dash when there is no time. ``within``: as ``in_sentence``."""
    if moment is None:
        return SafeString("–")
    exact = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    text = in_sentence(moment) if within else relative(moment)
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, text)


def days_since(moment: datetime) -> int:
    """Whole days since a moment, never below 0."""
    return max(0, (clock.now() - moment) // timedelta(days=1))


def short_age(moment: datetime) -> str:
    """Return ``2 h`` or ``3 d``: how long somebody has been where they are."""
    hours = max(0, (clock.now() - moment) // timedelta(hours=1))
    if days := hours // 24:
        return ngettext("%(count)s d", "%(count)s d", days) % {"count": days}
    return _("%(count)s h") % {"count": hours}
