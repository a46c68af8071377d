"""Who is in scope at LinkedIn: the gate behind which nothing of a prospect passes (LI-33, decision 1)."""

from dataclasses import dataclass
from typing import Self

from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import is_in_scope, person_is_in_order
from tiltrekk.candidates.models import Candidate, IdentityProvider
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Held, LinkedInSettings

from .facts import own_page

DECIDES = (  # fields of an application that say whether it is in scope
    "candidate",
    "stage__kind",
    "job__activated_at",
    "job__linkedin_listing__page__company_id",
)


@dataclass(frozen=True)
class Scope:
    """What decides over all objects at one organization, read once for many of them."""

    organization: str
    first_page: CompanyPage | None
    match_pool_members: bool

    @classmethod
    def at(cls, organization: str) -> Self:
        """Read it as it is now."""
        return cls(organization, CompanyPage.objects.first(), LinkedInSettings.current().match_pool_members)

    def is_home_of(self, job: Job) -> bool:
        """Tell whether the job belongs to this organization's page."""
        page = own_page(job) or self.first_page
        return page is not None and page.urn == self.organization

    def why_application_held(self, application: Application) -> Held | None:
        """Return why an application is not in scope, or None when it is."""
        return why_person_held(application.candidate) or self._why_not_here(application)

    def why_candidate_held(self, candidate: Candidate) -> Held | None:
        """Return why a person is not in scope, or None when they are."""
        if why := why_person_held(candidate):
            return why
        reasons = [self._why_not_here(one) for one in candidate.applications.all()]
        if None in reasons:
            return None
        if self.match_pool_members and not reasons and candidate.pools.exists():
            return None
        if not reasons:
            return Held.NO_APPLICATION
        return Held.PROSPECT if Held.PROSPECT in reasons else reasons[0]

    def _why_not_here(self, application: Application) -> Held | None:
        if not is_in_scope(application):
            return Held.PROSPECT
        if not application.job.activated_at:
            return Held.NO_APPLICATION
        return None if self.is_home_of(application.job) else Held.OTHER_PAGE


def why_person_held(candidate: Candidate) -> Held | None:
    """Return why nothing about the person may leave, whatever their applications."""
    if not person_is_in_order(candidate):
        return Held.RESTRICTED if not (candidate.deleted_at or candidate.merged_into_id) else Held.DELETED
    if not candidate.surname.strip():
        return Held.NO_SURNAME
    if not linked_member(candidate) and not candidate.emails.all():
        return Held.NO_WAY_TO_MATCH
    return None


def why_candidate_held(candidate: Candidate, organization: str) -> Held | None:
    """Return why one person is not in scope at an organization, or None when they are."""
    return Scope.at(organization).why_candidate_held(candidate)


def linked_member(candidate: Candidate) -> str:
    """Return the person URN the candidate is linked with, or an empty text."""
    found = (one.external_id for one in candidate.identities.all() if one.provider == IdentityProvider.LINKEDIN)
    return next(found, "")
