"""Endpoints, and the log of one of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core import telling
from tiltrekk.core.permissions import Flag
from tiltrekk.ui.lists import EXPORT, BulkAction, Column, Empty, List

from . import selectors, services, words
from .models import Delivery, Endpoint
from .payload import TEST

_SPELLS = [
    ("1", pgettext_lazy("time", "Last hour")),
    ("24", pgettext_lazy("time", "Last day")),
    ("168", pgettext_lazy("time", "Last week")),
]


class Endpoints(List[Endpoint]):
    """Where other systems are told."""

    caption = gettext_lazy("Webhooks")
    columns = (
        Column("name", pgettext_lazy("endpoint", "Name"), sort="description", csv=lambda row: row.description),
        Column("address", pgettext_lazy("web", "Address"), csv=lambda row: row.url, kind="wide"),
        Column("state", pgettext_lazy("endpoint", "State"), csv=lambda row: words.of_endpoint(row).text),
        Column("waiting", pgettext_lazy("deliveries", "Waiting"), csv=lambda row: row.waiting, kind="number wide"),
        Column("failed", pgettext_lazy("deliveries", "Given up"), csv=lambda row: row.failed, kind="number wide"),
        Column("tried", pgettext_lazy("endpoint", "Last try"), csv=lambda row: row.tried_at, kind="wide"),
    )
    row_template = "api/endpoints.html#row"
    search_fields = ("description", "url")
    search_label = gettext_lazy("Name or address")
    default_sort = "name"
    empty = Empty(
        "webhook",
        gettext_lazy("Nobody is told yet"),
        gettext_lazy("Add the address of another system, and choose which events it is told of."),
    )
    file_name = "webhooks"

    def queryset(self) -> QuerySet[Endpoint]:
        return selectors.endpoints(actor=self.actor)

    def href(self, row: Endpoint) -> str:
        return reverse("api:endpoint-read", args=[row.public_id])


def _verbs() -> list[tuple[str, Any]]:
    told = [(one.verb, one.label) for group in telling.groups() for one in group.told]
    return [*told, (TEST, pgettext_lazy("event", "Test"))]


class DeliveryFilter(django_filters.FilterSet):
    """By what became of them, by event, by time."""

    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("delivery", "State"),
        empty_label=pgettext_lazy("delivery", "State"),
        choices=list(words.STATES.items()),
    )
    verb = django_filters.ChoiceFilter(
        label=pgettext_lazy("delivery", "Event"), empty_label=pgettext_lazy("delivery", "Event"), choices=_verbs
    )
    within = django_filters.ChoiceFilter(
        label=pgettext_lazy("delivery", "Time"),
        empty_label=pgettext_lazy("delivery", "Time"),
        choices=_SPELLS,
        method="newer",
    )

    class Meta:
        model = Delivery
        fields: Sequence[str] = []

    def newer(self, rows: QuerySet[Delivery], _name: str, hours: str) -> QuerySet[Delivery]:
        """Those made in the last so many hours."""
        return rows.filter(created_at__gte=timezone.now() - timedelta(hours=int(hours)))


def _resend(actor: User, deliveries: Sequence[Delivery]) -> str:
    n = services.resend(actor=actor, endpoint=deliveries[0].endpoint, deliveries=deliveries)
    return ngettext("%(n)s delivery is sent again", "%(n)s deliveries are sent again", n) % {"n": n}


class Deliveries(List[Delivery]):
    """What one endpoint was told."""

    caption = gettext_lazy("Deliveries")
    columns = (
        Column("event", pgettext_lazy("delivery", "Event"), csv=lambda row: row.verb),
        Column("id", "webhook-id", csv=lambda row: row.public_id, kind="wide"),
        Column("state", pgettext_lazy("delivery", "State"), csv=lambda row: words.of_delivery(row).text),
        Column("answer", pgettext_lazy("delivery", "Last answer"), csv=lambda row: row.status or "", kind="wide"),
        Column("tries", pgettext_lazy("delivery", "Tries"), csv=lambda row: row.attempts, kind="number wide"),
        Column("created", pgettext_lazy("delivery", "Time"), sort="created_at", csv=lambda row: row.created_at),
    )
    row_template = "api/deliveries.html#row"
    filterset = DeliveryFilter
    search_label = gettext_lazy("ID of a delivery, job, person or application")
    default_sort = "-created"
    bulk = (BulkAction("resend", gettext_lazy("Send again"), _resend, Flag.ACCESS_ADMIN_CENTER, "refresh"), EXPORT)
    empty = Empty(
        "send",
        gettext_lazy("Nothing was sent yet"),
        gettext_lazy("As soon as one of the chosen events happens, it stands here. A test shows whether all is well."),
    )
    file_name = "webhook-deliveries"

    def queryset(self) -> QuerySet[Delivery]:
        rows = selectors.deliveries(actor=self.actor, endpoint=self.given["endpoint"])
        return rows.select_related("endpoint")

    def matching(self, rows: QuerySet[Delivery], text: str) -> QuerySet[Delivery]:
        about = Q(ids__job=text) | Q(ids__candidate=text) | Q(ids__application=text)
        return rows.filter(about | Q(public_id=text))

    def href(self, row: Delivery) -> str:
        return reverse("api:delivery-read", args=[row.public_id])
