"""Whether anything may leave, and if not, why."""

from enum import StrEnum

from django.conf import settings

from tiltrekk.linkedin.marker import marker
from tiltrekk.linkedin.models import Connection, Level, LevelState

from .restored import is_behind


class Shut(StrEnum):
    """Why nothing leaves."""

    NOT_CONNECTED = "not_connected"
    NOT_ENABLED = "not_enabled"
    PAUSED = "paused"
    COPIED = "copied"  # the database belongs to another address or installation (decision 25)
    RESTORED = "restored"  # LinkedIn was told of changes that the database does not know


def why_shut(connection: Connection | None) -> Shut | None:
    """Return why nothing leaves, or None."""
    if connection is None:
        return Shut.NOT_CONNECTED
    if is_copied(connection):
        return Shut.COPIED
    if is_behind(connection):
        return Shut.RESTORED
    if connection.paused_at:
        return Shut.PAUSED
    return None if enabled_organizations() else Shut.NOT_ENABLED


def is_copied(connection: Connection) -> bool:
    """Whether this database was connected at another address or on another installation."""
    return connection.public_url != settings.PUBLIC_URL or connection.marker != marker()


def enabled_organizations() -> list[str]:
    """Organizations that data may flow to: an organization is open while either level is on (decision 8)."""
    found = Level.objects.filter(state=LevelState.ENABLED).values_list("organization", flat=True)
    return sorted(set(found))
