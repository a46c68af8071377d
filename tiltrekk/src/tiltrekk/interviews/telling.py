"""What other systems may be told of interviews: that there is one, never what was written about it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.telling import Told, offer


def register() -> None:
    """Called once, when the program starts."""
    offer(
        _("Interviews"),
        Told("interview.planned", pgettext_lazy("event", "An interview was planned")),
        Told("interview.booked", pgettext_lazy("event", "A time was booked for an interview")),
        Told("interview.moved", pgettext_lazy("event", "An interview was moved to another time")),
        Told("interview.declined", pgettext_lazy("event", "No time offered for an interview fits")),
        Told("interview.cancelled", pgettext_lazy("event", "An interview was cancelled")),
        Told("interview.held", pgettext_lazy("event", "An interview was held")),
        about_people=True,
    )
