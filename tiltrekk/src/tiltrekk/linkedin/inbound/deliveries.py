"""An application made on LinkedIn: verified, cut down to what we keep, stored once, answered (linkedin.md §19.2).

LinkedIn turns a job whose first application is not answered with 200 into one people apply to elsewhere, so nothing
but PostgreSQL is asked here; what follows is the worker's. A lost deadlock is begun again, and a database that is away
answered with 5xx, as for every page (``core.repeating``, ``core.failures``): then LinkedIn delivers again.
"""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.db import transaction
from linkedin_talent.deliveries import DeliveryError, refusal
from linkedin_talent.errors import ReplyError
from linkedin_talent.webhooks import verify

from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Connection, Delivery

from .applicant import kept

DROPPED = "dropped"  # beside LinkedIn's own names in the stored body: what was not kept, by name


@dataclass(frozen=True)
class Answer:
    """What LinkedIn is told."""

    status: HTTPStatus
    body: dict[str, str] = field(default_factory=dict)


TAKEN = Answer(HTTPStatus.OK)
UNKNOWN = Answer(HTTPStatus.UNAUTHORIZED)
TOO_LONG = Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, refusal(DeliveryError.UNREADABLE, "too long"))


def receive(connection: Connection, *, body: bytes, signature: str) -> Answer:
    """Store an application that one of our secrets signed; a repeat has no second effect, ever."""
    if not verify(body, signature, connection.secrets):
        return UNKNOWN
    try:
        told, dropped = kept(body)
    except ReplyError as error:
        return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, refusal(DeliveryError.UNREADABLE, str(error)))
    return _known_or_new(told, dropped)


def _known_or_new(told: dict[str, Any], dropped: list[str]) -> Answer:
    """What was taken once stays taken, whatever became of the job since."""
    if Delivery.objects.filter(job_application=told["jobApplicationId"]).exists():
        return TAKEN
    job_id = str(told["externalJobId"])
    job = Job.objects.filter(job_id=job_id).first()
    if job is None:
        return Answer(HTTPStatus.NOT_FOUND, refusal(DeliveryError.UNKNOWN_JOB, job_id))
    if not job.is_active:
        return Answer(HTTPStatus.CONFLICT, refusal(DeliveryError.CLOSED_JOB, job_id))
    _store(told, dropped)
    return TAKEN


@transaction.atomic
def _store(told: dict[str, Any], dropped: list[str]) -> None:
    from tiltrekk.linkedin.tasks import take_in_delivery

    row, made = Delivery.objects.get_or_create(
        job_application=told["jobApplicationId"],
        defaults={"body": told | {DROPPED: dropped}, "received_at": clock.now()},
    )
    if made:
        take_in_delivery.defer(delivery=row.pk)
