"""The entries this app adds to the menus of the frame, and the Admin center's own first pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill

_ADMIN = Flag.ACCESS_ADMIN_CENTER


def register() -> None:
    """Called once, when the program starts."""
    fill(Entry("nav.settings", "admin", _("Admin center"), "accounts:admin-center", _ADMIN, "adjustments", order=10))
    fill(Entry("nav.settings", "settings", _("User settings"), "accounts:profile-edit", icon="user-cog", order=20))
    fill(Entry("nav.person", "settings", _("User settings"), "accounts:profile-edit", icon="user-cog", order=20))
    fill(Entry("admin.center", "people", _("People and roles"), "accounts:person-list", _ADMIN, "users", order=10))
    environment = pgettext_lazy("admin", "Organisation")
    fill(Entry("admin.center", "environment", environment, "accounts:environment-edit", _ADMIN, "building", order=20))
    fill(Entry("admin.center", "preview", _("Preview features"), "accounts:preview-edit", _ADMIN, "flask", order=90))
    profile = pgettext_lazy("settings", "Profile")
    fill(Entry("user.settings", "profile", profile, "accounts:profile-edit", icon="user", order=10))
    fill(Entry("user.settings", "connections", _("Connections"), "accounts:connection-list", icon="plug", order=20))
    fill(Entry("user.settings", "sessions", _("Sign-ins"), "accounts:session-list", icon="devices", order=40))
    fill(Entry("user.settings", "password", _("Password"), "account_change_password", icon="key", order=30))
