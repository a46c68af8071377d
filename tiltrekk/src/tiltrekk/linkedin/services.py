"""Choices an administrator makes: company pages, how jobs reach LinkedIn."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.jobs.models import Job

from .models import CompanyPage, JobMode, LinkedInSettings, Listing
from .sync.load import raise_everything


@transaction.atomic
def save_company(*, actor: User, name: str, company_id: str, page: CompanyPage | None = None) -> CompanyPage:
    """Save a company page: its name as LinkedIn spells it, and the digits of its id (LI-05).

    Without ``page`` the first one is changed, or made.
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    name, company_id = name.strip(), company_id.strip()
    page = page or CompanyPage.objects.first() or CompanyPage()
    refuse(_against(page, name, company_id))
    changed = [field for field, new in (("name", name), ("company_id", company_id)) if getattr(page, field) != new]
    page.name, page.company_id = name, company_id
    page.save()
    events.record(actor=actor, verb="linkedin.company_saved", subject=page, changed=changed)
    raise_everything()
    return page


@transaction.atomic
def add_company(*, actor: User, name: str, company_id: str) -> CompanyPage:
    """Add another company page (decision 17)."""
    return save_company(actor=actor, name=name, company_id=company_id, page=CompanyPage())


def _against(page: CompanyPage, name: str, company_id: str) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("name", _("Enter the company name as it stands on the LinkedIn page."), "name"))
    if not (company_id.isascii() and company_id.isdecimal()):
        reasons.append(Reason("digits", _("The LinkedIn company ID consists of digits only."), "company_id"))
    elif CompanyPage.objects.filter(company_id=company_id).exclude(pk=page.pk).exists():
        reasons.append(Reason("taken", _("This company page is entered already."), "company_id"))
    return reasons


@transaction.atomic
def set_mode(*, actor: User, mode: JobMode, match_pool_members: bool = False) -> LinkedInSettings:
    """Choose how jobs reach LinkedIn (decision 13), and whether people who sit only in a pool are matched."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    LinkedInSettings.current()
    settings = LinkedInSettings.objects.select_for_update().get(pk=1)
    new = {"mode": mode, "match_pool_members": match_pool_members}
    changed = [name for name, value in new.items() if getattr(settings, name) != value]
    for name in changed:
        setattr(settings, name, new[name])
    settings.save()
    events.record(actor=actor, verb="linkedin.mode_changed", subject=settings, changed=changed)
    if changed:
        raise_everything()
    return settings


@transaction.atomic
def set_page(*, actor: User, job: Job, page: CompanyPage | None) -> None:
    """Say which company page a job belongs to; all about it moves to that page's organisation."""
    require(actor, Flag.UPDATE_JOB_DETAILS, job)
    Listing.objects.update_or_create(job=job, defaults={"page": page})
    events.record(actor=actor, verb="job.changed", subject=job, job=job, changed=["company_page"])
