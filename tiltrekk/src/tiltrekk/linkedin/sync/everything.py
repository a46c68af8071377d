"""Every object that LinkedIn may have to hold, read in chunks with a constant number of queries each."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from tiltrekk.applications.models import Application, Feedback, Note, StageMove
from tiltrekk.applications.models.application import Status
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Delegate, Job, TeamMember
from tiltrekk.linkedin.models import CompanyPage, Kind, MemberConnection, SyncRow
from tiltrekk.linkedin.projection.application import END

from .marks import organizations
from .rows import Mark

CHUNK = 2000
_LAST = 2**63 - 1
_PAGE = "linkedin_listing__page__company_id"  # of a job that names one
Row = tuple[Any, ...]


def chunks() -> Iterator[list[Mark]]:
    """Yield marks of all rows there are, of what is gone here too, then of all objects there are."""
    for part in _parts(SyncRow.objects.all(), "organization", "kind", "object_id", "parent"):
        yield [Mark(organization, Kind(kind), key, parent) for organization, kind, key, parent in part]
    homes = Homes()
    if homes.open:  # else nobody is to be told: thousands of people are not read in vain
        yield from homes.jobs()
        yield from homes.people()
        yield from homes.applications()


def _parts(rows: QuerySet[Any], *fields: str) -> Iterator[list[Row]]:
    """Newest first: what is listed first is sent first."""
    last = _LAST
    while part := list(rows.filter(pk__lt=last).order_by("-pk").values_list("pk", *fields)[:CHUNK]):
        yield [row[1:] for row in part]
        last = part[-1][0]


def _open_first(rows: QuerySet[Any], status: str) -> list[QuerySet[Any]]:
    return [rows.exclude(**{status: Status.CLOSED}), rows.filter(**{status: Status.CLOSED})]


class Homes:
    """Marks at the organization of each job's company page, where a level was requested for it."""

    def __init__(self) -> None:
        pages = {page.company_id: page.urn for page in CompanyPage.objects.all()}
        first = next(iter(pages.values()), "")
        named: dict[str | None, str] = {None: first}
        named.update(pages)
        self.open = organizations()
        self._home = {key: urn for key, urn in named.items() if urn in self.open}
        self._default = first if first in self.open else ""

    def jobs(self) -> Iterator[list[Mark]]:
        """Jobs that were active once, who may export to them, and colleagues' LinkedIn ids."""
        for part in self._homed([Job.objects.exclude(activated_at=None)], "job_id", _PAGE):
            yield [Mark(home, Kind.JOB, job) for job, home in part]
        members = TeamMember.objects.exclude(job__activated_at=None)
        delegates = Delegate.objects.exclude(member__job__activated_at=None)
        for rows, job in ((members, "job__"), (delegates, "member__job__")):
            for part in self._homed([rows], "user__public_id", f"{job}job_id", f"{job}{_PAGE}"):
                yield [Mark(home, Kind.ACL, f"{user}/{key}", key) for user, key, home in part]
        for found in _parts(MemberConnection.objects.all(), "user__public_id", "person"):
            yield [Mark(one, Kind.ASSIGNEE, f"{user}/{person}", user) for user, person in found for one in self.open]

    def people(self) -> Iterator[list[Mark]]:
        """Candidates where they have applications, else at the first page, and notes on the person."""
        for part in self._homed(
            _open_first(Application.objects.all(), "status"), "candidate__public_id", f"job__{_PAGE}"
        ):
            yield [Mark(home, Kind.CANDIDATE, person) for person, home in part]
        if self._default:
            for found in _parts(Candidate.objects.exclude(pk__in=self._applied()), "public_id"):
                yield [Mark(self._default, Kind.CANDIDATE, person) for (person,) in found]
        for found in _parts(Note.objects.filter(application=None), "public_id", "candidate__public_id"):
            homes = self._homes_of({person for _note, person in found})
            yield [Mark(home, Kind.CANDIDATE_NOTE, note, who) for note, who in found for home in homes[who]]

    def applications(self) -> Iterator[list[Mark]]:
        """Applications, and what hangs on them; each kind open ones first."""
        fields = ("pk", "public_id", "candidate__public_id", "status", f"job__{_PAGE}")
        for part in self._homed(_open_first(Application.objects.all(), "status"), *fields):
            yield [Mark(home, Kind.APPLICATION, key, person) for _pk, key, person, _status, home in part]
            closed = [row for row in part if row[3] == Status.CLOSED]
            yield [Mark(home, Kind.STAGE, f"{pk}-{END}", key) for pk, key, _person, _status, home in closed]
        notes = Note.objects.exclude(application=None)
        for rows, kind, name in (
            (notes, Kind.NOTE, "public_id"),
            (Feedback.objects.all(), Kind.FEEDBACK, "public_id"),
            (StageMove.objects.all(), Kind.STAGE, "pk"),
        ):
            in_turn = _open_first(rows, "application__status")
            for part in self._homed(in_turn, name, "application__public_id", f"application__job__{_PAGE}"):
                yield [Mark(home, kind, str(key), above) for key, above, home in part]

    def _homed(self, rows: Sequence[QuerySet[Any]], *fields: str) -> Iterator[list[Row]]:
        """The last field names the job's page; in its place comes the organization, and rows without one are out."""
        for part in chain.from_iterable(_parts(one, *fields) for one in rows):
            yield [(*row[:-1], self._home[row[-1]]) for row in part if row[-1] in self._home]

    def _applied(self) -> QuerySet[Any]:
        named = Q(**{f"job__{_PAGE}__in": [key for key in self._home if key]})
        unnamed = Q(**{f"job__{_PAGE}": None}) if self._default else Q(pk__in=[])
        return Application.objects.filter(named | unnamed).values("candidate")

    def _homes_of(self, people: set[str]) -> dict[str, set[str]]:
        homes: dict[str, set[str]] = {person: set() for person in people}
        applied = Application.objects.filter(candidate__public_id__in=people).order_by().distinct()
        for person, page in applied.values_list("candidate__public_id", f"job__{_PAGE}"):
            homes[person] |= {self._home[page]} if page in self._home else set()
        return {person: found or ({self._default} - {""}) for person, found in homes.items()}
