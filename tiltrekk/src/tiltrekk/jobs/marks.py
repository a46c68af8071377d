"""Small marks on a row of the job list, one for each place a job can be posted: drawn here, known higher up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from .models import Job

if TYPE_CHECKING:
    from tiltrekk.accounts.models import User


@dataclass(frozen=True)
class Mark:
    """One place: its icon and a sentence. ``kind``: empty for in order, ``warn`` (waits), ``bad``, ``none``."""

    icon: str
    label: Any
    kind: str = ""


Provider = Callable[["User", Sequence[Job]], Mapping[int, Sequence[Mark]]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Say where jobs are posted. Called from ``AppConfig.ready``."""
    _providers.append(provider)
    return provider


@dataclass(frozen=True)
class Place:
    """Somewhere a job can be posted, for the filter of the list: ``posted`` are those there the person may know of."""

    key: str
    label: Any
    posted: QuerySet[Job]


Places = Callable[["User"], Sequence[Place]]
_places: list[Places] = []


def register_places(provider: Places) -> None:
    """Say where jobs can be posted. Called from ``AppConfig.ready``."""
    _places.append(provider)


def places(actor: "User") -> list[Place]:
    """Return everywhere a job can be posted that the person may know of."""
    return [place for provider in _places for place in provider(actor)]


def of(actor: "User", jobs: Sequence[Job]) -> dict[int, list[Mark]]:
    """Return the marks of each job of a page."""
    found: dict[int, list[Mark]] = {job.pk: [] for job in jobs}
    for provider in _providers:
        for key, marks in provider(actor, jobs).items():
            found[key].extend(marks)
    return found
