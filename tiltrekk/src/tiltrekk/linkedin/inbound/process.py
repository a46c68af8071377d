"""Processing what was stored: fetch by request id, then do what it says."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, QuerySet
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError, ThrottledError, TokenError
from linkedin_talent.webhooks import PushType

from tiltrekk.core import clock
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.connect import apply, levels
from tiltrekk.linkedin.models import Connection, Level, Notification
from tiltrekk.linkedin.sync import backoff

from .exports import take_in, unknown_jobs

ALARM_AFTER = timedelta(minutes=15)
AGAIN_AFTER = timedelta(minutes=5)


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
    apply.refresh()
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


def unread_too_long() -> QuerySet[Notification]:
    """Notifications that should have been processed long ago: their request ids die (decision 22)."""
    return Notification.objects.filter(processed_at=None, received_at__lt=clock.now() - ALARM_AFTER)


def try_unread_again() -> int:
    """Ask once more for what was left lying, for instance when the queue gave up. Called by the tick."""
    from tiltrekk.linkedin.tasks import process_notification

    moment = clock.now()
    rows = Notification.objects.filter(processed_at=None)
    rows.filter(expires_at__lte=moment).update(processed_at=moment, result="expired")
    lying = rows.filter(received_at__lt=moment - AGAIN_AFTER)
    waiting = [row.pk for row in lying if row.asked_at is None or row.asked_at < moment - AGAIN_AFTER]
    Notification.objects.filter(pk__in=waiting).update(asked_at=moment)
    for pk in waiting:
        process_notification.defer(notification=pk)
    return len(waiting)
