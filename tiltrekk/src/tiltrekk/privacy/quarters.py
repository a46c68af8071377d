"""Calendar quarters, in the organisation's time zone. A quarter is named by its first day."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

_MONTHS = 3


def quarter_of(moment: datetime) -> date:
    """Return the quarter a moment lies in."""
    day = moment.astimezone(get_default_timezone()).date()
    return day.replace(month=(day.month - 1) // _MONTHS * _MONTHS + 1, day=1)


def after(quarter: date) -> date:
    """Return the next quarter."""
    month = quarter.month + _MONTHS
    return quarter.replace(month=month) if month <= 12 else quarter.replace(year=quarter.year + 1, month=1)  # noqa: PLR2004


def start(quarter: date) -> datetime:
    """Return its first moment."""
    return datetime.combine(quarter, time(), get_default_timezone())


def between(first: date, last: date) -> Iterator[date]:
    """Yield the quarters from ``first`` to before ``last``."""
    while first < last:
        yield first
        first = after(first)


def name(quarter: date) -> str:
    """Return how people read it."""
    number = (quarter.month - 1) // _MONTHS + 1
    return _("Quarter %(number)d of %(year)d") % {"number": number, "year": quarter.year}
