"""What happened to an application or a person, as its viewers may know it."""

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import visible_to
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.models import Event


def of_application(*, actor: User, application: Application) -> QuerySet[Event]:
    """Return the application's events, newest first."""
    return without_private(Event.objects.filter(application_id=application.pk), actor=actor).order_by("-id")


def of_person(*, actor: User, candidate: Candidate) -> QuerySet[Event]:
    """Return the person's events and those of records merged into them, newest first.

    Of applications only those the actor sees.
    """
    seen = Q(application_id=None) | Q(application_id__in=visible_to(actor).filter(candidate=candidate).values("pk"))
    merged = Candidate.objects.filter(merged_into=candidate).values_list("pk", flat=True)
    rows = Event.objects.filter(seen, candidate_id__in=[candidate.pk, *merged])
    return without_private(rows, actor=actor).order_by("-id")


def without_private(rows: QuerySet[Event], *, actor: User) -> QuerySet[Event]:
    """Leave out what concerns private notes of others: not even that there is one (SEC-19)."""
    return rows.exclude(~Q(actor_id=actor.pk) & Q(verb__startswith="note.", values__private=True))
