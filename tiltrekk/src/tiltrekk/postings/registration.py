"""What this app adds to the lower floors."""

from django.utils.translation import pgettext_lazy

from tiltrekk.core import events, slots
from tiltrekk.core.permissions import Flag

from .services import unpost_closed_job


def register() -> None:
    """Fill the slots and subscribe; called once, when the program starts."""
    events.subscribe("job.closed")(unpost_closed_job)
    slots.fill(
        slots.Entry(
            slot="job.tabs",
            key="postings",
            label=pgettext_lazy("tab", "Postings"),
            route="postings:job-postings",
            flag=Flag.READ_POSTINGS,
            order=60,
        )
    )
