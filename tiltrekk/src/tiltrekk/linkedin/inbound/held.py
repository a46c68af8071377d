"""Held exports: a person decides (decision 7)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from linkedin_talent.exports import StubProfile

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.applications.services import add_applicant
from tiltrekk.candidates.models import Source
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, allowed, require
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.models import HIRING, Job
from tiltrekk.linkedin.models import HeldExport

from .exports import person

KEPT = timedelta(days=30)


def held_exports(*, actor: User, job: Job) -> list[HeldExport]:
    """Return the exports that wait for a decision on this job, oldest first; nothing for others than its deciders."""
    if not allowed(actor, Flag.CREATE_APPLICANT, job):
        return []
    return list(HeldExport.objects.filter(job=job, decided_at=None).select_related("exporter").order_by("received_at"))


def waiting_for(*, actor: User) -> QuerySet[HeldExport]:
    """Return what waits on jobs the actor recruits or hires for, or stands in for somebody who does; oldest first."""
    found = HeldExport.objects.filter(decided_at=None, job__in=memberships(actor, *HIRING).values("job"))
    return found.select_related("job", "exporter").order_by("received_at")


def held_export(*, actor: User, public_id: str) -> HeldExport:
    """Return one of those. Raises ``Http404``."""
    found = HeldExport.objects.filter(public_id=public_id, decided_at=None).select_related("job").first()
    if found is None or not allowed(actor, Flag.CREATE_APPLICANT, found.job):
        raise Http404
    return found


@transaction.atomic
def add_held(*, actor: User, held: HeldExport) -> Application:
    """*Add as applicant*."""
    require(actor, Flag.CREATE_APPLICANT, held.job)
    held = _undecided(held)
    candidate = person(StubProfile.model_validate(held.profile), actor)
    application = add_applicant(actor=actor, job=held.job, candidate=candidate, source=Source.LINKEDIN)
    _decide(actor, held, "added")
    return application


@transaction.atomic
def discard_held(*, actor: User, held: HeldExport) -> None:
    """*Discard*."""
    require(actor, Flag.CREATE_APPLICANT, held.job)
    _decide(actor, _undecided(held), "discarded")


def expire_held() -> int:
    """Discard what nobody decided in 30 days. Called by the tick."""
    old = HeldExport.objects.filter(decided_at=None, received_at__lt=clock.now() - KEPT)
    for held in old:
        with transaction.atomic():
            _decide(None, held, "expired")
    return len(old)


def _undecided(held: HeldExport) -> HeldExport:
    held = HeldExport.objects.select_for_update().get(pk=held.pk)
    if held.decided_at:
        raise Refused(Reason("decided", _("Somebody else has decided this already.")))
    return held


def _decide(actor: User | None, held: HeldExport, decision: str) -> None:
    held.decided_at, held.decision, held.profile = clock.now(), decision, {}
    held.save()
    values = {"decision": decision} | ({} if actor else {"by": "retention"})
    events.record(actor=actor, verb="export.decided", subject=held, job=held.job, values=values)
