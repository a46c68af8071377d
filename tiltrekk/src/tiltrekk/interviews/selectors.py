"""Reads of interviews: lists, one, the times a candidate may choose, what waits, who was not reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tiltrekk.accounts.mails import Sending
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core import clock
from tiltrekk.core.models import GIVEN_UP, Mail, MailState
from tiltrekk.core.permissions import Flag, allowed
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.models import HIRING, Job

from .access import visible_to
from .models import Answer, Interview, Panelist, Slot, State
from .services.booking import LEAD
from .services.running import mails_of
from .services.telling import TO_CANDIDATE, TO_PANEL, address_of

COMING = timedelta(days=7)
LIVE = (State.TO_BOOK, State.BOOKED)


def rows(*, actor: User, job: Job | None = None) -> QuerySet[Interview]:
    """Return what the actor sees, of one job or of all, with what lists show."""
    found = visible_to(actor).select_related("application__candidate", "application__stage", "job", "slot")
    panel = Panelist.objects.filter(left_at=None).select_related("user")
    return (found.filter(job=job) if job else found).prefetch_related(Prefetch("panel", panel, to_attr="present"))


def one(*, actor: User, interview_id: str) -> Interview:
    """Return one by public id. Raises ``Http404`` when the actor may not see it."""
    return get_object_or_404(rows(actor=actor).select_related("planned_by"), public_id=interview_id)


def may_plan(*, actor: User, job: Job | None = None) -> bool:
    """Tell whether the actor plans interviews: of the job, or of any at all."""
    everywhere = allowed(actor, Flag.PLAN_INTERVIEWS, job)
    return everywhere or (job is None and memberships(actor, *HIRING).exists())


def of_application(*, actor: User, application: Application) -> list[Interview]:
    """Return the interviews of an application, the newest first."""
    return list(rows(actor=actor).filter(application=application).order_by("-sort_at", "-pk"))


def search(found: QuerySet[Interview], text: str) -> QuerySet[Interview]:
    """Keep those whose person, title or job holds every word."""
    for word in text.split():
        found = found.filter(
            Q(application__candidate__given_name__icontains=word)
            | Q(application__candidate__surname__icontains=word)
            | Q(title__icontains=word)
            | Q(job__title__icontains=word)
        )
    return found


def free_times(interview: Interview) -> list[Slot]:
    """Return the times offered that are still to be had, for the panel too; its own booked one among them."""
    open_ones = Q(interview=None) | Q(interview=interview)
    offered = interview.offered.filter(open_ones, starts_at__gt=clock.now() + LEAD)
    colleagues = interview.panel.filter(left_at=None).values("user")
    elsewhere = Panelist.objects.filter(user__in=colleagues, during__isnull=False).exclude(interview=interview)
    taken = list(elsewhere.values_list("during__startswith", "during__endswith"))
    return [
        slot
        for slot in offered
        if not any(begins < slot.starts_at + interview.length and slot.starts_at < ends for begins, ends in taken)
    ]


def coming(*, actor: User) -> QuerySet[Interview]:
    """Return the booked interviews that the actor holds today or soon, unless they declined; the next one first."""
    now = clock.now()
    mine = Panelist.objects.filter(user=actor, left_at=None).exclude(answer=Answer.DECLINED)
    soon = rows(actor=actor).filter(state=State.BOOKED, starts_at__gt=now - timedelta(hours=2))
    return soon.filter(starts_at__lt=now + COMING, pk__in=mine.values("interview")).order_by("starts_at", "pk")


def stuck(*, actor: User) -> QuerySet[Interview]:
    """Return what waits for a planner on the actor's jobs.

    The candidate or a colleague said no, a mail failed, or the candidate does not know that it is off.
    """
    panel = Panelist.objects.filter(interview=OuterRef("pk"), left_at=None)
    lost = Mail.objects.filter(state__in=GIVEN_UP)
    to_panel = lost.filter(kind__in=TO_PANEL).values("recipient")
    candidate_lost = Exists(lost.filter(kind__in=TO_CANDIDATE, recipient=OuterRef("pk")))
    absent = Q(answer=Answer.DECLINED) | Q(user__is_active=False)
    said_no = Q(declined_at__isnull=False) | Exists(panel.filter(absent))
    waits = Q(state__in=LIVE) & (said_no | candidate_lost | Exists(panel.filter(pk__in=to_panel)))
    found = rows(actor=actor).filter(job__in=memberships(actor, *HIRING).values("job"))
    return found.filter(waits | _in_the_dark()).order_by("sort_at", "pk")


def _in_the_dark() -> Q:
    """Booked interviews that ended with their application, of which the candidate was told nothing."""
    ahead = Q(state=State.CANCELLED, starts_at__gt=clock.now())
    return ahead & Q(closed_from=State.BOOKED, tells_candidate=True)


def is_in_the_dark(interview: Interview) -> bool:
    """Tell whether the candidate may still come to an interview that is off."""
    return Interview.objects.filter(_in_the_dark(), pk=interview.pk).exists()


def mine(interview: Interview, actor: User) -> Any:
    """Return the actor's place on the panel, None when they have none."""
    return next((one for one in interview.present if one.user_id == actor.pk), None)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Unreached:
    """Somebody whom a mail about the interview did not reach, or may not have."""

    name: str
    state: str
    why: str


def unreached(interview: Interview) -> list[Unreached]:
    """Return who was not reached. A candidate who may not be written to counts when there was something to tell."""
    panel = {one.pk: one.user.name for one in interview.panel.select_related("user")}
    found = []
    for row in mails_of([interview]):
        sending = Sending(row)
        if row.state != MailState.SENT and sending.is_trouble:
            known = _candidate_name(interview) if row.kind in TO_CANDIDATE else panel[row.recipient]
            found.append(Unreached(known, sending.state, sending.why))
    return [*found, *_not_written(interview)]


def _candidate_name(interview: Interview) -> str:
    return interview.application.candidate.name if interview.application else ""


def _not_written(interview: Interview) -> Sequence[Unreached]:
    if not interview.tells_candidate or address_of(interview.application) or not interview.is_live:
        return []
    why = _("There is no address, or the person is not to be contacted. Tell them yourself.")
    return [Unreached(_candidate_name(interview), _("Not told"), why)]
