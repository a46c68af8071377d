"""Reads of people and of the environment."""

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from tiltrekk.core.permissions import Flag, Role, allowed

from .mails import with_invitations
from .models import Environment, User


def people(*, actor: User) -> QuerySet[User]:
    """Return everybody with an account; nobody without the right to the Admin center."""
    if not allowed(actor, Flag.ACCESS_ADMIN_CENTER):
        return User.objects.none()
    return with_invitations(User.objects.prefetch_related("role_assignments"))


def person(*, actor: User, user_id: str) -> User:
    """Return one person by public id. Raises ``Http404``."""
    return get_object_or_404(people(actor=actor), public_id=user_id)


def sign_ins(*, actor: User) -> list[UserSession]:
    """Return where the person is signed in, newest first."""
    return [one for one in UserSession.objects.filter(user=actor).order_by("-created_at", "-pk") if one.exists()]


def sign_in(*, actor: User, number: int) -> UserSession:
    """Return one of the person's own sign-ins. Raises ``Http404``."""
    return get_object_or_404(UserSession, user=actor, pk=number)


def feature_is_on(key: str) -> bool:
    """Tell whether a preview feature is switched on."""
    return key in Environment.current().preview_features


def administrators() -> list[User]:
    """Return who can be asked to change settings, by name. The caller decides whether the reader may know them."""
    rows = User.objects.filter(is_active=True, role_assignments__role=Role.ADMIN)
    return list(rows.order_by("sort_name", "pk"))
