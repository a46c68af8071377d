"""What several services of this app share: the lock on a row, the taking of a time, the event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.interviews.models import Answer, Interview, Panelist, Slot, State


def locked(interview: Interview) -> Interview:
    """Return the row as it is now, held until the transaction ends.

    Locks are taken in one order everywhere: application, interview, colleagues by key.
    """
    rows = Interview.objects.prefetch_related("job", "application__candidate", "application__stage")
    return rows.select_for_update().get(pk=interview.pk)


def panel_of(interview: Interview) -> list[Panelist]:
    """Return who is on the panel now, by key of the colleague."""
    return list(interview.panel.filter(left_at=None).select_related("user").order_by("user_id"))


def take(interview: Interview, slot: Slot) -> None:
    """Book the interview at the slot, for its panel too. The database decides who gets a time.

    Raises ``Refused`` with the code ``busy`` when a colleague is elsewhere then, ``taken`` when another interview has
    the slot; nothing is changed then.
    """
    panel = panel_of(interview)
    _wait_for([one.user for one in panel])
    _refuse_busy(interview, panel, slot.starts_at)
    now = clock.now()
    interview.slot, interview.state, interview.starts_at = slot, State.BOOKED, slot.starts_at
    interview.sort_at, interview.booked_at, interview.reminded_at = slot.starts_at, now, None
    interview.declined_at, interview.words = None, ""
    interview.revision += 1
    try:
        with transaction.atomic():
            interview.save()
            _occupy(interview, panel, now)
    except IntegrityError:
        text = _("Somebody else has just taken that time.")
        raise Refused(Reason("taken", text)) from None


def _wait_for(colleagues: Sequence[User]) -> None:
    """One booking after the other for each colleague: two that overlap would else wait for each other."""
    keys = [one.pk for one in colleagues]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _refuse_busy(interview: Interview, panel: Sequence[Panelist], starts_at: datetime) -> None:
    during = (starts_at, starts_at + interview.length)
    others = Panelist.objects.filter(user__in=[one.user_id for one in panel], during__overlap=during)
    busy = others.exclude(interview=interview).select_related("user").order_by("user__sort_name")
    text = _("%s has another interview then.")
    names = dict.fromkeys(one.user.name for one in busy)
    if names:
        raise Refused(*(Reason("busy", text % name, "at") for name in names))


def _occupy(interview: Interview, panel: Sequence[Panelist], now: datetime) -> None:
    """Hold the time for the panel, and ask them again: what they said was about another time."""
    for one in panel:
        one.during = (interview.starts_at, interview.ends_at)
        one.answer, one.answered_at, one.asked_at = Answer.NONE, None, now
        one.save()


def release(interview: Interview, *, state: State) -> None:
    """Give the time back, if there is one."""
    if interview.slot_id:
        interview.revision += 1
    interview.slot, interview.state, interview.updated_at = None, state, clock.now()
    interview.save()
    interview.panel.update(during=None)


def record(actor: User | None, verb: str, interview: Interview, *, by: str = "", **values: object) -> None:
    """Write an event that shows under the application, its person and its job; no value names anybody."""
    application = interview.application
    events.record(
        actor=actor,
        verb=verb,
        subject=interview,
        job=interview.job,
        candidate=application.candidate if application else None,
        application=application,
        values={"interview": interview.public_id, **values, **({"by": by} if by else {})},
    )


def live_reasons(interview: Interview) -> list[Reason]:
    """What is over stays as it was."""
    if interview.is_live:
        return []
    return [Reason("over", _("This interview is over or cancelled."))]
