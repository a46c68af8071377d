"""What webhooks add to pages of the floors below: a menu entry, *waiting for me*, sentences of the log."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.core.permissions import Flag
from tiltrekk.core.slots import Entry, fill
from tiltrekk.ui.sentences import sentence

from . import selectors

_ADMIN = Flag.ACCESS_ADMIN_CENTER


def register() -> None:
    """Called once, when the program starts."""
    fill(Entry("admin.center", "webhooks", _("Webhooks"), "api:endpoint-list", _ADMIN, "webhook", order=40))
    fill(Entry("home.waiting", "webhooks", _("Webhooks"), flag=_ADMIN, count=_count, render=_rows, order=85))
    sentence("endpoint.created", _("%(actor)s added a webhook"), icon="webhook")
    sentence("endpoint.changed", _("%(actor)s changed a webhook"), icon="webhook")
    sentence("endpoint.deleted", _("%(actor)s deleted a webhook"), icon="trash")
    sentence("endpoint.switched_on", _("%(actor)s switched a webhook on"), icon="player-play")
    sentence("endpoint.switched_off", _("%(actor)s switched a webhook off"), icon="player-stop")
    sentence("endpoint.tested", _("%(actor)s tested a webhook"), icon="send")
    sentence("endpoint.retried", _("%(actor)s had a webhook tried at once"), icon="refresh")
    sentence("endpoint.resent", _("%(actor)s had deliveries of a webhook sent again"), icon="refresh")
    sentence("endpoint.secret_shown", _("%(actor)s looked at the secret of a webhook"), icon="key")
    sentence("endpoint.secret_rotated", _("%(actor)s made a new secret for a webhook"), icon="key")


def _count(_actor: User, _obj: Any) -> int:
    return len(selectors.needing_a_person())


def _rows(request: SignedIn, _obj: Any) -> str:
    return render_to_string("api/waiting.html", {"endpoints": selectors.needing_a_person()}, request)
