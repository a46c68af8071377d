"""Which company page a job belongs to, where the organisation has several (decision 17)."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job

from .models import CompanyPage, Listing


@transaction.atomic
def set_page(*, actor: User, job: Job, page: CompanyPage | None) -> None:
    """Say which company page a job belongs to; all about it moves to that page's organisation."""
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    Listing.objects.update_or_create(job=job, defaults={"page": page})
    events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=["company_page"])
