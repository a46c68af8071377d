"""What tests of webhooks share: endpoints, turns of the worker, time that passes."""

from datetime import timedelta

from django.db.models import F
from fake_receiver import Receiver
from tiltrekk.accounts.models import User
from tiltrekk.api import forgetting, services, worker
from tiltrekk.api.models import Delivery, Endpoint
from tiltrekk.core import telling

EVERYTHING = tuple(one.verb for group in telling.groups() for one in group.told)
_TIMES = {
    Endpoint: ("next_try", "lease_until", "failing_since", "succeeded_at", "tried_at", "rotated_at", "off_at"),
    Delivery: ("created_at", "waiting_since", "first_tried_at", "ended_at"),
}


def endpoint_at(receiver: Receiver, admin: User, *chosen: str, name: str = "Payroll") -> Endpoint:
    """An endpoint that is told of these events, or of everything."""
    return services.create_endpoint(actor=admin, url=receiver.url, description=name, chosen=chosen or EVERYTHING)


def turns() -> None:
    """The worker has its turns until nothing is due."""
    while worker.turn(failing=False) or worker.turn(failing=True):
        pass


def pass_time(spell: timedelta) -> None:
    """Let leases, rests and patience run down as if that long had passed."""
    for model, names in _TIMES.items():
        model.objects.update(**{name: F(name) - spell for name in names})  # type: ignore[attr-defined]
    forgetting.look()
