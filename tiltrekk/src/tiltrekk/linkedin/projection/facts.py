"""Small facts several projections share."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from linkedin_talent.records import PersonName

from tiltrekk.accounts.models import User
from tiltrekk.jobs import countries
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Listing


def author(user: User) -> PersonName:
    """Return a colleague's name in LinkedIn's two parts."""
    first, _, last = user.name.strip().rpartition(" ")
    return PersonName(first_name=first or last, last_name=last)


def company_page(job: Job) -> CompanyPage | None:
    """Return the company page the job belongs to: its own choice, else the first."""
    listing = Listing.objects.filter(job=job).select_related("page").first()
    return (listing.page if listing and listing.page else None) or CompanyPage.objects.first()


def at_organization(job: Job, organization: str) -> bool:
    """Tell whether the job belongs to this organization's page."""
    page = company_page(job)
    return page is not None and page.urn == organization


def address(path: str) -> str:
    """Return an absolute address of ours."""
    return f"{settings.PUBLIC_URL}{path}"


def later(moment: datetime, floor: datetime) -> datetime:
    """Return a time that is not before another; LinkedIn refuses a change older than the creation."""
    return max(moment, floor)


def country_name(code: str) -> str:
    """Return the country's English name, which LinkedIn can place."""
    with translation.override("en"):
        return countries.name(code) if code else ""
