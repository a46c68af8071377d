"""Public notes recruiters wrote on prospects (LinkedIn: Prospect Notes).

A note that is private, of unknown visibility or deleted never becomes a record: only its id is passed on, so that
a copy taken while it was public can be removed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linkedin_talent.assumptions import NOTE_PUBLIC
from linkedin_talent.calls import Call, pages
from linkedin_talent.conversations import check_window
from linkedin_talent.records import Millis, PrivateRecord, read_record, to_millis
from linkedin_talent.resource import Resource
from linkedin_talent.restli import Param

__all__ = ["ProspectNote", "ProspectNotePull", "ProspectNotes"]


class ProspectNote(PrivateRecord):
    """A public note (A-31). `owner` is a seat URN, `prospect` a person URN."""

    id: int
    contract: str = ""
    created: Millis | None = None
    last_modified: Millis
    owner: str
    prospect: str
    note: str


class _NoteId(PrivateRecord):
    id: int


@dataclass(frozen=True, slots=True)
class ProspectNotePull:
    """Public notes, and ids of notes of which no copy may be kept."""

    public: tuple[ProspectNote, ...]
    withdrawn: tuple[int, ...]


class ProspectNotes(Resource):
    """/v2/prospectNotes (LinkedIn: Prospect Notes; §15.4); it stays on /v2."""

    name = "prospectNotes"

    def find(self, contract: str, owners: Sequence[str] = (), *, after: datetime, until: datetime) -> ProspectNotePull:
        """Notes last changed later than `after` and not later than `until`, at most 12 hours."""
        check_window(after, until)
        criteria: dict[str, Param] = {
            "q": "criteria",
            "contract": contract,
            "beforeDate": to_millis(until),
            "cutoffDate": to_millis(after),
        }
        if owners:
            criteria["owners"] = list(owners)
        at = self._route("finder")
        return _sorted_out(
            pages(
                lambda first, count: self._caller.object(
                    Call("GET", at, at.path, query={**criteria, "start": first, "count": count})
                )
            )
        )


def _sorted_out(rows: Iterable[Mapping[str, Any]]) -> ProspectNotePull:
    public, withdrawn = [], []
    for row in rows:
        if row.get("visibility") == NOTE_PUBLIC and row.get("active") is not False:
            public.append(read_record(ProspectNote, row))
        else:
            withdrawn.append(read_record(_NoteId, row).id)
    return ProspectNotePull(tuple(public), tuple(withdrawn))
