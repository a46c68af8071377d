"""Which company page a job or a person belongs to, where the organisation has several (decision 17)."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job

from .models import CompanyPage, Held, Listing
from .projection.scope import Scope


@transaction.atomic
def set_page(*, actor: User, job: Job, page: CompanyPage | None) -> None:
    """Say which company page a job belongs to; all about it moves to that page's organisation."""
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    Listing.objects.update_or_create(job=job, defaults={"page": page})
    events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=["company_page"])


def standing(candidate: Candidate) -> tuple[CompanyPage | None, Held | None]:
    """Return the company page a person is shown at, and why they are held back there (decision 17).

    The first page that takes them; where none does, the first with a reason of the person's own, else the first.
    """
    at = [(page, Scope(page.urn, [candidate]).why_candidate_held(candidate)) for page in CompanyPage.objects.all()]
    if not at:
        return None, Scope("", [candidate]).why_candidate_held(candidate)
    return min(at, key=lambda one: (one[1] is not None, one[1] == Held.OTHER_PAGE))
