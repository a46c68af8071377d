"""Keyset pages: "the 50 after this row", as quick on page 900 as on page 1, and steady while rows are added."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True)
class Order:
    """Sorted by one field that is never null, then by primary key in the same direction."""

    key: str
    field: str
    descending: bool = False

    def names(self, *, backwards: bool = False) -> list[str]:
        sign = "-" if self.descending != backwards else ""
        return [f"{sign}{self.field}", f"{sign}pk"]

    def beyond(self, value: Any, key: int, *, backwards: bool) -> Q:
        """Rows after (or before) the one with this value and primary key."""
        way = "lt" if self.descending != backwards else "gt"
        same = Q(**{self.field: value}) & Q(**{f"pk__{way}": key})
        return Q(**{f"{self.field}__{way}": value}) | same


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after or before one row, named by its sort value and key."""

    mark: tuple[Any, int] | None = None
    backwards: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Cursor":
        """Read ``after`` or ``before`` of an address; raises ValueError on nonsense."""
        for name in ("after", "before"):
            if text := query.get(name):
                return cls(_decode(text), backwards=name == "before")
        return cls()


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the marks of the next and the previous (empty where there is none)."""

    rows: Sequence[Any]
    after: str
    before: str


def page_of(rows: QuerySet[Any], order: Order, cursor: Cursor, size: int) -> Page:
    """Read one page and one row more, which tells whether there is another."""
    if cursor.mark:
        rows = rows.filter(order.beyond(*cursor.mark, backwards=cursor.backwards))
    found = list(rows.order_by(*order.names(backwards=cursor.backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if cursor.backwards:
        found.reverse()
    has_next = bool(found) and (more or cursor.backwards)
    has_previous = bool(found) and (more if cursor.backwards else cursor.mark is not None)
    return Page(
        found,
        after=_encode(order, found[-1]) if has_next else "",
        before=_encode(order, found[0]) if has_previous else "",
    )


def _encode(order: Order, row: Any) -> str:
    value: Any = row
    for name in order.field.split("__"):
        value = getattr(value, name)
    if isinstance(value, (datetime, date)):
        value = value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([value, row.pk], default=str).encode()).decode().rstrip("=")


def _decode(text: str) -> tuple[Any, int]:
    try:
        value, key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(text) from error
    if isinstance(value, (list, dict)) or not isinstance(key, int):
        raise ValueError(text)  # noqa: TRY004  # one kind of error for every bad address
    return value, key
