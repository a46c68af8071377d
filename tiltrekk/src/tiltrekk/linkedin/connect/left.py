"""Contracts and companies nobody is connected to any more: another one starts clean (FLT-36)."""

from collections.abc import Iterable

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.linkedin.models import (
    Access,
    CompanyPage,
    Connection,
    Cursor,
    InMail,
    JobOperation,
    Level,
    Notification,
    RecruiterNote,
    Seat,
    SyncRow,
)

CONTRACT = "urn:li:contract:"


def are_known(contexts: Iterable[str]) -> bool:
    """Whether something was read of, or sent to, each of these contracts and organizations before."""
    read, sent = Cursor.objects.all(), SyncRow.objects.all()
    return all(read.filter(contract=one).exists() or sent.filter(organization=one).exists() for one in contexts)


def forget(*, actor: User) -> None:
    """Forget what was read of contracts without a level, what companies without one hold, and their unread pushes.

    People who came from there stay: they are ours. In the caller's transaction.
    """
    contracts, organizations = _contracts(), _organizations()
    if contracts or organizations:
        _forget_read(contracts)
        _forget_sent(organizations)
        values = {"left": sorted(contracts | organizations)}
        events.record(actor=actor, verb="linkedin.left_forgotten", subject=Connection.objects.get(), values=values)
    _forget_unread()


def _contracts() -> set[str]:
    connected = Level.objects.filter(access=Access.CONTRACT).values("context")
    left = Cursor.objects.filter(contract__startswith=CONTRACT).exclude(contract__in=connected)
    return set(left.values_list("contract", flat=True))


def _organizations() -> set[str]:
    """A page of ours may be connected a little later; nobody comes back for what neither page nor level names."""
    named = {page.urn for page in CompanyPage.objects.all()} | {one.organization for one in Level.objects.all()}
    return set(SyncRow.objects.exclude(organization__in=named).values_list("organization", flat=True))


def _forget_read(contracts: set[str]) -> None:
    cursors = Cursor.objects.filter(contract__in=contracts)
    for model in (InMail, RecruiterNote):
        model.objects.filter(seat__in=cursors.values("seat")).delete()
    Seat.objects.filter(contract__in=contracts).delete()
    cursors.delete()


def _forget_sent(organizations: set[str]) -> None:
    """The members LinkedIn matched there go with their rows."""
    SyncRow.objects.filter(organization__in=organizations).delete()
    JobOperation.objects.filter(organization__in=organizations).delete()
    Cursor.objects.filter(contract__in=organizations).delete()


def _forget_unread() -> None:
    """What was pushed before this connection began speaks of another one."""
    old = Notification.objects.filter(processed_at=None, received_at__lt=Connection.objects.get().connected_at)
    old.update(processed_at=clock.now(), result="of what is connected no longer", error="")
