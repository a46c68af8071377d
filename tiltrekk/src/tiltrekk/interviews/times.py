"""Times of an interview in words: in its own zone, which is named."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``Tuesday 1 December 2026``."""
    local = moment.astimezone(zone)
    return f"{formats.date_format(local, 'l').capitalize()} {formats.date_format(local, 'DATE_FORMAT')}"


def short(moment: datetime) -> str:
    """Return ``Tue 1 Dec 10:00`` in the reader's own zone, for lists."""
    local = timezone.localtime(moment)
    parts = (formats.date_format(local, "D"), formats.date_format(local, "MONTH_DAY_FORMAT"))
    return f"{' '.join(parts)} {formats.time_format(local)}"


def hours(moment: datetime, minutes: int, zone: ZoneInfo) -> str:
    """Return ``10:00–10:45``."""
    ends = (moment + timedelta(minutes=minutes)).astimezone(zone)
    return f"{formats.time_format(moment.astimezone(zone))}–{formats.time_format(ends)}"


def zone_name(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``Europe/Oslo, UTC+01:00``: what the zone is called and how far it is from UTC then."""
    offset = moment.astimezone(zone).strftime("%z")
    return f"{zone.key.replace('_', ' ')}, UTC{offset[:3]}:{offset[3:]}"


def whole(moment: datetime, minutes: int, zone: ZoneInfo) -> str:
    """Return day, hours and zone in one line."""
    parts = {"day": day(moment, zone), "hours": hours(moment, minutes, zone), "zone": zone_name(moment, zone)}
    return _("%(day)s, %(hours)s (%(zone)s)") % parts
