"""Private links of candidates: 256 random bits, of which only a hash is kept; good as long as the interview is."""

import hashlib
import secrets

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from tiltrekk.applications.models import Status
from tiltrekk.core import clock

from .models import Interview, Link, State


def new_link(interview: Interview) -> str:
    """Return a fresh absolute link. Earlier ones stay good: nobody knows which of the mails is read."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(interview=interview, digest=_digest(token), made_at=clock.now())
    return settings.PUBLIC_URL + reverse("interviews:invitation", args=[token])


def interview_of(token: str) -> Interview | None:
    """Return whose link it is; None alike for one that is guessed, past its time, cancelled or closed (SEC-27)."""
    ahead = Q(state=State.TO_BOOK) | Q(state=State.BOOKED, starts_at__gt=clock.now())
    person = {f"application__candidate__{name}": None for name in ("deleted_at", "restricted_at", "merged_into")}
    rows = Interview.objects.filter(ahead, links__digest=_digest(token), application__isnull=False, **person)
    rows = rows.exclude(application__status=Status.CLOSED)
    return rows.select_related("application__candidate", "job", "slot", "planned_by").first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
