"""What other systems may be told of jobs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.telling import Told, offer, picked


def register() -> None:
    """Called once, when the program starts."""
    offer(
        _("Jobs"),
        Told("job.created", pgettext_lazy("event", "A job was created")),
        Told("job.changed", pgettext_lazy("event", "A job's details were changed")),
        Told("job.team_changed", pgettext_lazy("event", "A hiring team was changed"), picked("action", "role")),
        Told("job.process_changed", pgettext_lazy("event", "A job's process was changed"), picked("action")),
        Told("job.activated", pgettext_lazy("event", "A job was activated")),
        Told("job.closed", pgettext_lazy("event", "A job was closed"), picked("reason")),
        Told("job.reopened", pgettext_lazy("event", "A job was reopened")),
        Told("job.deleted", pgettext_lazy("event", "A draft was deleted")),
    )
