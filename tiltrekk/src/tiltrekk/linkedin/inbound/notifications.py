"""What LinkedIn pushes: verified, stored in one transaction, processed later, once."""

import json

from django.db import transaction
from linkedin_talent.errors import ReplyError
from linkedin_talent.webhooks import PushEvent, read_push, verify

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Notification


def connection_at(callback_secret: str) -> Connection | None:
    """Return the connection whose callback address this is."""
    return Connection.objects.filter(callback_secret=callback_secret, disconnected_at=None).first()


def receive(connection: Connection, *, body: bytes, signature: str) -> Notification | None:
    """Store a push that one of our secrets signed and ask the worker to process it; a repeat has no second effect.

    Returns None when the signature does not fit or the body is no notification: then nothing is stored.
    """
    if not verify(body, signature, connection.secrets):
        return None
    try:
        event = read_push(body)
    except ReplyError:
        return None
    return _store(event, body)


@transaction.atomic
def _store(event: PushEvent, body: bytes) -> Notification:
    from tiltrekk.linkedin.tasks import process_notification

    now = clock.now()
    row, made = Notification.objects.get_or_create(
        notification_id=event.id,
        defaults={
            "type": event.type[:60],
            "body": json.loads(body),
            "received_at": now,
            "expires_at": event.ends(now),
        },
    )
    if made:
        process_notification.defer(notification=row.pk)
    return row
