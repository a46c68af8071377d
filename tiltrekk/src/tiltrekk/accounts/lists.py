"""People and roles, as a list."""

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from tiltrekk.core.permissions import Flag
from tiltrekk.ui.lists import BulkAction, Column, Empty, List

from . import selectors, services
from .models import ROLE_LABELS, User


class PeopleFilter(django_filters.FilterSet):
    """By role and by whether they can sign in."""

    role = django_filters.ChoiceFilter(
        label=pgettext_lazy("people", "Role"),
        empty_label=pgettext_lazy("people", "Role"),
        field_name="role_assignments__role",
        choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
    )
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("people", "State"),
        empty_label=pgettext_lazy("people", "State"),
        field_name="is_active",
        choices=[("True", pgettext_lazy("people", "Active")), ("False", pgettext_lazy("people", "Deactivated"))],
    )

    class Meta:
        model = User
        fields: Sequence[str] = []


def _deactivate(actor: User, users: Sequence[User]) -> str:
    for user in users:
        services.set_active(actor=actor, user=user, active=False)
    text = ngettext("%(count)s person can no longer sign in", "%(count)s people can no longer sign in", len(users))
    return text % {"count": len(users)}


def _roles(user: User) -> str:
    return ", ".join(str(label) for role, label in ROLE_LABELS.items() if role in user.roles)


def _state(user: User) -> str:
    if user.is_active and getattr(user, "uninvited", False):
        return pgettext("people", "Invitation not delivered")
    return pgettext("people", "Active") if user.is_active else pgettext("people", "Deactivated")


class People(List[User]):
    """Everybody with an account."""

    caption = gettext_lazy("People and roles")
    columns = (
        Column("name", pgettext_lazy("person", "Name"), sort="sort_name", csv=lambda user: user.name),
        Column("email", gettext_lazy("E-mail"), sort="email", csv=lambda user: user.email, kind="wide"),
        Column("roles", pgettext_lazy("people", "Roles"), csv=_roles),
        Column("state", pgettext_lazy("people", "State"), csv=_state, kind="wide"),
        Column(
            "created", pgettext_lazy("people", "Since"), sort="created_at", csv=lambda user: user.created_at.date(),
            kind="wide",
        ),
    )  # fmt: skip
    row_template = "accounts/people.html#row"
    filterset = PeopleFilter
    search_fields = ("name", "email")
    search_label = gettext_lazy("Name or e-mail")
    default_sort = "name"
    bulk = (
        BulkAction(
            "deactivate", pgettext_lazy("people", "Deactivate"), _deactivate, Flag.ACCESS_ADMIN_CENTER, "user-off",
            danger=True,
        ),
    )  # fmt: skip
    empty = Empty("users", gettext_lazy("Nobody here yet"), gettext_lazy("Invite the people who hire."))
    file_name = "people"

    def queryset(self) -> QuerySet[User]:
        return selectors.people(actor=self.actor)

    def href(self, row: User) -> str:
        return reverse("accounts:person-edit", args=[row.public_id])
