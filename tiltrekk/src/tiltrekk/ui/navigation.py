"""Slot entries as links that know whether they are the present page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tiltrekk.core import slots


@dataclass(frozen=True)
class Link:
    """One link of a menu or one tab."""

    key: str
    label: Any
    url: str
    icon: str
    count: int | None
    active: bool


PLACE = "tiltrekk.place"


def stand_at(request: HttpRequest, url: str) -> None:
    """Let the menus regard the page as this one: a drawer has its own address, and stands over another page."""
    request.META[PLACE] = url


def links(request: HttpRequest, slot: str, obj: Any = None) -> list[Link]:
    """Return the slot's entries for the signed-in person; the longest address the page lies under is active."""
    if not request.user.is_authenticated:
        return []
    found = [entry for entry in slots.entries(slot, actor=request.user, obj=obj) if entry.route]
    arguments = [obj.public_id] if obj is not None else []
    urls = {entry.key: reverse(entry.route, args=arguments) for entry in found}
    present = _present(request.META.get(PLACE, request.path), list(urls.values()))
    return [
        Link(
            key=entry.key,
            label=entry.label,
            url=urls[entry.key],
            icon=entry.icon,
            count=entry.count(request.user, obj) if entry.count else None,
            active=urls[entry.key] == present,
        )
        for entry in found
    ]


def _present(path: str, urls: list[str]) -> str | None:
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
