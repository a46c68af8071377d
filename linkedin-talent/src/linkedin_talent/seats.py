"""Recruiter seats of a contract (LinkedIn: Seats)."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from linkedin_talent.calls import Call, pages
from linkedin_talent.records import Millis, WireRecord, read_record
from linkedin_talent.resource import Resource

__all__ = ["Seat", "SeatState", "Seats", "Stamp"]


class SeatState(StrEnum):
    """States of a seat."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    INVITED = "INVITED"
    PARKED = "PARKED"


class Stamp(WireRecord):
    """When, and on /rest by whom."""

    time: Millis
    actor: str | None = None


class Seat(WireRecord):
    """A seat; users are paired with seats by `member`, a person URN."""

    id: int
    first_name: str = ""
    last_name: str = ""
    contract: str = ""
    member: str | None = None
    state: str = ""
    seat_roles: tuple[str, ...] = ()
    created: Stamp | None = None

    @property
    def urn(self) -> str:
        """As other resources name it."""
        return f"urn:li:seat:{self.id}"


class Seats(Resource):
    """/v2/seatsV2, /rest/seatsV2 (LinkedIn: Recruiter Seats; §15.1). 100,000 calls a day with the next three."""

    name = "seatsV2"

    def find(self, contracts: Sequence[str], states: Sequence[str] = ()) -> Iterator[Seat]:
        """All seats of the contracts (URNs), optionally only of some states. 403 while CSA_API is not enabled."""
        at = self._route("finder")
        criteria = {"contracts": list(contracts)} | ({"states": list(states)} if states else {})
        # `start` is obligatory here, also on the first page.
        rows = pages(
            lambda start, count: self._caller.object(
                Call("GET", at, at.path, query={"q": "attributes", **criteria, "start": start, "count": count})
            )
        )
        return (read_record(Seat, at.read_record(row)) for row in rows)
