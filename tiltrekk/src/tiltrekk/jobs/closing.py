"""What higher floors know that decides whether a job may be closed as filled, or deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .models import Job


@dataclass(frozen=True)
class AcceptedOffer:
    """An application whose offer was accepted: its public id, its key and the person's name."""

    id: str
    pk: int
    name: str


OffersAccepted = Callable[[Job], Sequence[AcceptedOffer]]
HasPeople = Callable[[Job], bool]
_offers: list[OffersAccepted] = []
_people: list[HasPeople] = []


def tells_offers_accepted(function: OffersAccepted) -> OffersAccepted:
    """Register who knows the accepted offers of a job. Called from ``AppConfig.ready``."""
    _offers.append(function)
    return function


def tells_people(function: HasPeople) -> HasPeople:
    """Register who knows whether anybody was ever added to a job. Called from ``AppConfig.ready``."""
    _people.append(function)
    return function


def offers_accepted(job: Job) -> list[AcceptedOffer]:
    """Return the applications that *Position filled* may name; empty while nobody accepted (JOB-06)."""
    return [offer for function in _offers for offer in function(job)]


def has_people(job: Job) -> bool:
    """Tell whether anybody was ever added to the job."""
    return any(function(job) for function in _people)
