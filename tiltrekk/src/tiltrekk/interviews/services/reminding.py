"""Reminders by the clock: candidates a day before, colleagues every day until they answer (INT-03)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q

from tiltrekk.core import clock, mail
from tiltrekk.interviews.models import Answer, Interview, Panelist, Slot, State

from .common import record
from .telling import DAY_BEFORE, PANEL_REMINDER

DAY = timedelta(days=1)
KEPT = timedelta(days=30)  # an interview whose application is gone, until the panel has long been told
AT_ONCE = 100


def remind_due() -> None:
    """Ask for what is due. Called by the tick, by several workers at once too."""
    _remind_candidates()
    _remind_panels()


@transaction.atomic
def _remind_candidates() -> None:
    """A day before; not who booked later than that and so was written to just now."""
    now = clock.now()
    rows = Interview.objects.filter(state=State.BOOKED, starts_at__gt=now, starts_at__lte=now + DAY, reminded_at=None)
    rows = rows.filter(booked_at__lt=F("starts_at") - DAY, tells_candidate=True)
    for one in rows.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]:
        one.reminded_at = now
        one.save(update_fields=["reminded_at"])
        mail.queue(DAY_BEFORE, one.pk)
        record(None, "interview.reminded", one, by="clock")


@transaction.atomic
def _remind_panels() -> None:
    """Every 24 hours, who interviews alone and has not answered; of a panel only a person reminds."""
    now = clock.now()
    alone = Interview.objects.filter(state=State.BOOKED, starts_at__gt=now)
    alone = alone.annotate(number=Count("panel", Q(panel__left_at=None))).filter(number=1)
    silent = Panelist.objects.filter(interview__in=alone.values("pk"), left_at=None, answer=Answer.NONE)
    for one in silent.filter(asked_at__lte=now - DAY).select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]:
        one.asked_at = now
        one.save(update_fields=["asked_at"])
        mail.queue(PANEL_REMINDER, one.pk)
        record(None, "interview.reminded", one.interview, by="clock")


def forget_old() -> None:
    """Delete what is left of interviews whose application was taken off the job, and past times that nobody had."""
    before = clock.now() - KEPT
    Interview.objects.filter(application=None, updated_at__lt=before).delete()
    Slot.objects.filter(starts_at__lt=before, interview=None).delete()
