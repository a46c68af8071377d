"""Reads of people and of the environment."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.core.permissions import Flag, allowed

from .models import Environment, User


def people(*, actor: User) -> QuerySet[User]:
    """Return everybody with an account; nobody without the right to the Admin center."""
    if not allowed(actor, Flag.ACCESS_ADMIN_CENTER):
        return User.objects.none()
    return User.objects.prefetch_related("role_assignments")


def person(*, actor: User, user_id: str) -> User:
    """Return one person by public id. Raises ``Http404``."""
    return get_object_or_404(people(actor=actor), public_id=user_id)


def feature_is_on(key: str) -> bool:
    """Tell whether a preview feature is switched on."""
    return key in Environment.current().preview_features
