"""Small things that tests of LinkedIn's pages share."""

from typing import Any

from checker import read_tables
from django.conf import settings
from django.db import connection
from django.test import Client
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.linkedin.marker import marker
from tiltrekk.linkedin.models import Connection, Kind, SyncRow
from tiltrekk.linkedin.projection import Projection, Projections

URN = "urn:li:organization:90210"


def text(response: Any) -> str:
    return str(response.content.decode())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def connected_row() -> Connection:
    """The environment is connected, without a LinkedIn to be connected to."""
    return Connection.objects.create(
        pk=1,
        application_urn="urn:li:developerApplication:1",
        client_id="child",
        client_secrets="secret",
        connected_at=clock.now(),
        public_url=settings.PUBLIC_URL,
        marker=marker(),
    )


def projected(kind: Kind, object_id: str, organization: str = URN) -> Projection:
    """What LinkedIn should hold of one object."""
    return Projections(kind, [object_id], organization)[object_id]


def stored() -> str:
    """All that the database holds, as one text, to look for what must not be in it."""
    with connection.cursor() as cursor:
        tables = read_tables(cursor)
    rows = [value for table in tables.values() for one in table for value in one.values()]
    return "\n".join(bytes(one).decode(errors="replace") if isinstance(one, memoryview) else str(one) for one in rows)


def row(kind: Kind, object_id: str, **values: Any) -> SyncRow:
    given = {"organization": URN, "rank": 1, "wanted": 1, "acknowledged": 1} | values
    return SyncRow.objects.create(kind=kind, object_id=object_id, **given)
