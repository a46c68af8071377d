"""Leaving LinkedIn."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import Connection, Hold, Level, MemberConnection, StoredToken
from tiltrekk.linkedin.sync import matches


@transaction.atomic
def disconnect(*, actor: User) -> None:
    """No call leaves after this. What LinkedIn holds stays listed, so that connecting again resumes from there.

    About what was read of recruiters' dealings an administrator decides afterwards (``imported``).
    Person ids belong to the application and are forgotten with it.
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.objects.select_for_update().filter(pk=1, disconnected_at=None).first()
    if connection is None:
        return
    connection.disconnected_at = clock.now()
    connection.save()
    StoredToken.objects.all().delete()
    Level.objects.all().delete()
    Hold.objects.all().delete()
    MemberConnection.objects.all().delete()
    matches.forget()
    events.record(actor=actor, verb="linkedin.disconnected", subject=connection)
