"""Who has looked at the figures, as a list."""

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from tiltrekk.ui.lists import Column, Empty, List

from . import quarters, selectors
from .models import Access, Kind


class AccessFilter(django_filters.FilterSet):
    """By form."""

    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("equality figures", "Form"),
        empty_label=pgettext_lazy("equality figures", "Form"),
        choices=Kind.choices,
    )

    class Meta:
        model = Access
        fields: Sequence[str] = []


class Accesses(List[Access]):
    """Every look at the figures, newest first."""

    caption = gettext_lazy("Who has looked")
    columns = (
        Column("at", pgettext_lazy("equality figures", "When"), sort="at", csv=lambda row: row.at),
        Column("reader", pgettext_lazy("equality figures", "Who"), csv=lambda row: row.reader.name),
        Column("quarter", gettext_lazy("Period"), sort="quarter", csv=lambda row: quarters.name(row.quarter)),
        Column("kind", pgettext_lazy("equality figures", "Form"), csv=lambda row: row.get_kind_display(), kind="wide"),
        Column("purpose", pgettext_lazy("equality figures", "What for"), csv=lambda row: row.purpose, kind="wide"),
    )
    row_template = "privacy/accesses.html#row"
    filterset = AccessFilter
    search_fields = ("reader__name", "purpose")
    search_label = gettext_lazy("Name or purpose")
    default_sort = "-at"
    empty = Empty(
        "eye-off", gettext_lazy("Nobody has looked yet"), gettext_lazy("Each look at the figures is written down here.")
    )
    file_name = "equality-accesses"

    def queryset(self) -> QuerySet[Access]:
        return selectors.accesses(actor=self.actor)

    def row_context(self, rows: Sequence[Access]) -> dict[str, object]:
        for row in rows:
            row.period = quarters.name(row.quarter)  # type: ignore[attr-defined]  # for the row's template
        return {}
