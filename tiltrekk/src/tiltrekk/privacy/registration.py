"""What this app adds to pages and to changes of other apps."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.events import subscribe
from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill


def register() -> None:
    """Called once, when the program starts."""
    from . import asking, services

    label = pgettext_lazy("admin", "Equality figures")
    flag = Flag.READ_EQUALITY_FIGURES
    fill(Entry("admin.center", "equality", label, "privacy:equality-report", flag, "scale", order=40))
    fill(Entry("careers.thanks", "equality", _("Questions about equality"), render=asking.panel))
    subscribe("candidate.deleted", "application.deleted")(services.forget)
