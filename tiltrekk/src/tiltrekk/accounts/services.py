"""Changes to people, their roles, their own settings and the environment."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tiltrekk.core import events, mail
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, Role, require

from .mails import INVITATION
from .models import PREVIEW_FEATURES, Environment, RoleAssignment, User


@transaction.atomic
def invite(*, actor: User, name: str, email: str, roles: Iterable[Role]) -> User:
    """Add a person who chooses their own password by the link that is mailed to them."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    address = email.strip().lower()
    refuse(_taken(address))
    user = User.objects.create_user(email=address, name=name.strip())
    _write_roles(user, set(roles))
    values = {"roles": sorted(role.value for role in roles)}
    events.record(actor=actor, verb="user.invited", subject=user, values=values)
    mail.queue(INVITATION, user.pk)
    return user


@transaction.atomic
def invite_again(*, actor: User, user: User) -> None:
    """Have the invitation mailed once more; a person has decided, so it may arrive twice."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse([Reason("has_password", _("This person has chosen a password."))] if user.has_usable_password() else [])
    mail.queue(INVITATION, user.pk)
    events.record(actor=actor, verb="user.invited", subject=user, values={"again": True})


def _taken(address: str) -> list[Reason]:
    if User.objects.filter(email=address).exists():
        return [Reason("email_taken", _("Somebody with this e-mail address is here already."), "email")]
    return []


@transaction.atomic
def create_first_administrator(*, name: str, email: str) -> User:
    """Make the account an installation starts with. Refused as soon as an administrator exists (SEC-04)."""
    taken = bool(list(_active_administrators()))
    refuse([Reason("administrator_exists", _("There is an administrator already."))] if taken else [])
    user = User.objects.create_user(email=email, name=name.strip())
    _write_roles(user, {Role.ADMIN, Role.RECRUITER})
    events.record(actor=None, verb="user.invited", subject=user, values={"by": "console"})
    return user


@transaction.atomic
def set_roles(*, actor: User, user: User, roles: Iterable[Role]) -> None:
    """Give a person exactly these environment roles. Job teams stay as they are (ROLE-03)."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    wanted = set(roles)
    refuse(_last_administrator(user) if Role.ADMIN not in wanted else [])
    if wanted == set(user.roles):
        return
    _write_roles(user, wanted)
    values = {"roles": sorted(role.value for role in wanted), "user": user.pk}
    events.record(actor=actor, verb="user.roles_changed", subject=user, changed=["roles"], values=values)


def _active_administrators() -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.select_for_update().filter(role=Role.ADMIN, user__is_active=True)


def _last_administrator(user: User) -> list[Reason]:
    """Lock the administrators, so that two cannot leave at the same moment."""
    others = {row.user_id for row in _active_administrators()} - {user.pk}
    if Role.ADMIN in user.roles and not others:
        return [Reason("last_administrator", _("The last administrator cannot lose the role."), "roles")]
    return []


def _write_roles(user: User, roles: set[Role]) -> None:
    user.role_assignments.exclude(role__in=roles).delete()
    for role in sorted(roles - set(user.roles)):
        RoleAssignment.objects.create(user=user, role=role)
    user.__dict__.pop("roles", None)


@transaction.atomic
def set_active(*, actor: User, user: User, active: bool) -> None:
    """Let a person sign in, or keep them out at once; their past work stays."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse([] if active else _last_administrator(user))
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    verb = "user.activated" if active else "user.deactivated"
    events.record(actor=actor, verb=verb, subject=user, changed=["is_active"], values={"user": user.pk})


@transaction.atomic
def save_profile(*, actor: User, name: str, title: str, language: str, time_zone: str, theme: str) -> None:
    """Change one's own settings."""
    wanted = {
        "name": name.strip(), "title": title.strip(), "language": language, "time_zone": time_zone, "theme": theme
    }  # fmt: skip
    changed = [field for field, value in wanted.items() if getattr(actor, field) != value]
    for field in changed:
        setattr(actor, field, wanted[field])
    if changed:
        actor.save()
        events.record(actor=actor, verb="user.changed", subject=actor, changed=changed)


@transaction.atomic
def change_environment(*, actor: User, name: str, prefix: str, language: str) -> None:
    """Change the settings everybody shares."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    environment = Environment.locked()
    wanted = {"name": name.strip(), "prefix": prefix.upper(), "language": language}
    changed = [field for field, value in wanted.items() if getattr(environment, field) != value]
    for field in changed:
        setattr(environment, field, wanted[field])
    if changed:
        environment.save()
        events.record(actor=actor, verb="environment.changed", subject=environment, changed=changed)


@transaction.atomic
def set_preview_features(*, actor: User, features: Iterable[str]) -> None:
    """Switch on exactly these features that are not for everybody yet."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    environment = Environment.locked()
    wanted = sorted(set(features) & set(PREVIEW_FEATURES))
    if wanted == environment.preview_features:
        return
    environment.preview_features = wanted
    environment.save()
    values = {"features": wanted}
    events.record(
        actor=actor, verb="environment.changed", subject=environment, changed=["preview_features"], values=values
    )


@transaction.atomic
def choose_first_password(*, user: User, password: str) -> None:
    """Set the password of somebody who came by their invitation; the link is void from here on."""
    user.set_password(password)
    user.save(update_fields=["password"])
    events.record(actor=user, verb="user.changed", subject=user, changed=["password"])
