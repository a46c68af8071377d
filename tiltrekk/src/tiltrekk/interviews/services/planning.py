"""Planning: a fixed time, or times among which one candidate or several choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.applications.services.common import job_reasons, open_reasons
from tiltrekk.applications.services.common import locked as locked_application
from tiltrekk.core import clock
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.interviews.models import Interview, Panelist, Slot, State
from tiltrekk.jobs.models import Job

from .common import live_reasons, locked, panel_of, record, release, take
from .telling import address_of, tell_candidate, tell_colleague, tell_panel

MOST_TIMES = 200
SHORTEST, LONGEST = 5, 480  # minutes
_NOTICED = {"title", "kind", "place", "minutes", "time_zone"}  # what both sides have to know of


@dataclass(frozen=True)
class Plan:
    """What a planner wants: at a fixed time (``at``), or at one of ``times`` that the candidate chooses."""

    title: str
    kind: str
    minutes: int
    time_zone: str
    language: str
    panel: Sequence[User]
    place: str = ""
    shows_panel: bool = True
    tells_candidate: bool = True
    at: datetime | None = None
    times: Sequence[datetime] = ()

    FIELDS = ("title", "kind", "place", "minutes", "time_zone", "language", "shows_panel", "tells_candidate")


def plan(*, actor: User, application: Application, plan: Plan) -> Interview:
    """Plan an interview with one applicant."""
    return plan_many(actor=actor, applications=[application], plan=plan)[0]


@transaction.atomic
def plan_many(*, actor: User, applications: Sequence[Application], plan: Plan) -> list[Interview]:
    """Plan one interview with each, all on one job; the times are offered to all of them, each is one person's."""
    found = [locked_application(one) for one in sorted(applications, key=lambda one: one.pk)]
    for one in found:
        require(actor, Flag.PLAN_INTERVIEWS, one)
    job = found[0].job
    reasons = job_reasons(job) + _reasons(job, plan) + _time_reasons(plan)
    if plan.at and len(found) > 1:
        reasons.append(Reason("at", _("Several people cannot have one time. Offer times to choose among."), "at"))
    for one in found:
        reasons += open_reasons(one) + _reach_reasons(one, plan)
    refuse(reasons)
    slots = [Slot.objects.create(job=job, starts_at=time) for time in sorted(set(plan.times))]
    return [_plan_one(actor, one, plan, slots) for one in found]


def _plan_one(actor: User, application: Application, plan: Plan, slots: Sequence[Slot]) -> Interview:
    now = clock.now()
    made = Interview.objects.create(
        application=application,
        job=application.job,
        planned_by=actor,
        sort_at=plan.at or slots[0].starts_at,
        created_at=now,
        updated_at=now,
        **{name: getattr(plan, name) for name in Plan.FIELDS},
    )
    made.offered.set(slots)
    Panelist.objects.bulk_create(Panelist(interview=made, user=user) for user in plan.panel)
    record(actor, "interview.planned", made, offered=len(slots))
    if plan.at:
        take(made, Slot.objects.create(job=made.job, starts_at=plan.at))
        record(actor, "interview.booked", made)
        tell_panel(made)
    tell_candidate(made)
    return made


@transaction.atomic
def change(*, actor: User, interview: Interview, plan: Plan) -> Interview:
    """Change what is planned. With ``at`` it is booked then; with ``times`` the candidate chooses (again).

    With neither, the booking or the offers stay as they are. Whoever is concerned is told.
    """
    interview = locked(interview)
    require(actor, Flag.PLAN_INTERVIEWS, interview)
    reasons = job_reasons(interview.job) + live_reasons(interview) + _reasons(interview.job, plan)
    reasons += _future_reasons(plan)
    if interview.application:
        reasons += open_reasons(interview.application) + _reach_reasons(interview.application, plan)
    refuse(reasons)
    changed = [name for name in Plan.FIELDS if getattr(interview, name) != getattr(plan, name)]
    for name in changed:
        setattr(interview, name, getattr(plan, name))
    panel_changed = _set_panel(interview, plan.panel)
    interview.updated_at = clock.now()
    interview.save()
    _set_time(actor, interview, plan, changed, panel_changed=panel_changed)
    return interview


