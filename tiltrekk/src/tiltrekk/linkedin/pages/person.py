"""Reads for the LinkedIn tab of a person."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from django.utils import timezone

from tiltrekk.candidates.models import Candidate, IdentityProvider, SocialIdentity
from tiltrekk.linkedin.company_pages import standing
from tiltrekk.linkedin.matched import known_member
from tiltrekk.linkedin.models import (
    Connection,
    Held,
    InMail,
    InMailDirection,
    Kind,
    Level,
    LevelState,
    RecruiterNote,
    Seat,
    SharedProfile,
    SyncRow,
)

from .matched import How, how

SHOWN_ACTIVITIES = 100
SETTLES = timedelta(seconds=15)  # a change is at LinkedIn by then, or the frame is worth more than waiting for it


@dataclass(frozen=True)
class Activity:
    """One line of *Recruiting activities*: ``kind`` is sent, received or note; ``text`` only of public notes."""

    kind: str
    at: datetime
    colleague: str
    text: str = ""


@dataclass(frozen=True)
class PersonOnLinkedIn:
    """What the tab shows of one person."""

    connection: Connection | None
    identity: SocialIdentity | None
    held: Held | None
    row: SyncRow | None
    enabled: bool
    contract_level: bool
    activities: Sequence[Activity]
    shows_frame: bool  # LinkedIn draws the profile of people it holds, and of nobody else (decision 2)
    how: How
    shared: SharedProfile | None  # the first time they agreed to share their profile

    @property
    def version(self) -> str:
        """A mark that changes with what the tab shows."""
        identity = (self.identity.pk, self.identity.external_id) if self.identity else None
        row = (self.row.error, self.row.failed, bool(self.row.since)) if self.row else None
        seen = (
            bool(self.connection),
            identity,
            self.held,
            row,
            self.enabled,
            self.shows_frame,
            self.how,
            self.activities,
        )
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def on_linkedin(candidate: Candidate) -> PersonOnLinkedIn:
    """Return what is known of a person the caller may see."""
    (page, held), identity = standing(candidate), _identity(candidate)
    enabled = {level.access for level in Level.objects.filter(state=LevelState.ENABLED)}
    row = _row(candidate, page.urn if page else "")
    connection = Connection.current()
    return PersonOnLinkedIn(
        connection=connection,
        identity=identity,
        held=held,
        row=row,
        enabled=bool(enabled),
        contract_level="contract" in enabled,
        activities=activities(member) if (member := known_member(candidate)) else [],
        shows_frame=bool(connection and enabled and not held and row and row.is_at_linkedin and not _settles(row)),
        how=how(candidate, identity, row),
        shared=SharedProfile.objects.filter(person=identity.external_id).first() if identity else None,
    )


def _identity(candidate: Candidate) -> SocialIdentity | None:
    return candidate.identities.filter(provider=IdentityProvider.LINKEDIN).first()


def _row(candidate: Candidate, organization: str) -> SyncRow | None:
    rows = SyncRow.objects.filter(organization=organization, kind=Kind.CANDIDATE)
    return rows.filter(object_id=candidate.public_id).first()


def _settles(row: SyncRow) -> bool:
    """Whether LinkedIn is being told something new this very moment, so that the frame would show what was."""
    return row.since is not None and not row.error and timezone.now() - row.since < SETTLES


def activities(person: str) -> list[Activity]:
    """Return InMail activity and public notes about a member, newest first (decision 9)."""
    inmails = list(InMail.objects.filter(person=person)[:SHOWN_ACTIVITIES])
    notes = list(RecruiterNote.objects.filter(person=person)[:SHOWN_ACTIVITIES])
    names = _names({row.seat for row in inmails} | {row.seat for row in notes})
    found = [_inmail(row, names) for row in inmails]
    found += [Activity("note", row.created_at or row.modified_at, names.get(row.seat, ""), row.text) for row in notes]
    return sorted(found, key=attrgetter("at"), reverse=True)[:SHOWN_ACTIVITIES]


def _inmail(row: InMail, names: dict[str, str]) -> Activity:
    return Activity("sent" if row.direction == InMailDirection.SENT else "received", row.at, names.get(row.seat, ""))


def _names(seats: set[str]) -> dict[str, str]:
    return dict(Seat.objects.filter(urn__in=seats).values_list("urn", "name"))
