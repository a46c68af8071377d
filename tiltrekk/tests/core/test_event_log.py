"""The event log cannot be rewritten."""

import pytest
from django.db import DatabaseError, transaction
from factories import JobFactory
from tiltrekk.core.models import Event

pytestmark = pytest.mark.django_db


def test_it_refuses_update_and_delete() -> None:
    from tiltrekk.core import events

    job = JobFactory()
    event = events.record(actor=None, verb="job.created", subject=job, job=job)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="job.closed")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()
    assert Event.objects.get(pk=event.pk).verb == "job.created"
