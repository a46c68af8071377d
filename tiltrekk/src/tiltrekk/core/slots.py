"""Named places on pages that higher floors fill (tabs, panels, menu entries, *waiting for me*).

A lower template never includes a higher one: it loops over the entries registered here.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .permissions import Flag, flags


@dataclass(frozen=True)
class Entry:
    """One entry of a slot.

    ``label`` is a lazy translation, ``route`` a URL name that takes the slot object's public id (or nothing),
    ``flag`` the right it needs on that object, ``count`` a selector ``(actor, obj) -> int | None``, ``render`` a
    function ``(request, obj) -> html`` for panels, ``shown`` a further condition ``(actor, obj) -> bool``.
    """

    slot: str
    key: str
    label: Any
    route: str = ""
    flag: Flag | None = None
    icon: str = ""
    order: int = 50
    count: Callable[[Any, Any], int | None] | None = None
    render: Callable[[Any, Any], str] | None = None
    shown: Callable[[Any, Any], bool] | None = None


_slots: dict[str, list[Entry]] = defaultdict(list)


def fill(entry: Entry) -> None:
    """Register an entry. Called from ``AppConfig.ready``."""
    _slots[entry.slot].append(entry)
    _slots[entry.slot].sort(key=lambda one: one.order)


def entries(slot: str, *, actor: Any, obj: Any = None) -> list[Entry]:
    """Return the slot's entries that the actor may see, in order."""
    rights = flags(actor, obj)
    return [
        entry
        for entry in _slots[slot]
        if (entry.flag is None or entry.flag in rights) and (entry.shown is None or entry.shown(actor, obj))
    ]
