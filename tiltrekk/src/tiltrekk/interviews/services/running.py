"""What is done with a planned interview: cancelled, held, answered by the panel, reminded of."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import clock, mail
from tiltrekk.core.errors import NotAllowed, Reason, refuse
from tiltrekk.core.models import GIVEN_UP, Mail
from tiltrekk.core.permissions import Flag, require
from tiltrekk.interviews.models import Answer, Interview, Panelist, State

from .common import live_reasons, locked, panel_of, record, release
from .telling import PANEL_REMINDER, TO_CANDIDATE, TO_PANEL, tell_candidate, tell_panel


@transaction.atomic
def cancel(*, actor: User, interview: Interview, tells_candidate: bool = True) -> Interview:
    """Call it off; the link ends, the time is free for others, and everybody is told."""
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    refuse(live_reasons(interview))
    release(interview, state=State.CANCELLED)
    record(actor, "interview.cancelled", interview)
    if tells_candidate:
        tell_candidate(interview)
    tell_panel(interview)
    return interview


@transaction.atomic
def tell_off(*, actor: User, interview: Interview) -> Interview:
    """Write to the candidate that it is off; what ended with its application is not mailed of before a person asks."""
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    if interview.state != State.CANCELLED or interview.closed_from != State.BOOKED:
        refuse([Reason("told", _("The candidate has been told."))])
    interview.closed_from, interview.updated_at = "", clock.now()
    interview.save()
    record(actor, "interview.told", interview)
    tell_candidate(interview)
    return interview


@transaction.atomic
def hold(*, actor: User, interview: Interview) -> Interview:
    """Note that it took place."""
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    reasons = live_reasons(interview)
    if interview.state != State.BOOKED or not interview.starts_at or interview.starts_at > clock.now():
        reasons.append(Reason("not_yet", _("It has not begun yet.")))
    refuse(reasons)
    interview.state, interview.updated_at = State.HELD, clock.now()
    interview.save()
    record(actor, "interview.held", interview)
    return interview


@transaction.atomic
def answer(*, actor: User, interview: Interview, answer: str) -> Panelist:
    """Accept or decline, oneself, the booked time."""
    interview = locked(interview)
    mine = next((one for one in panel_of(interview) if one.user_id == actor.pk), None)
    if mine is None:
        raise NotAllowed
    reasons = live_reasons(interview)
    if interview.state != State.BOOKED:
        reasons.append(Reason("not_booked", _("There is no time to answer to yet.")))
    if answer not in {Answer.ACCEPTED, Answer.DECLINED}:
        reasons.append(Reason("answer", _("Accept or decline.")))
    refuse(reasons)
    if mine.answer != answer:
        mine.answer, mine.answered_at = answer, clock.now()
        mine.save()
        record(actor, "interview.answered", interview, answer=str(answer))
    return mine


@transaction.atomic
def remind(*, actor: User, interview: Interview) -> int:
    """Write again to whom one waits for: the candidate to choose, or the panel to answer; return how many."""
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    refuse(live_reasons(interview))
    if interview.state == State.TO_BOOK:
        tell_candidate(interview)
        count = int(interview.tells_candidate)
    else:
        silent = [one for one in panel_of(interview) if one.answer == Answer.NONE]
        for one in silent:
            mail.queue(PANEL_REMINDER, one.pk)
        interview.panel.filter(pk__in=[one.pk for one in silent]).update(asked_at=clock.now())
        count = len(silent)
    if not count:
        refuse([Reason("nobody", _("There is nobody to remind."))])
    record(actor, "interview.reminded", interview)
    return count


@transaction.atomic
def send_again(*, actor: User, interview: Interview) -> int:
    """Have those mails sent again that did not arrive, or may not have; return how many."""
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    failed = [one for one in mails_of([interview]) if one.state in GIVEN_UP]
    for one in failed:
        mail.queue(one.kind, one.recipient)
    if failed:
        record(actor, "interview.reminded", interview)
    return len(failed)


def mails_of(interviews: list[Interview]) -> list[Mail]:
    """Return the newest mail of each kind to everybody concerned; of mails long sent nothing is known any more."""
    panel = Panelist.objects.filter(interview__in=interviews).values("pk")
    keys = [one.pk for one in interviews]
    newest = Mail.objects.order_by("kind", "recipient", "-pk").distinct("kind", "recipient")
    to_candidates = newest.filter(kind__in=TO_CANDIDATE, recipient__in=keys)
    return [*to_candidates, *newest.filter(kind__in=TO_PANEL, recipient__in=panel)]
