"""Who is in scope at LinkedIn: the gate behind which nothing of a prospect passes (LI-33, decision 1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import is_in_scope, person_is_in_order
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Held, LinkedInSettings

from .facts import HOME, own_page
from .known import Known, known_people

DECIDES = (  # fields of an application that say whether it is in scope
    "candidate",
    "stage__kind",
    "job__activated_at",
    "job__linkedin_listing__page__company_id",
)


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
    def _applications(self) -> Mapping[int, Sequence[Application]]:
        found: dict[int, list[Application]] = defaultdict(list)
        rows = Application.objects.filter(candidate__in=self._people).select_related("stage", f"job__{HOME}")
        for one in rows.only(*DECIDES):
            one.candidate = self._people[one.candidate_id]
            found[one.candidate_id].append(one)
        return found

    @cached_property
    def _first_page(self) -> CompanyPage | None:
        return CompanyPage.objects.first()

    def is_home_of(self, job: Job) -> bool:
        """Tell whether the job belongs to this organization's page."""
        page = own_page(job) or self._first_page
        return page is not None and page.urn == self.organization

    def why_application_held(self, application: Application) -> Held | None:
        """Return why an application is not in scope, or None when it is."""
        return self._why_person_held(application.candidate) or self._why_not_here(application)

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

    def _why_not_here(self, application: Application) -> Held | None:
        if not is_in_scope(application):
            return Held.PROSPECT
        if not application.job.activated_at:
            return Held.NO_APPLICATION
        return None if self.is_home_of(application.job) else Held.OTHER_PAGE


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
