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


LISTING = "linkedin_listing"  # of a job: to be joined where many jobs are read


def listing_of(job: Job) -> Listing | None:
    """Return what LinkedIn needs to know about the job beyond the job itself, as far as anybody has said it."""
    return getattr(job, LISTING, None)


def own_page_key(job: Job) -> int | None:
    """Return the key of the company page the job names itself."""
    return listing.page_id if (listing := listing_of(job)) else None


def is_test(job: Job) -> bool:
    """Whether the job only tries things out."""
    listing = listing_of(job)
    return bool(listing and listing.is_test)


def company_page(job: Job) -> CompanyPage | None:
    """Return the company page the job belongs to: its own choice, else the first."""
    listing = listing_of(job)
    return (listing and listing.page) or CompanyPage.objects.first()


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
