"""Which rows a change concerns: every row whose projection repeats a changed value (decision 19)."""

from collections.abc import Iterator

from tiltrekk.applications.models import Application, Feedback, Note
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Kind, Level, MemberConnection, SyncRow
from tiltrekk.linkedin.projection.application import END
from tiltrekk.linkedin.projection.facts import company_page
from tiltrekk.linkedin.projection.rights import colleagues

from .rows import Mark


def organizations() -> set[str]:
    """Return the organizations that a level was requested for: elsewhere LinkedIn takes nothing from us."""
    return set(Level.objects.values_list("organization", flat=True))


def of_job(job: Job) -> Iterator[Mark]:
    """The job itself and the rights to export to it. A job that never was active is nobody's business."""
    if not job.activated_at:
        return
    for organization in _homes(job, Kind.JOB, job.job_id):
        yield Mark(organization, Kind.JOB, job.job_id)
        yield from _rights(job, organization)


def _rights(job: Job, organization: str) -> Iterator[Mark]:
    known = SyncRow.objects.filter(kind=Kind.ACL, organization=organization, parent=job.job_id)
    ids = set(known.values_list("object_id", flat=True))
    ids |= {f"{user.public_id}/{job.job_id}" for user in colleagues(job)}
    for object_id in ids:
        yield Mark(organization, Kind.ACL, object_id, job.job_id)


def of_user(public_id: str) -> Iterator[Mark]:
    """The colleague's list: who is on it, and which jobs it opens."""
    person = MemberConnection.objects.filter(user__public_id=public_id).first()
    for organization in organizations():
        rows = SyncRow.objects.filter(organization=organization, object_id__startswith=f"{public_id}/")
        for row in rows:
            yield Mark(organization, Kind(row.kind), row.object_id, row.parent)
        if person:
            yield Mark(organization, Kind.ASSIGNEE, f"{public_id}/{person.person}", public_id)


def of_candidate(candidate: Candidate) -> Iterator[Mark]:
    """The person, notes on them, and their applications, which repeat name and e-mail."""
    applications = list(candidate.applications.select_related("job", "candidate"))
    homes = {page for one in applications for page in _homes(one.job, Kind.CANDIDATE, candidate.public_id)}
    homes |= _known(Kind.CANDIDATE, candidate.public_id) | (set() if homes else _default())
    for organization in homes:
        yield Mark(organization, Kind.CANDIDATE, candidate.public_id)
        for note in candidate.notes.filter(application=None):
            yield Mark(organization, Kind.CANDIDATE_NOTE, note.public_id, candidate.public_id)
        yield from _children(Kind.CANDIDATE_NOTE, candidate.public_id)
    for application in applications:
        yield from _application(application)


def of_application(application: Application) -> Iterator[Mark]:
    """Application, person and all that hangs on them: a move past Prospect and back changes them together."""
    yield from of_candidate(application.candidate)


def _application(application: Application) -> Iterator[Mark]:
    wire_id = application.public_id
    for organization in _homes(application.job, Kind.APPLICATION, wire_id):
        yield Mark(organization, Kind.APPLICATION, wire_id, application.candidate.public_id)
        for note in application.notes.all():
            yield Mark(organization, Kind.NOTE, note.public_id, wire_id)
        for feedback in application.feedback.all():
            yield Mark(organization, Kind.FEEDBACK, feedback.public_id, wire_id)
        for move in application.moves.all():
            yield Mark(organization, Kind.STAGE, str(move.pk), wire_id)
        if not application.is_open:
            yield Mark(organization, Kind.STAGE, f"{application.pk}-{END}", wire_id)
    for kind in (Kind.NOTE, Kind.FEEDBACK, Kind.STAGE):
        yield from _children(kind, wire_id)


def gone(kind: Kind, wire_id: str) -> Iterator[Mark]:
    """An object that has been deleted here, with all that hangs on it."""
    rows = SyncRow.objects.filter(kind=kind, object_id=wire_id) | SyncRow.objects.filter(parent=wire_id)
    for row in rows:
        yield Mark(row.organization, Kind(row.kind), row.object_id, row.parent)


def of_job_people(job: Job) -> Iterator[Mark]:
    """Applications of a job, which repeat its title and stand or fall with its company page."""
    for application in Application.objects.filter(job=job).select_related("job", "candidate"):
        yield from of_application(application)


def of_note(note: Note) -> Iterator[Mark]:
    """One note."""
    if note.application:
        wire_id, kind = note.application.public_id, Kind.NOTE
        homes = _homes(note.application.job, kind, note.public_id)
    else:
        wire_id, kind = note.candidate.public_id, Kind.CANDIDATE_NOTE
        homes = _known(Kind.CANDIDATE, wire_id)
    for organization in homes:
        yield Mark(organization, kind, note.public_id, wire_id)


def of_feedback(feedback: Feedback) -> Iterator[Mark]:
    """One feedback."""
    for organization in _homes(feedback.application.job, Kind.FEEDBACK, feedback.public_id):
        yield Mark(organization, Kind.FEEDBACK, feedback.public_id, feedback.application.public_id)


def _children(kind: Kind, parent: str) -> Iterator[Mark]:
    """Rows that exist below a record: what they stand for may be gone here."""
    for row in SyncRow.objects.filter(kind=kind, parent=parent):
        yield Mark(row.organization, kind, row.object_id, row.parent)


def _homes(job: Job, kind: Kind, object_id: str) -> set[str]:
    """Where the object belongs now and where it was before: a moved one is deleted at its old place."""
    page = company_page(job)
    here = {page.urn} & organizations() if page else set()
    return here | _known(kind, object_id)


def _known(kind: Kind, object_id: str) -> set[str]:
    rows = SyncRow.objects.filter(kind=kind, object_id=object_id)
    return set(rows.values_list("organization", flat=True))


def _default() -> set[str]:
    page = CompanyPage.objects.first()
    return {page.urn} & organizations() if page else set()
