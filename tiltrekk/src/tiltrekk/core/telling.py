"""What other systems may be told: one open catalogue, in which each app enters verbs of its own (MISC-03).

Nothing is told that is not in here. An entry says which impersonal values of the event go along; whoever makes it
answers for their being impersonal, and for their not coming from LinkedIn (LIP-09).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One verb of the event log: its name for people, and what of the event's values is told.

    ``ends``: the person is gone from here. Whoever is told of people is told that too, so that they can follow.
    """

    verb: str
    label: Any
    values: Callable[[Values], Values] = lambda _values: {}
    ends: bool = False


@dataclass(frozen=True)
class Group:
    """Verbs that people look for together."""

    label: Any
    about_people: bool
    told: tuple[Told, ...]


_groups: list[Group] = []
_by_verb: dict[str, Told] = {}


def offer(label: Any, *told: Told, about_people: bool = False) -> None:
    """Enter verbs of one noun. Called from ``AppConfig.ready``."""
    _groups.append(Group(label, about_people, told))
    _by_verb.update({one.verb: one for one in told})


def groups() -> tuple[Group, ...]:
    """Return the catalogue, in the order of the floors."""
    return tuple(_groups)


def find(verb: str) -> Told | None:
    """Return the entry of a verb; None when other systems are not told of it."""
    return _by_verb.get(verb)


def picked(*names: str) -> Callable[[Values], Values]:
    """Return a function that tells just these values of an event."""
    return lambda values: {name: values[name] for name in names if name in values}
