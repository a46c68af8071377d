"""A new secret for our application (linkedin.md §5.4): the new one is used at once, the old one dies an hour later."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.errors import LinkedInError

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection
from tiltrekk.linkedin.words import explain

BOTH_FOR = timedelta(hours=1)  # what LinkedIn signed with the old one, and sends again, is still accepted


def rotate(*, actor: User) -> None:
    """Ask for a second secret and use it from now on. Refused while two are active, or when LinkedIn refuses."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.current()
    if connection is None:
        raise Refused(Reason("not_connected", _("Connect LinkedIn first.")))
    if connection.rotated_at:
        raise Refused(Reason("rotating", _("The secret was exchanged less than an hour ago.")))
    _keep(actor, connection, _new_secret(connection))


@transaction.atomic
def _keep(actor: User, connection: Connection, secret: str) -> None:
    old = connection.secrets[:1]  # none, when it was lost
    connection.client_secrets = "\n".join([secret, *old])
    connection.rotated_at = clock.now() if old else None
    connection.save(update_fields=["client_secrets", "rotated_at"])
    events.record(actor=actor, verb="linkedin.secret_rotated", subject=connection)


def _new_secret(connection: Connection) -> str:
    try:
        with linkedin.partner() as client:
            return client.secrets.roll(child=connection.application_urn)
    except LinkedInError as error:
        raise Refused(Reason("linkedin", explain(str(error)))) from error


def is_due() -> bool:
    """Whether the old secret's hour is over; asked by the tick."""
    return Connection.objects.filter(disconnected_at=None, rotated_at__lt=clock.now() - BOTH_FOR).exists()


def retire_old_secret() -> None:
    """Delete the old secret at LinkedIn, then here; while LinkedIn does not answer, both stay."""
    connection = Connection.current()
    if connection is None or not is_due() or not _is_retired(connection):
        return
    connection.client_secrets, connection.rotated_at = connection.secrets[0], None
    connection.save(update_fields=["client_secrets", "rotated_at"])


def _is_retired(connection: Connection) -> bool:
    try:
        with linkedin.partner() as client:
            client.secrets.delete(connection.secrets[1], child=connection.application_urn)
    except LinkedInError as error:
        return error.permanent  # LinkedIn knows it no longer
    return True
