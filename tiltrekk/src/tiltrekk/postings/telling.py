"""What other systems may be told of postings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.telling import Told, offer, picked


def register() -> None:
    """Called once, when the program starts."""
    channel = picked("channel")
    offer(
        _("Postings"),
        Told("posting.posted", pgettext_lazy("event", "A job was posted"), channel),
        Told("posting.reposted", pgettext_lazy("event", "A job was posted again"), channel),
        Told("posting.unposted", pgettext_lazy("event", "A posting was taken down"), channel),
    )
