"""What LinkedIn adds to the pages of the floors below."""

from django.utils.translation import gettext_lazy as _

from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill


def register() -> None:
    """Fill the slots; called once, when the program starts."""
    from .member import panel

    fill(
        Entry(
            slot="admin.center",
            key="linkedin",
            label=_("LinkedIn integration"),
            route="linkedin:admin",
            flag=Flag.ACCESS_ADMIN_CENTER,
            icon="brand-linkedin",
            order=30,
        )
    )
    fill(Entry("user.connections", "linkedin", "LinkedIn", render=panel, order=10))
    fill(Entry("candidate.tabs", "linkedin", "LinkedIn", "linkedin:tab", Flag.READ_CANDIDATES, order=60))
