"""From events to deliveries, inside the transaction of the change."""

from tiltrekk.core import events, telling
from tiltrekk.core.models import Event

from .models import Delivery, Endpoint
from .payload import public_ids


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    events.subscribe("")(add_deliveries)


def add_deliveries(event: Event) -> None:
    """Have everybody told who wants to know."""
    if telling.find(event.verb) is None:
        return
    endpoints = list(Endpoint.objects.filter(is_on=True, events__contains=[event.verb]).only("pk"))
    if endpoints:
        ids = public_ids(event)
        Delivery.objects.bulk_create(
            Delivery(endpoint=endpoint, event=event, verb=event.verb, ids=ids) for endpoint in endpoints
        )
