"""How events about people and the environment read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tiltrekk.ui.sentences import Name, names_of, sentence

from .models import User


def _people(_reader: Any, ids: Iterable[int]) -> Mapping[int, Name]:
    return {user.pk: Name(user.name, initials=user.initials) for user in User.objects.filter(pk__in=ids)}


def register() -> None:
    """Called once, when the program starts."""
    names_of("actor", _people)
    sentence("user.invited", _("%(actor)s invited a colleague"), icon="user-plus")
    sentence("user.changed", _("%(actor)s changed their settings"), icon="settings")
    sentence("user.roles_changed", _("%(actor)s changed the roles of a colleague"), icon="user-cog")
    sentence("user.activated", _("%(actor)s let a colleague sign in again"), icon="user-check")
    sentence("user.deactivated", _("%(actor)s deactivated a colleague"), icon="user-off")
    sentence("environment.changed", _("%(actor)s changed the settings of the organisation"), icon="settings")
