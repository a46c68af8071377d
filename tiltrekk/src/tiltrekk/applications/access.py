"""Who is what to an application, and which applications, notes and feedback a person sees."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tiltrekk.accounts.models import User
from tiltrekk.core.permissions import Flag, Relation, Role, allowed, relations_of
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.access import relations as relations_to_job
from tiltrekk.jobs.models import Activity, ActivityKind, JobRole, StageKind

from .models import Application, Note, Visibility


@relations_of(Application)
def _relations(user: User, application: Application) -> Iterable[Relation]:
    return relations_to_job(user, application.job)


def _own_jobs(user: User, *roles: JobRole) -> QuerySet[Application]:
    """Applications on jobs where the user, or someone they stand in for, has one of the roles."""
    return Application.objects.filter(job__in=memberships(user, *roles).values("job"))


def _closed_to_hiring_managers() -> QuerySet[Activity]:
    """Jobs whose Prospect activity keeps hiring managers out."""
    return Activity.objects.filter(kind=ActivityKind.PROSPECT, settings__allow_hiring_managers=False)


def visible_to(user: User) -> QuerySet[Application]:
    """Applications that exist for the user: all for administrators and readers, else those of their jobs.

    Prospects exist for recruiters of the job, and for its hiring managers unless the Prospect activity says no.
    """
    everyone = Application.objects.filter(candidate__deleted_at=None, candidate__merged_into=None)
    if user.roles & {Role.ADMIN, Role.READER}:
        return everyone
    past = Q(pk__in=_own_jobs(user, *JobRole).values("pk")) & ~Q(stage__kind=StageKind.PROSPECT)
    recruiter = Q(pk__in=_own_jobs(user, JobRole.RECRUITER).values("pk"))
    manager = Q(pk__in=_own_jobs(user, JobRole.HIRING_MANAGER).values("pk")) & ~Q(
        job__process__stages__activities__in=_closed_to_hiring_managers()
    )
    return everyone.filter(past | recruiter | manager)


def notes_visible_to(user: User) -> QuerySet[Note]:
    """Team notes of what the user sees, and their own private ones. Nobody else's private notes, ever (SEC-19)."""
    readable = Q(application__in=visible_to(user)) | Q(application=None)
    if not allowed(user, Flag.READ_CANDIDATES):
        readable = Q(application__in=visible_to(user))
    return Note.objects.filter(readable & (Q(visibility=Visibility.TEAM) | Q(author=user)))
