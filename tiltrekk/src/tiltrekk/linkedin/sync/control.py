"""What an administrator may do about the sync."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require

from ..models import Connection, SyncRow
from .load import distrust_everything, raise_everything
from .rows import again


@transaction.atomic
def pause(*, actor: User) -> None:
    """Let nothing leave until ``resume``; changes keep being noted."""
    _set_paused(actor, paused=True)


@transaction.atomic
def resume(*, actor: User) -> None:
    """Let things leave again."""
    _set_paused(actor, paused=False)


def _set_paused(actor: User, *, paused: bool) -> None:
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.objects.select_for_update().filter(pk=1, disconnected_at=None).first()
    if connection is None:
        raise Refused(Reason("not_connected", _("Connect LinkedIn first.")))
    if bool(connection.paused_at) != paused:
        connection.paused_at = clock.now() if paused else None
        connection.save()
        events.record(actor=actor, verb="linkedin.paused" if paused else "linkedin.resumed", subject=connection)


@transaction.atomic
def resend_everything(*, actor: User) -> int:
    """Send all of it again, whatever LinkedIn acknowledged before; return how many records that is."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    distrust_everything()
    return raise_everything()


@transaction.atomic
def retry(*, actor: User, row_id: int | None = None) -> int:
    """Try failed records again now: one, or all of them. Return how many."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    rows = SyncRow.objects.filter(failed=True) | SyncRow.objects.exclude(error="")
    return again(rows.filter(pk=row_id) if row_id else rows)
