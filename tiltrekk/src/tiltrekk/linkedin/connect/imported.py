"""What was read of recruiters' dealings is still here after disconnecting: an administrator decides about it in time.

People who came from LinkedIn are ours and stay; so does the memory of what LinkedIn holds, to go on from there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import Connection, Cursor, InMail, RecruiterNote, Seat

from .left import CONTRACT

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Imported:
    """How much there is, since when LinkedIn is disconnected, and when it goes; None: somebody wants it kept."""

    inmails: int
    notes: int
    seats: int
    since: datetime
    goes_at: datetime | None


def left_here() -> Imported | None:
    """Return what is left of a connection that has ended, or None."""
    connection = Connection.objects.filter(pk=1).exclude(disconnected_at=None).first()
    if connection is None or connection.disconnected_at is None:
        return None
    inmails, notes, seats = (model.objects.count() for model in (InMail, RecruiterNote, Seat))
    ended = connection.disconnected_at
    goes_at = None if connection.imported_kept_at else ended + KEPT
    return Imported(inmails, notes, seats, ended, goes_at) if inmails or notes or seats else None


@transaction.atomic
def keep(*, actor: User) -> None:
    """Keep it until LinkedIn is connected again, or somebody deletes it."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = _ended()
    if connection is None:
        return
    connection.imported_kept_at = clock.now()
    connection.save()
    events.record(actor=actor, verb="linkedin.imported_kept", subject=connection)


@transaction.atomic
def delete(*, actor: User) -> None:
    """Delete it now. Connected again, LinkedIn is read anew."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    if connection := _ended():
        _delete(actor, connection)


@transaction.atomic
def expire() -> None:
    """Delete what nobody decided about in time. Called by the tick."""
    found = left_here()
    if found and found.goes_at and found.goes_at <= clock.now() and (connection := _ended()):
        _delete(None, connection)


def _ended() -> Connection | None:
    return Connection.objects.select_for_update().filter(pk=1).exclude(disconnected_at=None).first()


def _delete(actor: User | None, connection: Connection) -> None:
    for model in (InMail, RecruiterNote, Seat):
        model.objects.all().delete()
    Cursor.objects.filter(contract__startswith=CONTRACT).delete()
    by = {} if actor else {"by": "retention"}
    events.record(actor=actor, verb="linkedin.imported_deleted", subject=connection, values=by)
