"""LinkedIn's call limits, counted on our side so that we stop before LinkedIn stops us.

Limits hold per application. Days begin at 00:00 UTC. Several resources may share one counter.
Source: the throttle tables of LinkedIn's Talent pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

from linkedin_talent.errors import BudgetError

__all__ = ["THROTTLES", "Budget", "Charge", "MemoryBudget", "Throttle", "charges", "refuse"]

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Throttle:
    """Limits of one counter; None is no published limit."""

    counter: str
    requests_per_day: int | None = None
    records_per_day: int | None = None
    records_per_minute: int | None = None
    requests_per_member_minute: int | None = None


def _synced(counter: str) -> Throttle:
    return Throttle(counter, requests_per_day=100_000, records_per_minute=10_000)


_INTERACTIONS = Throttle("interactions", requests_per_day=100_000)

THROTTLES: dict[str, Throttle] = {
    "atsIntegrations": Throttle("atsIntegrations", requests_per_day=5_000),
    "configurations": Throttle("configurations", requests_per_day=5_000),
    "integrations": Throttle("integrations", requests_per_day=5_000),
    "integrationConfigurations": Throttle("integrationConfigurations", requests_per_day=5_000),
    "atsCandidates": _synced("atsCandidates"),
    "candidates": _synced("atsCandidates"),
    "candidateNotes": _synced("candidateNotes"),
    "atsApplications": _synced("atsApplications"),
    "applicationNotes": _synced("applicationNotes"),
    "applicationStages": _synced("applicationStages"),
    "applicationStage": _synced("applicationStages"),
    "interviewFeedback": _synced("interviewFeedback"),
    "applicationInterviewFeedbacks": Throttle("applicationInterviewFeedbacks", requests_per_day=1_000_000),
    "resumes": _synced("resumes"),
    "atsEntityAcls": _synced("atsEntityAcls"),
    "atsEntityAclAssignees": _synced("atsEntityAclAssignees"),
    "seatsV2": _INTERACTIONS,
    "mailStubs": _INTERACTIONS,
    "prospectNotes": _INTERACTIONS,
    "conversationEvents": Throttle("interactions", requests_per_day=100_000, requests_per_member_minute=12),
    "simpleJobPostings": Throttle(
        "simpleJobPostings", requests_per_day=100_000, records_per_day=60_000, records_per_minute=2_000
    ),
    "simpleJobPostingTasks": Throttle("simpleJobPostingTasks", requests_per_day=300_000),
}


@dataclass(frozen=True, slots=True)
class Charge:
    """What one call costs in one window of time: add `cost` to `counter` unless that passes `limit`."""

    counter: str
    begins: datetime
    ends: datetime
    cost: int
    limit: int


class Budget(Protocol):
    """Counts calls per client id, for all processes that share the store."""

    def spend(self, client_id: str, bill: Sequence[Charge], *, now: datetime) -> None:
        """Count all charges or, when one does not fit, none and raise BudgetError (see `refuse`)."""
        ...

    def used(self, client_id: str, bill: Sequence[Charge]) -> float:
        """The fullest counter of these, 0.0 to 1.0."""
        ...


def charges(resource: str, now: datetime, *, records: int = 0, member: str = "") -> list[Charge]:
    """What one call to a resource costs. `member` is whom a limit per member is counted for."""
    throttle = THROTTLES.get(resource)
    if throttle is None:
        return []
    now = now.astimezone(UTC)
    day, minute = now.replace(hour=0, minute=0, second=0, microsecond=0), now.replace(second=0, microsecond=0)
    rows = [
        ("requests/day", day, _DAY, 1, throttle.requests_per_day),
        ("records/day", day, _DAY, records, throttle.records_per_day),
        ("records/minute", minute, _MINUTE, records, throttle.records_per_minute),
        (f"requests/minute/{member}", minute, _MINUTE, 1, throttle.requests_per_member_minute),
    ]
    return [
        Charge(f"{throttle.counter} {name}", begins, begins + length, cost, limit)
        for name, begins, length, cost, limit in rows
        if limit is not None
    ]


def refuse(charge: Charge, now: datetime) -> BudgetError:
    """The error of a charge that does not fit: try again when its window ends."""
    wait = max(0.0, (charge.ends - now).total_seconds())
    return BudgetError(f"LinkedIn's limit of {charge.limit} is used up: {charge.counter}", retry_after=wait)


class MemoryBudget:
    """Counters of this process."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, datetime], int] = {}
        self._lock = Lock()

    def spend(self, client_id: str, bill: Sequence[Charge], *, now: datetime) -> None:
        with self._lock:
            for charge in bill:
                if self._count(client_id, charge) + charge.cost > charge.limit:
                    raise refuse(charge, now)
            for charge in bill:
                self._counts[client_id, charge.counter, charge.begins] = self._count(client_id, charge) + charge.cost
            self._forget_before(now - 2 * _DAY)

    def used(self, client_id: str, bill: Sequence[Charge]) -> float:
        with self._lock:
            return max((self._count(client_id, charge) / charge.limit for charge in bill), default=0.0)

    def _count(self, client_id: str, charge: Charge) -> int:
        return self._counts.get((client_id, charge.counter, charge.begins), 0)

    def _forget_before(self, moment: datetime) -> None:
        for key in [key for key in self._counts if key[2] < moment]:
            del self._counts[key]
