"""Telling LinkedIn, one notice after the other, so that a worker's death leaves at most one without an answer.

A lost answer is asked for again with the moment it had the first time: LinkedIn tells an applicant of the same thing
once (Sync Job Application Status Updates).
"""

import threading
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from linkedin_talent.errors import LinkedInError, ThrottledError, TokenError

from tiltrekk.core import clock, events, moment
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import OPEN, Connection, LinkedInSettings, Notice, NoticeState
from tiltrekk.linkedin.sync import backoff
from tiltrekk.linkedin.sync.gate import Shut, why_shut

from .occurrences import may_be_told

LOOK_EVERY = 2.0  # seconds
LEASE = timedelta(minutes=2)  # far longer than a call may take
PATIENCE = timedelta(days=7)  # later it is no news
_READ = ("stage", "applied__application__stage", "applied__application__candidate", "applied__application__job")


def run(stop: threading.Event) -> None:
    """Tell what is due until told to stop."""
    while not stop.is_set():
        if not tell_next():
            stop.wait(LOOK_EVERY)


def tell_next() -> bool:
    """Tell the next notice that is due; return whether there was one that may leave."""
    connection = Connection.current()
    if connection is None or not _may_leave(connection):
        return False
    notice = _claim()
    if notice is None:
        return False
    if not may_be_told(notice):  # undone while a worker that died had it in hand, or not to be contacted
        _note(notice, state=NoticeState.TAKEN_BACK)
        return True
    try:
        _send(connection, notice)
    except LinkedInError as error:
        _failed(notice, error)
    else:
        _sent(notice)
    return True


def _may_leave(connection: Connection) -> bool:
    """Recruiter's access levels are another matter: whoever switched them off still has people who applied there."""
    if not LinkedInSettings.current().tell_applicants or backoff.NOTICES in backoff.held_resources():
        return False
    return why_shut(connection) in {None, Shut.NOT_ENABLED}


@transaction.atomic
def _claim() -> Notice | None:
    """Take the one that has been due longest, or whose worker died; nobody else has it before the lease ends."""
    ready = Q(next_try=None) | Q(next_try__lte=Now())
    due = Notice.objects.filter(ready, state__in=OPEN, due_at__lte=clock.now()).order_by("due_at", "pk")
    notice = due.select_for_update(of=("self",), skip_locked=True).select_related(*_READ).first()
    if notice:
        changes = {"state": NoticeState.SENDING, "attempts": F("attempts") + 1, "next_try": Now() + LEASE}
        Notice.objects.filter(pk=notice.pk).update(**changes)
        notice.attempts += 1
    return notice


def _send(connection: Connection, notice: Notice) -> None:
    with linkedin.environment(connection) as client:
        client.lifecycle_actions.create(
            notice.applied.job_application,
            notice.action,
            at=notice.performed_at,
            organization=notice.applied.organization,
        )


@transaction.atomic
def _sent(notice: Notice) -> None:
    backoff.release(backoff.NOTICES)
    if _note(notice, state=NoticeState.SENT, sent_at=clock.now(), error=""):
        application = notice.applied.application
        events.record(
            actor=None,
            verb="linkedin.applicant_told",
            subject=notice,
            job=application.job,
            candidate=application.candidate,
            application=application,
            values={"action": notice.action, "by": "linkedin"},
        )


def _failed(notice: Notice, error: LinkedInError) -> None:
    """What LinkedIn will never take is left to a person; the rest is tried again."""
    if isinstance(error, ThrottledError | TokenError):
        until = backoff.hold(backoff.NOTICES, error)  # it surely has not left, so this was no attempt
        _note(notice, state=NoticeState.WAITING, next_try=until, error=str(error), attempts=notice.attempts - 1)
    elif error.permanent or _is_stale(notice):
        _note(notice, state=NoticeState.REFUSED, error=str(error))
    else:
        again = moment.now() + backoff.wait(notice.attempts, error)
        _note(notice, state=NoticeState.WAITING, next_try=again, error=str(error))


def _is_stale(notice: Notice) -> bool:
    return clock.now() > notice.due_at + PATIENCE


def _note(notice: Notice, *, state: NoticeState, next_try: datetime | None = None, **more: object) -> bool:
    """Write the outcome, unless another worker has taken it over or noted one."""
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, attempts=notice.attempts)
    return mine.update(state=state, next_try=next_try, **more) == 1
