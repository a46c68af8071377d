"""Which jobs stand in the feed, and as what (linkedin.md §9)."""

from datetime import date

from django.utils.timezone import localtime
from linkedin_talent.feed import FeedJob, problems

from tiltrekk.jobs.models import Job, Workplace
from tiltrekk.linkedin.models import CompanyPage, JobMode, LinkedInSettings, Listing
from tiltrekk.linkedin.posted import CHANNEL, posting_of
from tiltrekk.linkedin.projection.facts import company_page, country_name
from tiltrekk.linkedin.projection.job import EMPLOYMENT, SENIORITY, WORKPLACES, apply_url, poster_email
from tiltrekk.postings.selectors import posted


def wanted() -> list[FeedJob]:
    """Return the jobs that should be in the feed now: posted, and fit for LinkedIn."""
    if LinkedInSettings.current().mode != JobMode.FEED:
        return []
    real = posted(CHANNEL).exclude(job__linkedin_listing__is_test=True)
    found = (feed_job(posting.job) for posting in real.order_by("job__number"))
    return [job for job in found if job is not None and not problems(job)]


def feed_job(job: Job) -> FeedJob | None:
    """Return the job as the feed tells it; None without a company page."""
    page = company_page(job)
    return _feed_job(job, page) if page else None


def _feed_job(job: Job, page: CompanyPage) -> FeedJob:
    listing = Listing.objects.filter(job=job).first() or Listing(job=job)
    return FeedJob(
        partner_job_id=listing.partner_job_id,
        company=page.name,
        company_id=page.company_id,
        title=job.title,
        description=job.description,
        apply_url=apply_url(job),
        poster_email=poster_email(job),
        city=job.city,
        state=job.region if job.country == "US" else "",
        country=country_name(job.country),
        postal_code=job.postal_code,
        workplace_type=WORKPLACES[Workplace(job.workplace)],
        experience_level=SENIORITY.get(job.seniority, ""),  # type: ignore[call-overload]  # a text is its symbol
        job_type=EMPLOYMENT.get(job.employment_type, ""),  # type: ignore[call-overload]
        skills=tuple(job.skills),
        list_date=_listed(job),
    )


def _listed(job: Job) -> date | None:
    """The day somebody first posted the job, in the house's own time zone; *Repost* does not make it newer."""
    posting = posting_of(job)
    return localtime(posting.first_posted_at).date() if posting else None
