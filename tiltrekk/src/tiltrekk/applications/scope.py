"""Who may leave the house: the gate before LinkedIn (LI-33, decision 1).

In scope is an application whose present stage is after Prospect, or that was closed in such a stage: a closed
application keeps the stage it was closed in, so both are read from ``stage``. Its person must exist: not deleted, not
restricted, not merged into another.
"""

from django.db.models import Q, QuerySet

from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import StageKind

from .models import Application

_PERSON = {"deleted_at": None, "restricted_at": None, "merged_into": None}
PAST_PROSPECT = ~Q(stage__kind=StageKind.PROSPECT)
IN_SCOPE = PAST_PROSPECT & Q(**{f"candidate__{name}": value for name, value in _PERSON.items()})  # ``is_in_scope``


def person_is_in_order(candidate: Candidate) -> bool:
    """Tell whether nothing about the person themselves keeps them back."""
    return all(getattr(candidate, name) == value for name, value in _PERSON.items())


def is_in_scope(application: Application) -> bool:
    """Tell whether anything about the application may be told to LinkedIn."""
    return application.stage.is_past_prospect and person_is_in_order(application.candidate)


def applications_in_scope() -> QuerySet[Application]:
    """Return all applications for which ``is_in_scope`` holds."""
    return Application.objects.filter(IN_SCOPE)


def candidates_in_scope() -> QuerySet[Candidate]:
    """Return all people with an application in scope."""
    return Candidate.objects.filter(pk__in=applications_in_scope().values("candidate"))
