"""What ends by time: a second secret, the patience with a delivery, the log."""

from datetime import timedelta

from django.db.models.functions import Now

from .models import Delivery, Endpoint, State

BOTH_SECRETS = timedelta(hours=24)
PATIENCE = timedelta(days=3)
KEPT = timedelta(days=30)
AT_ONCE = 1000  # rows in one go, so that no tick takes long


def look() -> None:
    """Called by the tick."""
    Endpoint.objects.filter(rotated_at__lte=Now() - BOTH_SECRETS).update(old_secret="", rotated_at=None)
    late = Delivery.objects.filter(state=State.WAITING, waiting_since__lte=Now() - PATIENCE)
    late.update(state=State.FAILED, ended_at=Now())
    old = Delivery.objects.exclude(state=State.WAITING).filter(created_at__lte=Now() - KEPT)
    Delivery.objects.filter(pk__in=list(old.order_by("created_at").values_list("pk", flat=True)[:AT_ONCE])).delete()
