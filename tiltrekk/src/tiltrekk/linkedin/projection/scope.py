"""Who is in scope at LinkedIn: the gate behind which nothing of a prospect passes (LI-33, decision 1)."""

from tiltrekk.applications.models import Application
from tiltrekk.applications.scope import is_in_scope, person_is_in_order
from tiltrekk.candidates.models import Candidate, IdentityProvider
from tiltrekk.linkedin.models import Held, LinkedInSettings

from .facts import at_organization


def why_person_held(candidate: Candidate) -> Held | None:
    """Return why nothing about the person may leave, whatever their applications."""
    if not person_is_in_order(candidate):
        return Held.RESTRICTED if not (candidate.deleted_at or candidate.merged_into_id) else Held.DELETED
    if not candidate.surname.strip():
        return Held.NO_SURNAME
    if not linked_member(candidate) and not candidate.emails.exists():
        return Held.NO_WAY_TO_MATCH
    return None


def why_application_held(application: Application, organization: str) -> Held | None:
    """Return why an application is not in scope at an organization, or None when it is."""
    if why := why_person_held(application.candidate):
        return why
    if not is_in_scope(application):
        return Held.PROSPECT
    if not application.job.activated_at:
        return Held.NO_APPLICATION
    if not at_organization(application.job, organization):
        return Held.OTHER_PAGE
    return None


def why_candidate_held(candidate: Candidate, organization: str) -> Held | None:
    """Return why a person is not in scope at an organization, or None when they are."""
    if why := why_person_held(candidate):
        return why
    applications = candidate.applications.select_related("stage", "job", "candidate")
    reasons = [why_application_held(one, organization) for one in applications]
    if None in reasons:
        return None
    if LinkedInSettings.current().match_pool_members and not reasons and candidate.pools.exists():
        return None
    if not reasons:
        return Held.NO_APPLICATION
    return Held.PROSPECT if Held.PROSPECT in reasons else reasons[0]


def linked_member(candidate: Candidate) -> str:
    """Return the person URN the candidate is linked with, or an empty text."""
    found = (one.external_id for one in candidate.identities.all() if one.provider == IdentityProvider.LINKEDIN)
    return next(found, "")
