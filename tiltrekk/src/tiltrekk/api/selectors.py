"""Reads of endpoints and deliveries. Who may not enter the Admin center finds none."""

from datetime import timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag, allowed

from .models import Delivery, Endpoint, Off, State, this_installation

TOLD_AFTER = timedelta(hours=1)  # a target that fails for so long is told to administrators


def endpoints(*, actor: User) -> QuerySet[Endpoint]:
    """Return all endpoints, with how much waits for each and how much was given up."""
    if not allowed(actor, Flag.ACCESS_ADMIN_CENTER):
        return Endpoint.objects.none()
    return Endpoint.objects.annotate(waiting=_number_of(State.WAITING), failed=_number_of(State.FAILED))


def _number_of(state: State) -> Coalesce:
    rows = Delivery.objects.filter(endpoint=OuterRef("pk"), state=state).order_by()
    return Coalesce(Subquery(rows.values("endpoint").annotate(n=Count("pk")).values("n")), 0)


def endpoint(*, actor: User, public_id: str) -> Endpoint:
    """Return one endpoint. Raises ``Http404``."""
    return get_object_or_404(endpoints(actor=actor), public_id=public_id)


def deliveries(*, actor: User, endpoint: Endpoint) -> QuerySet[Delivery]:
    """Return the log of one endpoint."""
    return Delivery.objects.filter(endpoint__in=endpoints(actor=actor).values("pk"), endpoint=endpoint)


def delivery(*, actor: User, public_id: str) -> Delivery:
    """Return one delivery with its endpoint and event. Raises ``Http404``."""
    rows = Delivery.objects.filter(endpoint__in=endpoints(actor=actor).values("pk"))
    return get_object_or_404(rows.select_related("endpoint", "event"), public_id=public_id)


def needing_a_person() -> list[Endpoint]:
    """Return endpoints that said they are gone, have failed for an hour, or came with a copied database."""
    gone = Q(is_on=False, off_reason=Off.GONE)
    failing = Q(is_on=True, failing_since__lte=timezone.now() - TOLD_AFTER)
    copied = Q(is_on=True) & ~Q(told_from=this_installation())
    return list(Endpoint.objects.filter(gone | failing | copied).order_by("failing_since", "pk"))
