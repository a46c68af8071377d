"""What candidates do with their link: choose a time, another one, or say that none fits."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, Refused, refuse
from tiltrekk.interviews.models import Interview, Slot, State

from .common import live_reasons, locked, record, release, take
from .telling import tell_everybody, tell_panel

NOTICE = timedelta(hours=24)  # until so long before, candidates change a booked time themselves
LEAD = timedelta(hours=2)  # a time that begins sooner is no longer to be had, so that the panel learns of it


@transaction.atomic
def choose(*, interview: Interview, slot_id: str) -> Interview:
    """Book one of the times offered, or move to it; pressing twice books once.

    Raises ``Refused``: ``over``, ``too_late`` for a change, ``taken`` when the time is not to be had (any more).
    """
    interview = locked(interview)
    refuse(live_reasons(interview))
    if interview.slot and interview.slot.public_id == slot_id:
        return interview
    moved = interview.state == State.BOOKED
    refuse(_too_late(interview))
    slot = interview.offered.filter(public_id=slot_id, starts_at__gt=clock.now() + LEAD).first()
    _take(interview, slot)
    record(None, "interview.moved" if moved else "interview.booked", interview, by="candidate")
    tell_everybody(interview)
    return interview


def _take(interview: Interview, slot: Slot | None) -> None:
    """To the candidate it is all one why a time is gone: whom else we meet is not their business (SEC-27)."""
    gone = Refused(Reason("taken", _("Somebody else has just taken that time. Please choose another.")))
    if slot is None:
        raise gone
    try:
        take(interview, slot)
    except Refused:
        raise gone from None


@transaction.atomic
def decline(*, interview: Interview, words: str = "") -> Interview:
    """Note that no time fits or that they cannot come; a booked time is free again, and they may choose another."""
    interview = locked(interview)
    refuse(live_reasons(interview) + _too_late(interview))
    booked = interview.state == State.BOOKED
    interview.declined_at, interview.words = clock.now(), words.strip()
    release(interview, state=State.TO_BOOK)
    record(None, "interview.declined", interview, by="candidate")
    if booked:
        tell_panel(interview)
    return interview


def may_change(interview: Interview) -> bool:
    """Tell whether a candidate may still change things: always before a time is booked, then until ``NOTICE``."""
    if interview.state != State.BOOKED or interview.starts_at is None:
        return True
    return clock.now() < interview.starts_at - NOTICE


def _too_late(interview: Interview) -> list[Reason]:
    if may_change(interview):
        return []
    return [Reason("too_late", _("It is too late to change this here. Please answer the mail instead."))]
