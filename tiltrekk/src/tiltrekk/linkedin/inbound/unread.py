"""What has come and was not read: told after a quarter of an hour, asked for again every few minutes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Delivery, Notification

ALARM_AFTER = timedelta(minutes=15)
AGAIN_AFTER = timedelta(minutes=5)


def unread_too_long() -> QuerySet[Notification]:
    """Notifications that should have been processed long ago: their request ids die (decision 22)."""
    return Notification.objects.filter(processed_at=None, received_at__lt=clock.now() - ALARM_AFTER)


def deliveries_unread_too_long() -> QuerySet[Delivery]:
    """Applications made on LinkedIn that nobody sees here yet."""
    return Delivery.objects.filter(processed_at=None, received_at__lt=clock.now() - ALARM_AFTER)


def ask_again(rows: QuerySet[Any], defer: Callable[[int], None]) -> int:
    """Ask once more for what was left lying, for instance when the queue gave up. Called by the tick."""
    old = clock.now() - AGAIN_AFTER
    lying = rows.filter(Q(asked_at=None) | Q(asked_at__lt=old), processed_at=None, received_at__lt=old)
    waiting = list(lying.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=waiting).update(asked_at=clock.now())  # noqa: SLF001  # Django's own name
    for pk in waiting:
        defer(pk)
    return len(waiting)