def _set_panel(interview: Interview, wanted: Sequence[User]) -> bool:
    """Take off and put on; return whether anybody was. Who was taken off is told."""
    present = {one.user_id: one for one in panel_of(interview)}
    left = [one for key, one in present.items() if key not in {user.pk for user in wanted}]
    for one in left:
        one.during, one.left_at = None, clock.now()
        one.save()
        tell_colleague(one)
    new = [user for user in wanted if user.pk not in present]
    for user in new:
        Panelist.objects.update_or_create(interview=interview, user=user, defaults={"left_at": None})
    return bool(left or new)


def _set_time(actor: User, interview: Interview, plan: Plan, changed: Sequence[str], *, panel_changed: bool) -> None:
    if plan.times:
        _offer(actor, interview, plan.times)
        return
    at = plan.at or (interview.starts_at if interview.state == State.BOOKED else None)
    noticed = _NOTICED & set(changed)
    if at is None or (interview.slot and at == interview.starts_at and not noticed and not panel_changed):
        if changed or panel_changed:
            record(actor, "interview.changed", interview, changed=list(changed))
        return
    moved = interview.state == State.BOOKED
    same_time = bool(interview.slot) and at == interview.starts_at
    take(interview, _slot_at(interview, at))
    record(actor, "interview.moved" if moved else "interview.booked", interview)
    tell_panel(interview)
    if noticed or not same_time or (panel_changed and interview.shows_panel):
        tell_candidate(interview)


def _slot_at(interview: Interview, at: datetime) -> Slot:
    """Return the slot the interview has, where it stays at its time, or a new one."""
    if interview.slot and interview.starts_at == at:
        return interview.slot
    return Slot.objects.create(job=interview.job, starts_at=at)


def _offer(actor: User, interview: Interview, times: Sequence[datetime]) -> None:
    """Offer more times; a booked interview is to be booked again, at one of the new ones."""
    was_booked = interview.state == State.BOOKED
    if was_booked:
        interview.offered.clear()
        release(interview, state=State.TO_BOOK)
        tell_panel(interview)
    still_free = interview.offered.filter(interview=None)
    new = set(times) - set(still_free.values_list("starts_at", flat=True))
    interview.offered.add(*(Slot.objects.create(job=interview.job, starts_at=time) for time in sorted(new)))
    first = interview.offered.filter(starts_at__gt=clock.now()).first()
    interview.sort_at, interview.declined_at, interview.words = first.starts_at if first else min(times), None, ""
    interview.save()
    record(actor, "interview.offered", interview, offered=len(new))
    tell_candidate(interview)


def _reasons(job: Job, plan: Plan) -> list[Reason]:
    reasons = [] if plan.title.strip() else [Reason("title", _("The interview needs a title."), "title")]
    if not SHORTEST <= plan.minutes <= LONGEST:
        reasons.append(Reason("minutes", _("An interview lasts between 5 minutes and 8 hours."), "minutes"))
    if not plan.panel:
        reasons.append(Reason("panel", _("Choose who interviews."), "panel"))
    team = set(job.team.values_list("user_id", flat=True))
    outside = [user for user in plan.panel if user.pk not in team or not user.is_active]
    reasons += [Reason("panel", _("%s is not on the hiring team.") % user.name, "panel") for user in outside]
    return reasons


def _time_reasons(plan: Plan) -> list[Reason]:
    if plan.at is None and not plan.times:
        return [Reason("times", _("Give a time, or times to choose among."))]
    return _future_reasons(plan)


def _future_reasons(plan: Plan) -> list[Reason]:
    reasons, now = [], clock.now()
    if plan.at and plan.at <= now:
        reasons.append(Reason("at", _("That time has passed."), "at"))
    if any(time <= now for time in plan.times):
        reasons.append(Reason("times", _("Some of these times have passed.")))
    if len(set(plan.times)) > MOST_TIMES:
        reasons.append(Reason("times", _("That is more than %s times.") % MOST_TIMES))
    return reasons


def _reach_reasons(application: Application, plan: Plan) -> list[Reason]:
    """Who is not written to cannot choose; who may not be written to is not (LIP-14)."""
    name = application.candidate.name
    if plan.times and not plan.tells_candidate:
        return [Reason("tells", _("Only somebody who gets a mail can choose a time."), "tells_candidate")]
    if not plan.tells_candidate or address_of(application):
        return []
    if application.candidate.do_not_contact:
        text = _("%s is not to be contacted. Give a fixed time and send no mail.")
        return [Reason("do_not_contact", text % name, "tells_candidate")]
    text = _("There is no e-mail address of %s. Give a fixed time and send no mail.")
    return [Reason("no_address", text % name, "tells_candidate")]
