"""Records that LinkedIn did not take, told by what they are here, with the way there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Kind, SyncRow

_OF_PERSON = {Kind.CANDIDATE, Kind.CANDIDATE_NOTE}
_OF_JOB = {Kind.JOB, Kind.ACL}
_ITSELF = {Kind.CANDIDATE, Kind.JOB, Kind.APPLICATION}  # the others are known by the record above them


@dataclass(frozen=True)
class Trouble:
    """One record with its name and page here; both are empty when it is gone."""

    row: SyncRow
    name: str = ""
    url: str = ""


def troubles(rows: Sequence[SyncRow]) -> list[Trouble]:
    """Return the rows with names, in three queries at most."""
    people = _people(_ids(rows, _OF_PERSON))
    jobs = _jobs(_ids(rows, _OF_JOB))
    applications = _applications(_ids(rows, set(Kind) - _OF_PERSON - _OF_JOB - {Kind.ASSIGNEE}))
    return [_trouble(row, people, jobs, applications) for row in rows]


def _key(row: SyncRow) -> str:
    return row.object_id if row.kind in _ITSELF else row.parent


def _ids(rows: Iterable[SyncRow], kinds: set[Kind]) -> set[str]:
    return {_key(row) for row in rows if row.kind in kinds}


def _people(ids: set[str]) -> dict[str, Candidate]:
    return {one.public_id: one for one in Candidate.objects.filter(public_id__in=ids)} if ids else {}


def _jobs(ids: set[str]) -> dict[str, Job]:
    return {one.job_id: one for one in Job.objects.filter(job_id__in=ids)} if ids else {}


def _applications(ids: set[str]) -> dict[str, Application]:
    rows = Application.objects.filter(public_id__in=ids).select_related("candidate", "job")
    return {one.public_id: one for one in rows} if ids else {}


def _trouble(
    row: SyncRow, people: Mapping[str, Candidate], jobs: Mapping[str, Job], applications: Mapping[str, Application]
) -> Trouble:
    key = _key(row)
    if row.kind in _OF_PERSON and (person := people.get(key)):
        return Trouble(row, person.name, reverse("linkedin:tab", args=[person.public_id]))
    if row.kind in _OF_JOB and (job := jobs.get(key)):
        return Trouble(row, job.title, reverse("jobs:job-read", args=[job.public_id]))
    if application := applications.get(key):
        name = f"{application.candidate.name}, {application.job.title}"
        return Trouble(row, name, reverse("applications:application-read", args=[key]))
    return Trouble(row)
