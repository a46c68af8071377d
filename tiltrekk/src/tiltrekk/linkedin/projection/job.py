"""A job at LinkedIn: what it should be there, and the record that says so."""

from collections.abc import Collection
from dataclasses import dataclass

from linkedin_talent.feed_html import text_of
from linkedin_talent.jobs import Availability, JobPosting

from tiltrekk.accounts.models import User
from tiltrekk.careers import channel as careers
from tiltrekk.jobs.models import EmploymentType, Job, JobRole, Seniority, Workplace
from tiltrekk.linkedin.models import Confirmed, Held, JobMode, LinkedInSettings
from tiltrekk.linkedin.onsite import Configurations
from tiltrekk.linkedin.posted import is_posted, posting_of

from .facts import LISTING, country_name
from .scope import Scope

SHORTEST, LONGEST = 100, 25_000  # characters of the description

WORKPLACES = {Workplace.ON_SITE: "On-site", Workplace.HYBRID: "Hybrid", Workplace.REMOTE: "Remote"}
# LinkedIn's symbols are ours in capitals; what is not built in is not sent (LI-12).
EMPLOYMENT = {one: one.name for one in EmploymentType}
SENIORITY = {one: one.name for one in Seniority} | {Seniority.MID_SENIOR: "MID_SENIOR_LEVEL"}


@dataclass(frozen=True)
class WantedJob:
    """What LinkedIn should make of a job. ``held`` tells why it should hold nothing that is open.

    Without a posting nothing can be asked of LinkedIn, not even to close the job.
    """

    state: Confirmed
    posting: JobPosting | None = None
    held: Held | None = None


class WantedJobs:
    """What LinkedIn should make of some jobs at one organization, read in a fixed number of queries."""

    def __init__(self, ids: Collection[str], organization: str) -> None:
        jobs = Job.objects.filter(job_id__in=ids).exclude(activated_at=None).select_related(LISTING)
        self._found = {job.job_id: job for job in jobs.prefetch_related("team__user", "postings__posted_by")}
        self._scope = Scope(organization, [])
        self._onsite = Configurations(self._found.values())
        self._may_be_public = LinkedInSettings.current().mode == JobMode.API

    def __getitem__(self, object_id: str) -> WantedJob:
        """Return public, posted in API mode; private, active; or closed. Raises what describing one job raises."""
        job = self._found.get(object_id)
        if job is None:
            return WantedJob(Confirmed.ABSENT)
        state = self._state(job)
        posting = None if missing(job) else self._posting(job, state)
        if why := self._scope.why_job_held(job):
            return WantedJob(Confirmed.ABSENT, posting, why)
        return WantedJob(state, posting) if posting else WantedJob(Confirmed.ABSENT, held=Held.INCOMPLETE)

    def _posting(self, job: Job, state: Confirmed) -> JobPosting:
        posting = _posting(job, self._scope.organization, state)
        asked = self._onsite.of(job) if state == Confirmed.PUBLIC else None
        return posting.model_copy(update={"onsite_apply": asked})

    def _state(self, job: Job) -> Confirmed:
        if not job.is_active:
            return Confirmed.CLOSED
        return Confirmed.PUBLIC if self._may_be_public and is_posted(job) else Confirmed.PRIVATE


def missing(job: Job) -> list[str]:
    """Return codes of what LinkedIn needs and the job lacks."""
    length = len(text_of(job.description))
    checks = {
        "location": not location(job),
        "description_short": length < SHORTEST,
        "description_long": length > LONGEST,
        "poster": not poster_email(job),
    }
    return [code for code, lacking in checks.items() if lacking]


def _posting(job: Job, organization: str, state: Confirmed) -> JobPosting:
    recruiter = first_recruiter(job)
    first, _, last = (recruiter.name if recruiter else "").rpartition(" ")
    return JobPosting(
        integration_context=organization,
        company_apply_url=apply_url(job),
        external_job_posting_id=job.job_id,
        job_posting_operation_type="",  # the operation fills it in
        title=job.title,
        description=job.description,
        listed_at=job.activated_at or job.created_at,
        location=location(job),
        company_job_code=job.job_id,
        workplace_types=(WORKPLACES[Workplace(job.workplace)],),
        employment_status=EMPLOYMENT.get(job.employment_type),  # type: ignore[call-overload]  # a text is its symbol
        experience_level=SENIORITY.get(job.seniority),  # type: ignore[call-overload]
        skills_description=", ".join(job.skills) or None,
        poster_email=poster_email(job),
        availability=Availability.PUBLIC if state == Confirmed.PUBLIC else Availability.PRIVATE,
        access_restricted=True,
        requisition_owner_email=recruiter.email if recruiter else None,
        requisition_owner_first_name=first or None,
        requisition_owner_last_name=last or None,
    )


def location(job: Job) -> str:
    """Return "City, Country" in English; a remote job may name only its country."""
    country = country_name(job.country)
    if job.city.strip() and country:
        return f"{job.city.strip()}, {country}"
    return country if job.workplace == Workplace.REMOTE else ""


def poster_email(job: Job) -> str:
    """Return the address of whoever pressed Post, else of the job's first recruiter."""
    if posting := posting_of(job):
        return posting.posted_by.email
    recruiter = first_recruiter(job)
    return recruiter.email if recruiter else ""


def first_recruiter(job: Job) -> User | None:
    """Return the recruiter who has been on the job's team longest."""
    recruiters = (one for one in job.team.all() if one.role == JobRole.RECRUITER)
    longest = min(recruiters, key=lambda one: (one.added_at, one.pk), default=None)
    return longest.user if longest else None


def apply_url(job: Job) -> str:
    """Return where people apply: the address given when posting, else our own apply form."""
    posting = posting_of(job)
    if posting and posting.apply_url:
        return posting.apply_url
    return careers.apply_url(job)
