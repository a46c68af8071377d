"""Processing what was stored: fetch by request id, then do what it says."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError, ThrottledError, TokenError
from linkedin_talent.webhooks import PushType

from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.connect import features, levels
from tiltrekk.linkedin.models import Connection, Delivery, Level, Notification
from tiltrekk.linkedin.sync import backoff

from .exports import take_in, unknown_jobs
from .unread import ask_again


def process(notification_id: int) -> None:
    """Process one notification. Raises LinkedInError while LinkedIn is away, so that the queue tries again.

    An export to a job that is not here stays unread, is tried again, and alarms like every other (FLT-27).
    """
    notification = Notification.objects.filter(pk=notification_id, processed_at=None).first()
    connection = Connection.current()
    if notification is None or connection is None:
        return
    if backoff.EXPORTS in backoff.held_resources():
        raise ThrottledError("LinkedIn asked us to wait")
    try:
        with linkedin.environment(connection) as client:
            result = _handle(client, notification)
        backoff.release(backoff.EXPORTS)
    except LinkedInError as error:
        if isinstance(error, ThrottledError | TokenError):
            backoff.hold(backoff.EXPORTS, error)
        Notification.objects.filter(pk=notification.pk).update(error=str(error))
        if not error.permanent:
            raise
        return
    if result:
        _done(notification, result)


def _handle(client: LinkedInClient, notification: Notification) -> str:
    """Return what came of it, or an empty text when it has to wait."""
    if notification.type == PushType.EXPORT_CANDIDATE_PROFILE:
        return _exports(client, notification)
    if notification.type == PushType.INTEGRATION_STATUS_CHANGE:
        return _levels(client, notification)
    return "of a kind we do not know"


def _levels(client: LinkedInClient, notification: Notification) -> str:
    keys = {integration.key for integration in client.integrations.requested(notification.notification_id)}
    features.refresh()
    reading = levels.look(client)
    with transaction.atomic():
        locked = Notification.objects.select_for_update().get(pk=notification.pk)
        if locked.processed_at is None:
            levels.believe(reading, levels.Notice(keys, _sent_at(locked)))
            _done(locked, "levels read")
    return "levels read"


def _sent_at(notification: Notification) -> datetime:
    """When LinkedIn sent it: it says when the id dies, and the promptest of its kind tells how long ids live."""
    kind = Notification.objects.filter(type=notification.type, expires_at__isnull=False)
    life = kind.aggregate(life=Max(F("expires_at") - F("received_at")))["life"]
    return notification.expires_at - life if notification.expires_at else notification.received_at


def _exports(client: LinkedInClient, notification: Notification) -> str:
    if not Level.objects.exists():  # connected again, and nobody has said yet whether to the same contract
        return ""
    found = client.exports.requested(notification.notification_id)
    if not found:
        return "expired"
    if missing := unknown_jobs(found):
        Notification.objects.filter(pk=notification.pk).update(error=f"unknown job: {', '.join(sorted(missing))}")
        return ""
    with transaction.atomic():
        locked = Notification.objects.select_for_update().get(pk=notification.pk)
        if locked.processed_at:
            return locked.result
        results = [take_in(one, request_id=notification.notification_id).result for one in found]
        _done(locked, ", ".join(results))
    return ", ".join(results)


def _done(notification: Notification, result: str) -> None:
    row = Notification.objects.filter(pk=notification.pk, processed_at=None)
    row.update(processed_at=clock.now(), result=result[:200], error="")


def try_unread_again() -> int:
    """Ask once more for what was left lying; what LinkedIn no longer tells is done with. Called by the tick."""
    from tiltrekk.linkedin.tasks import process_notification, take_in_delivery

    moment = clock.now()
    dead = Notification.objects.filter(processed_at=None, expires_at__lte=moment)
    dead.update(processed_at=moment, result="expired")
    pushes = ask_again(Notification.objects.all(), lambda pk: process_notification.defer(notification=pk))
    return pushes + ask_again(Delivery.objects.all(), lambda pk: take_in_delivery.defer(delivery=pk))
