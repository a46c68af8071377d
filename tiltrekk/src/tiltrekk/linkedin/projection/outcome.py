"""What a projection says: a record, or nothing and why."""

from dataclasses import dataclass

from linkedin_talent.records import WireRecord

from tiltrekk.linkedin.models import Held


@dataclass(frozen=True)
class Absent:
    """LinkedIn must hold nothing. ``why`` is None when the object itself is gone, then the row goes too."""

    why: Held | None = None


GONE = Absent()


class KeyOnly(WireRecord):
    """A record that is nothing but its key (access control lists)."""


Projection = WireRecord | Absent
