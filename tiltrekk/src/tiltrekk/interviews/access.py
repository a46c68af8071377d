"""Who is what to an interview: what they are to its job. Who sees the application sees its interviews."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.applications.access import visible_to as applications_visible_to
from tiltrekk.core.permissions import Relation, relations_of
from tiltrekk.jobs.access import relations as relations_to_job

from .models import Interview


@relations_of(Interview)
def _relations(user: User, interview: Interview) -> Iterable[Relation]:
    return relations_to_job(user, interview.job)


def visible_to(user: User) -> QuerySet[Interview]:
    """Interviews that exist for the user; one whose application was taken off the job exists for nobody."""
    return Interview.objects.filter(application__in=applications_visible_to(user))
