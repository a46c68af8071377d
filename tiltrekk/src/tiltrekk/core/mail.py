"""Mail: a row in the transaction of the change that asks for it, sent by the worker.

A mail cannot be taken back. Where the server's answer was lost, nobody knows whether it left: it is not sent again by
itself but shown to a person (INV-04). What surely has not left is tried again, after longer and longer rests. The rows
hold neither address nor text; both are made when the mail is sent.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from .models import GIVEN_UP, Mail, MailState
from .smtp import Outcome, send

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(hours=1)
LOST = timedelta(minutes=10)  # far longer than sending takes: the worker has died with the mail in hand
KEPT = timedelta(days=30)
NOT_WRITTEN = "not written"

Writer = Callable[[int], EmailMessage | None]


@dataclass(frozen=True)
class _Kind:
    write: Writer
    patience: timedelta  # after that it is of no use any more


_kinds: dict[str, _Kind] = {}


def writes(kind: str, *, patience: timedelta) -> Callable[[Writer], Writer]:
    """Register who writes mails of a kind to a recipient; None when there is nothing to say any more."""

    def register(function: Writer) -> Writer:
        _kinds[kind] = _Kind(function, patience)
        return function

    return register


def queue(kind: str, recipient: int) -> None:
    """Ask for a mail, in the transaction of the change. One that waits is not doubled, one that failed is replaced."""
    Mail.objects.filter(kind=kind, recipient=recipient, state__in=GIVEN_UP).delete()
    if not Mail.objects.filter(kind=kind, recipient=recipient, state=MailState.WAITING).exists():
        Mail.objects.create(kind=kind, recipient=recipient, created_at=timezone.now(), next_try=timezone.now())


def run(stop: threading.Event) -> None:
    """Send what is due until told to stop."""
    while not stop.is_set():
        if not deliver_next():
            find_lost()
            stop.wait(LOOK_EVERY)


def deliver_next() -> bool:
    """Try the next mail that is due; return whether there was one."""
    mail = _claim()
    if mail is None:
        return False
    try:
        message = _kinds[mail.kind].write(mail.recipient)
    except Exception:  # one that cannot be written must not hinder the others
        log.exception("mail %s could not be written", mail.pk)
        _note(mail, Outcome(MailState.REFUSED, NOT_WRITTEN))
        return True
    if message is None:
        mail.delete()
    else:
        _note(mail, send(message))
    return True


@transaction.atomic
def _claim() -> Mail | None:
    """Take a mail; from now on nobody knows whether it left, until the outcome is noted."""
    due = Mail.objects.select_for_update(skip_locked=True).filter(state=MailState.WAITING, next_try__lte=Now())
    mail = due.order_by("next_try", "pk").first()
    if mail:
        Mail.objects.filter(pk=mail.pk).update(state=MailState.SENDING, attempts=F("attempts") + 1, begun_at=Now())
        mail.attempts += 1
    return mail


def _note(mail: Mail, outcome: Outcome) -> None:
    now = timezone.now()
    mail.state, mail.error = outcome
    if mail.state == MailState.SENT:
        mail.sent_at = now
    elif mail.state == MailState.WAITING:
        _try_again(mail, now)
    mail.save(update_fields=["state", "error", "sent_at", "next_try"])


def _try_again(mail: Mail, now: datetime) -> None:
    mail.next_try = now + min(FIRST_REST * 2 ** min(mail.attempts - 1, 20), LONGEST_REST)
    if mail.next_try > mail.created_at + _kinds[mail.kind].patience:
        mail.state = MailState.REFUSED


def find_lost() -> None:
    """A worker died while it sent these."""
    lost = Mail.objects.filter(state=MailState.SENDING, begun_at__lt=timezone.now() - LOST)
    lost.update(state=MailState.UNKNOWN, error="")


def forget_old() -> None:
    """Delete what was sent long ago. Called by the tick."""
    Mail.objects.filter(state=MailState.SENT, sent_at__lt=timezone.now() - KEPT).delete()
