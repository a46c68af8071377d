"""What an administrator does to the sync by hand."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.marker import marker
from tiltrekk.linkedin.models import Connection, Hold, SyncRow

from . import load, restored
from .rows import hurry, wake_workers


@transaction.atomic
def pause(*, actor: User) -> None:
    """Send nothing until resumed; changes are kept."""
    connection = _connection(actor)
    connection.paused_at = clock.now()
    connection.save()
    events.record(actor=actor, verb="linkedin.paused", subject=connection)


@transaction.atomic
def resume(*, actor: User) -> None:
    """Send again."""
    connection = _connection(actor)
    connection.paused_at = None
    connection.save()
    wake_workers()
    events.record(actor=actor, verb="linkedin.resumed", subject=connection)


@transaction.atomic
def resend_everything(*, actor: User) -> None:
    """Send all of it again, also after this database was restored or moved (decision 25)."""
    connection = _connection(actor)
    restored.bring_together(connection, actor=actor)
    connection.public_url, connection.marker = settings.PUBLIC_URL, marker()
    connection.save()
    Hold.objects.all().delete()
    load.ask(distrust=True)
    events.record(actor=actor, verb="linkedin.resent", subject=connection)


@transaction.atomic
def retry_now(*, actor: User, row: SyncRow | None = None) -> int:
    """Try one row, or all that failed or wait, without waiting any longer. Sends what is true now, not what failed."""
    connection = _connection(actor)
    Hold.objects.all().delete()
    count = hurry(SyncRow.objects.filter(pk=row.pk) if row else SyncRow.objects.all())
    events.record(actor=actor, verb="linkedin.retried", subject=connection, values={"count": count})
    return count


def _connection(actor: User) -> Connection:
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.current()
    if connection is None:
        raise Refused(Reason("not_connected", _("Connect LinkedIn first.")))
    return connection
