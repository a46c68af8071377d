"""The generic list: columns, search, filters in the address, keyset pages, bulk actions, CSV.

A list is a class; ``views.ListPage`` shows it. See ``accounts/lists.py`` for a whole one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import pgettext_lazy

from tiltrekk.core.permissions import Flag, allowed

from .keyset import Cursor, Order, page_of

Row = TypeVar("Row", bound=Model)
MOST_COUNTED = 1000
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    """One column. ``sort`` names a field that is never null; ``csv`` gives the plain value for the export."""

    key: str
    label: Any
    sort: str = ""
    csv: Callable[[Any], Any] | None = None
    kind: str = ""  # "number" aligns right, "wide" is left out on a phone, "act" holds buttons


@dataclass(frozen=True)
class BulkAction:
    """Something done to the chosen rows: ``run(actor, rows)`` returns the sentence of the toast.

    ``ask(request, rows)`` is for an action that needs to know more first: it answers with a page instead.
    """

    key: str
    label: Any
    run: Callable[[Any, Sequence[Any]], str] = lambda _actor, _rows: ""
    flag: Flag | None = None
    icon: str = ""
    danger: bool = False
    ask: Callable[[Any, Sequence[Any]], HttpResponseBase] | None = None


# A list that has it among its actions exports the chosen rows; ``views.ListPage`` makes the file.
EXPORT = BulkAction("export", pgettext_lazy("button", "Export chosen"), icon="download")


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what it is for."""

    icon: str
    title: Any
    text: Any


class List(Generic[Row]):
    """A list of rows the actor may see, as the address asks for it.

    Subclasses state the class attributes and ``queryset``; ``row_template`` draws the cells of one row
    (``app/page.html#row``, variables ``row``, ``actor``, ``list`` and those of ``row_context``).
    """

    columns: ClassVar[Sequence[Column]]
    row_template: ClassVar[str]
    empty: ClassVar[Empty]
    caption: ClassVar[Any]
    filterset: ClassVar[type[django_filters.FilterSet] | None] = None
    search_fields: ClassVar[Sequence[str]] = ()
    search_label: ClassVar[Any] = ""
    default_sort: ClassVar[str]  # a column's key, "-" in front for descending
    bulk: ClassVar[Sequence[BulkAction]] = ()
    page_size: ClassVar[int] = 50
    file_name: ClassVar[str] = "list"
    exports: ClassVar[bool] = True

    def __init__(self, *, actor: Any, query: QueryDict, path: str, **given: Any) -> None:
        self.actor = actor
        self.query = query
        self.path = path
        self.given = given

    # --- what subclasses say ------------------------------------------------------------------------

    def queryset(self) -> QuerySet[Row]:
        """Return every row the actor may see, with what the row template needs already joined."""
        raise NotImplementedError

    def matching(self, rows: QuerySet[Row], text: str) -> QuerySet[Row]:
        """Return the rows a search text finds; by default each word in one of ``search_fields``."""
        from django.db.models import Q

        for word in text.split():
            found = Q()
            for name in self.search_fields:
                found |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(found)
        return rows

    def row_context(self, rows: Sequence[Row]) -> Mapping[str, Any]:
        """Return more variables for the row template, read once for the whole page."""
        del rows
        return {}

    def href(self, row: Row) -> str:
        """Return the address of a row, for a click beside its links; empty for none."""
        del row
        return ""

    # --- what the address asks for ------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.query.get("q", "").strip()[:200]

    @cached_property
    def filters(self) -> Any:
        return self.filterset(data=self.query, queryset=self.queryset()) if self.filterset else None

    @cached_property
    def rows(self) -> QuerySet[Row]:
        """All matching rows, unordered."""
        rows: QuerySet[Row] = self.filters.qs if self.filters else self.queryset()
        return self.matching(rows, self.text) if self.text else rows

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text) or any(
            self.query.get(name) for name in (self.filters.form.fields if self.filters else ())
        )

    @cached_property
    def order(self) -> Order:
        asked = self.query.get("sort", self.default_sort)
        for wanted in (asked, self.default_sort):
            for column in self.columns:
                if column.sort and column.key == wanted.lstrip("-"):
                    return Order(column.key, column.sort, descending=wanted.startswith("-"))
        raise LookupError(f"{self.default_sort} is no sortable column of {type(self).__name__}")

    @cached_property
    def page(self) -> Any:
        """The present page; an address that makes no sense shows the first."""
        try:
            return page_of(self.rows, self.order, Cursor.read(self.query), self.page_size)
        except (ValueError, TypeError, ValidationError):
            return page_of(self.rows, self.order, Cursor(), self.page_size)

    @cached_property
    def extra(self) -> Mapping[str, Any]:
        return self.row_context(self.page.rows)

    @cached_property
    def count(self) -> int:
        """How many match, counted up to one more than ``MOST_COUNTED``."""
        return int(self.rows[: MOST_COUNTED + 1].count())

    @property
    def count_text(self) -> str:
        from django.utils.formats import number_format

        capped = number_format(min(self.count, MOST_COUNTED), force_grouping=True)
        return f"{capped}+" if self.count > MOST_COUNTED else capped

    @property
    def actions(self) -> list[BulkAction]:
        return [one for one in self.bulk if one.flag is None or allowed(self.actor, one.flag)]

    def chosen(self, ids: Sequence[str], *, everything: bool) -> list[Row]:
        """Return the rows to act on: the ticked ones, or all that match; never one the actor may not see."""
        rows = self.rows if everything else self.rows.filter(public_id__in=ids)
        return list(rows[: MOST_AT_ONCE + 1])

    # --- addresses ----------------------------------------------------------------------------------

    def address(self, **changes: Any) -> str:
        """Return the address of this list with other parameters; an empty value takes one away."""
        kept = {key: values for key, values in self.query.lists() if key not in {"after", "before", "format"}}
        for key, value in changes.items():
            if value:
                kept[key] = [value]
            else:
                kept.pop(key, None)
        return f"{self.path}?{urlencode(kept, doseq=True)}" if kept else self.path

    @property
    def next_address(self) -> str:
        return self.address(after=self.page.after) if self.page.after else ""

    @property
    def previous_address(self) -> str:
        return self.address(before=self.page.before) if self.page.before else ""

    @property
    def csv_address(self) -> str:
        return self.address(format="csv")

    def heads(self) -> list[dict[str, Any]]:
        """The column heads, each with the address that sorts by it."""
        return [
            {
                "column": column,
                "address": self.address(sort=self._turned(column)) if column.sort else "",
                "direction": self._direction(column),
            }
            for column in self.columns
        ]

    def _direction(self, column: Column) -> str:
        if column.key != self.order.key:
            return ""
        return "descending" if self.order.descending else "ascending"

    def _turned(self, column: Column) -> str:
        return f"-{column.key}" if self._direction(column) == "ascending" else column.key
