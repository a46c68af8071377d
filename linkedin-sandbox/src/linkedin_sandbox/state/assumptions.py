"""Every guess about LinkedIn that changes behaviour, with its other plausible value, in one place.

The public documentation is silent on these points. A switch lets an ATS be rehearsed against both readings.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Assumption:
    subject: str
    values: tuple[str, ...]  # the first is the default


KNOWN: dict[str, Assumption] = {
    "A-04": Assumption("per-entity success codes: 201 created and 204 otherwise, or always 200", ("split", "200")),
    "A-10": Assumption("what turns Notify partner into Partner ready", ("naming", "notify")),
    "A-11": Assumption("types a contract-level request asks for", ("four", "csa-only")),
    "A-12": Assumption("naming an integration nobody asked for", ("404", "403")),
    "A-13": Assumption("the symbol of an enabled integration", ("ENABLED", "ACTIVE")),
    "A-16": Assumption("CALLBACK_URL is challenged when it is set", ("off", "on")),
    "A-20": Assumption("posting errors: as the HTTP status for a single job, or always inside", ("by-batch", "inside")),
    "A-27": Assumption("deleting an unknown key", ("404", "204")),
    "A-28": Assumption("an export names the recruiter who made it", ("named", "none")),
    "A-29": Assumption("seatsV2 without start", ("400", "zero")),
    "A-31": Assumption("a prospect note says whether it is public", ("visibility", "silent")),
    "A-38": Assumption("access control lists a job may be in", ("many", "one")),
    "A-40": Assumption("a job listed more than 180 days ago, when created", ("open", "expired")),
    "A-41": Assumption("closed accounts can be asked for", ("on", "off")),
}


class Assumptions:
    """The reading in force for each assumption."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        for number, value in chosen.items():
            check(number, value)
        self._chosen = dict(chosen)

    def __getitem__(self, number: str) -> str:
        return self._chosen.get(number, KNOWN[number].values[0])

    def all(self) -> dict[str, str]:
        return {number: self[number] for number in KNOWN}


def check(number: str, value: str) -> None:
    """Refuse a switch that does not exist, naming those that do. Raises ValueError."""
    if number not in KNOWN:
        raise ValueError(f"There is no switch {number}. Known: {', '.join(KNOWN)}.")
    if value not in KNOWN[number].values:
        raise ValueError(f"{number} can be {' or '.join(KNOWN[number].values)}, not {value}.")
