"""From domain events to raised rows, inside the transaction of the change."""

from collections.abc import Iterable, Iterator

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, Feedback, Note
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.events import subscribe
from tiltrekk.core.models import Event
from tiltrekk.jobs.access import memberships
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.channel import retitle
from tiltrekk.linkedin.erasing import forget
from tiltrekk.linkedin.models import Listing

from . import marks, matches
from .rows import Mark, raise_rows

# Reading the rows of a job's people is only needed where their records repeat what changed.
_REPEATED_OF_A_JOB = {"title", "company_page", "test_job", "stages"}


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    subscribe("job.", "posting.")(_job)
    subscribe("candidate.", "pool.")(_candidate)
    subscribe("candidate.identity_unlinked")(_unlinked)
    subscribe("candidate.deleted")(_deleted)
    subscribe("application.")(_application)
    subscribe("note.")(_note)
    subscribe("feedback.")(_feedback)
    subscribe("user.")(_user)


def _raise(found: Iterable[Mark]) -> None:
    """Without a level nobody takes anything: the load on enabling will raise what there is."""
    if marks.organizations():
        raise_rows(found)


def _job(event: Event) -> None:
    job = Job.objects.filter(pk=event.job_id or event.subject_id).first()
    if job is None:
        return
    if "title" in event.changed and (listing := Listing.objects.filter(job=job).first()):
        retitle(listing, job.title)
    _raise(_of_job(job, event))


def _of_job(job: Job, event: Event) -> Iterator[Mark]:
    yield from marks.of_job(job)
    if event.verb == "job.activated" or _REPEATED_OF_A_JOB & set(event.changed):
        yield from marks.of_job_people(job)


def _candidate(event: Event) -> None:
    people = {event.candidate_id or 0, event.subject_id if event.subject_kind == "candidate" else 0}
    for candidate in Candidate.objects.filter(pk__in=people):
        _raise(marks.of_candidate(candidate))


def _unlinked(event: Event) -> None:
    """LinkedIn may have found the person by the very link that is gone now."""
    matches.forget_one(Candidate.objects.get(pk=event.subject_id).public_id)


def _deleted(event: Event) -> None:
    """What LinkedIn told us of the person goes at once."""
    forget(Candidate.objects.get(pk=event.subject_id))


def _application(event: Event) -> None:
    found = Application.objects.select_related("job", "candidate")
    if application := found.filter(pk=event.application_id or event.subject_id).first():
        _raise(marks.of_application(application))


def _note(event: Event) -> None:
    if note := Note.objects.filter(pk=event.subject_id).select_related("application__job", "candidate").first():
        _raise(marks.of_note(note))
    else:
        _around(event)


def _feedback(event: Event) -> None:
    found = Feedback.objects.select_related("application__job")
    if feedback := found.filter(pk=event.subject_id).first():
        _raise(marks.of_feedback(feedback))
    else:
        _around(event)


def _around(event: Event) -> None:
    """The subject is deleted already: look again at everything below what it hung on."""
    if event.candidate_id or event.application_id:
        _candidate(event) if event.candidate_id else _application(event)


def _user(event: Event) -> None:
    if user := User.objects.filter(pk=event.subject_id).first():
        _raise(_of_user(user, event))


def _of_user(user: User, event: Event) -> Iterator[Mark]:
    for job in Job.objects.filter(pk__in=memberships(user).values("job")):
        yield from marks.of_job(job)
    yield from marks.of_user(user.public_id)
    if "name" in event.changed:  # notes and feedback are signed
        for note in Note.objects.filter(author=user).select_related("application__job", "candidate"):
            yield from marks.of_note(note)
        for feedback in user.feedback.select_related("application__job"):
            yield from marks.of_feedback(feedback)
