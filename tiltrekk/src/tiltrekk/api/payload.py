"""What another system is told of an event: version 1 of the shape in ``docs/admin/webhooks.md``.

Ids, names of fields and impersonal values. Nothing that is known of a person, nothing that came from LinkedIn (LIP-09).
"""

import json
from typing import Any

from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import telling
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job

from .models import Delivery

VERSION = 1
TEST = "endpoint.tested"
OWN = {TEST: telling.Told(TEST, "")}
_KINDS = {"job": Job, "candidate": Candidate, "application": Application}


class NotToldError(LookupError):
    """The verb has left the catalogue since."""


def public_ids(event: Event) -> dict[str, str]:
    """Return the public ids of what an event is about, while the rows are there: later they may be deleted."""
    keys = {name: getattr(event, f"{name}_id") for name in _KINDS}
    found = {name: _public_id(_KINDS[name], key) for name, key in keys.items() if key}
    return {name: public_id for name, public_id in found.items() if public_id}


def _public_id(model: Any, key: int) -> str | None:
    found: str | None = model.objects.filter(pk=key).values_list("public_id", flat=True).first()
    return found


def payload(delivery: Delivery) -> dict[str, Any]:
    """Return what is told. Raises ``NotToldError``."""
    event = delivery.event
    told = telling.find(event.verb) or OWN.get(event.verb)
    if told is None:
        raise NotToldError(event.verb)
    ids = {name: delivery.ids.get(name) for name in _KINDS}
    data = {**ids, "changed": event.changed, "values": dict(told.values(event.values))}
    return {
        "id": delivery.public_id,
        "type": event.verb,
        "timestamp": event.at.isoformat().replace("+00:00", "Z"),
        "version": VERSION,
        "data": data,
    }


def body(delivery: Delivery) -> bytes:
    """Return the bytes that are sent and signed. Raises ``NotToldError``."""
    return json.dumps(payload(delivery), ensure_ascii=False, separators=(",", ":")).encode()
