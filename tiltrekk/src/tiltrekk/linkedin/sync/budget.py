"""How much of LinkedIn's limits of a day is used, by the one count that all processes share."""

from dataclasses import dataclass
from datetime import timedelta

from linkedin_talent.budget import THROTTLES, Charge, charges

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection
from tiltrekk.linkedin.store import DatabaseBudget

NEAR = 0.75  # from here on the page warns
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Used:
    """One limit of today: LinkedIn's name of it and the share that is used, 0.0 to 1.0."""

    counter: str
    limit: int
    share: float

    @property
    def percent(self) -> int:
        return int(self.share * 100)

    @property
    def is_near(self) -> bool:
        return self.share >= NEAR


def of_today(connection: Connection) -> list[Used]:
    """Return every limit of a day, the fullest first."""
    bill = _daily()
    shares = DatabaseBudget().shares(connection.client_id, bill)
    found = [Used(one.counter, one.limit, share) for one, share in zip(bill, shares, strict=True)]
    return sorted(found, key=lambda one: (-one.share, one.counter))


def _daily() -> list[Charge]:
    """Several resources may share one counter."""
    bill = (charge for resource in THROTTLES for charge in charges(resource, clock.now()))
    return list({one.counter: one for one in bill if one.ends - one.begins == _DAY}.values())
