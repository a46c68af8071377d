"""The entries of the frame that lead here."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.slots import Entry, fill


def register() -> None:
    """Called once, when the program starts."""
    fill(Entry("nav.main", "home", pgettext_lazy("menu", "Home"), "web:home", icon="home", order=10))
    fill(Entry("nav.search", "search", _("Search people, jobs, pools"), "web:search", icon="search"))
    fill(Entry("nav.notices", "notices", _("Notices"), "web:notices", icon="bell"))
    fill(Entry("nav.person", "activity", _("My activity"), "web:activity", icon="history", order=10))
