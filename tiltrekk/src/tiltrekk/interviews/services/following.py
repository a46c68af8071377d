"""What happens to interviews when an application, a person or the hiring team changes. Subscribers: rows only."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.core.errors import Refused
from tiltrekk.core.models import Event
from tiltrekk.interviews.models import Interview, Panelist, Slot, State

from .common import locked, record, release, take
from .telling import tell_colleague, tell_panel

_LIVE = (State.TO_BOOK, State.BOOKED)
_ENDING = {"application.rejected", "application.closed", "application.deleted"}


def follow_application(event: Event) -> None:
    """End the interviews of an application that ends; take them up again when it is reopened.

    The candidate is not written to: who closes an application has said so (*No message is sent*).
    """
    if event.verb in _ENDING:
        _end(Interview.objects.filter(application=event.subject_id, state__in=_LIVE))
    elif event.verb == "application.reopened":
        for one in Interview.objects.filter(application=event.subject_id).exclude(closed_from=""):
            _take_up(locked(one))


def follow_candidate(event: Event) -> None:
    """End the interviews of somebody who is deleted. A subscriber of candidate.deleted."""
    applications = Application.objects.filter(candidate=event.subject_id)
    _end(Interview.objects.filter(application__in=applications, state__in=_LIVE))


def follow_team(event: Event) -> None:
    """Who leaves the hiring team leaves the panels of what is to come. A subscriber of job.team_changed."""
    if event.values.get("action") != "removed":
        return
    rows = Panelist.objects.filter(user=event.values["user"], left_at=None)
    for one in rows.filter(interview__job=event.subject_id, interview__state__in=_LIVE):
        locked(one.interview)
        one.during, one.left_at = None, clock.now()
        one.save()
        tell_colleague(one)


def _end(interviews: Iterable[Interview]) -> None:
    for one in interviews:
        interview = locked(one)
        if not interview.is_live:
            continue
        interview.closed_from = interview.state
        release(interview, state=State.CANCELLED)
        record(None, "interview.cancelled", interview, by="application")
        tell_panel(interview)


def _take_up(interview: Interview) -> None:
    """Book it again where its time is still to come and free; else it is to be booked."""
    was, interview.closed_from = interview.closed_from, ""
    interview.state = State.TO_BOOK
    interview.save()
    if was == State.BOOKED and interview.starts_at and interview.starts_at > clock.now():
        _book_again(interview, interview.starts_at)
    record(None, "interview.restored", interview, by="application")


def _book_again(interview: Interview, starts_at: datetime) -> None:
    offered = interview.offered.filter(starts_at=starts_at)
    try:
        with transaction.atomic():
            take(interview, offered.first() or Slot.objects.create(job=interview.job, starts_at=starts_at))
    except Refused:
        interview.refresh_from_db()
    else:
        tell_panel(interview)
