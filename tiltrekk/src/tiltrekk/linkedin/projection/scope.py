"""Who is in scope at LinkedIn: the gate behind which nothing of a prospect passes (LI-33, decision 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import IN_SCOPE, is_in_scope, person_is_in_order
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Held, LinkedInSettings

from .facts import LISTING, is_test, own_page_key
from .known import Known, known_people

DECIDES = (  # fields of an application that say whether it is in scope
    "candidate",
    "stage__kind",
    "job__activated_at",
    f"job__{LISTING}__page",
    f"job__{LISTING}__is_test",
)


class _Place(NamedTuple):
    """What of an application decides. Read as plain values: a person's record needs no more of their applications."""

    is_in_scope: bool
    activated_at: datetime | None  # its job
    page: int | None  # the job's own
    is_test: bool | None  # the job only tries things out; None: it says nothing for LinkedIn

    @classmethod
    def of(cls, one: Application) -> "_Place":
        return cls(is_in_scope(one), one.job.activated_at, own_page_key(one.job), is_test(one.job))


class Scope:
    """What decides over objects at one organization, each fact read once for all people concerned, when it is asked."""

    def __init__(self, organization: str, people: Iterable[Candidate]) -> None:
        self.organization = organization
        self._people = {one.pk: one for one in people}

    @cached_property
    def known(self) -> Mapping[int, Known]:
        """How the people are known, by their keys."""
        return known_people(self._people.values())

    @cached_property
    def _applications(self) -> Mapping[int, Sequence[_Place]]:
        found: dict[int, list[_Place]] = defaultdict(list)
        rows = Application.objects.filter(candidate__in=self._people).annotate(is_in_scope=IN_SCOPE)
        of_job = ("job__activated_at", f"job__{LISTING}__page", f"job__{LISTING}__is_test")
        for one in rows.values_list("candidate", "is_in_scope", *of_job):
            found[one[0]].append(_Place(*one[1:]))
        return found

    @cached_property
    def _homes(self) -> set[int | None]:
        """Keys of the organization's pages. A job without a page of its own belongs to the first there is."""
        pages = list(CompanyPage.objects.order_by("pk"))
        homes: set[int | None] = {page.pk for page in pages if page.urn == self.organization}
        return homes | {None} if pages and pages[0].pk in homes else homes

    def why_job_held(self, job: Job) -> Held | None:
        """Return why nothing of the job is told to this organization, or None."""
        if own_page_key(job) not in self._homes:
            return Held.OTHER_PAGE
        return Held.TEST_JOB if is_test(job) else None

    def why_application_held(self, application: Application) -> Held | None:
        """Return why an application is not in scope, or None when it is."""
        return self._why_person_held(application.candidate) or self._why_not_here(_Place.of(application))

    def why_candidate_held(self, candidate: Candidate) -> Held | None:
        """Return why a person is not in scope, or None when they are."""
        if why := self._why_person_held(candidate):
            return why
        reasons = [self._why_not_here(one) for one in self._applications.get(candidate.pk, ())]
        if None in reasons:
            return None
        if not reasons and candidate.pools.exists() and LinkedInSettings.current().match_pool_members:
            return None
        if not reasons:
            return Held.NO_APPLICATION
        return Held.PROSPECT if Held.PROSPECT in reasons else reasons[0]

    def _why_person_held(self, candidate: Candidate) -> Held | None:
        return why_person_held(candidate, self.known[candidate.pk])

    def _why_not_here(self, place: _Place) -> Held | None:
        if not place.is_in_scope:
            return Held.PROSPECT
        if not place.activated_at:
            return Held.NO_APPLICATION
        if place.is_test:
            return Held.TEST_JOB
        return None if place.page in self._homes else Held.OTHER_PAGE


def is_deleted(candidate: Candidate) -> bool:
    """Whether the person is here no more, or lives on in another record."""
    return bool(candidate.deleted_at or candidate.merged_into_id)


def why_person_held(candidate: Candidate, known: Known) -> Held | None:
    """Return why nothing about the person may leave, whatever their applications."""
    if not person_is_in_order(candidate):
        return Held.DELETED if is_deleted(candidate) else Held.RESTRICTED
    if not candidate.surname.strip():
        return Held.NO_SURNAME
    return None if known.member or known.addresses else Held.NO_WAY_TO_MATCH
