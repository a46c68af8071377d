"""A connected product with one posted job, one applicant and one prospect, without a browser and without LinkedIn."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings as configuration
from django.test import Client
from factories import ApplicationFactory, CandidateFactory, JobFactory, UserFactory
from linkedin_rows import URN, row
from onsite_stage import enabled_row
from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.marker import marker
from tiltrekk.linkedin.models import (
    Access,
    CompanyPage,
    Connection,
    FeedDownload,
    JobOperation,
    Kind,
    Level,
    LevelState,
    Listing,
    MemberConnection,
)
from tiltrekk.postings.models import Posting

RAGNA = "urn:li:person:ragna"


@dataclass
class Stage:
    """All is in order here; each test plants one cause."""

    admin: User
    ragna: User  # recruiter of the job, connected to LinkedIn
    hilde: User  # hiring manager, not connected
    job: Job
    kari: Candidate  # past Prospect, at LinkedIn
    pia: Candidate  # still a prospect
    client: Client  # ragna's browser

    def posted(self, *, hours: float, read: float | None = None) -> Posting:
        """Post the job so many hours ago; LinkedIn read the feed ``read`` hours ago."""
        at = self.ago(hours)
        Listing.objects.create(job=self.job, feed_title=self.job.title)
        if read is not None:
            FeedDownload.objects.create(at=self.ago(read), partner_ids=[self.job.job_id])
        return Posting.objects.create(
            job=self.job, channel="linkedin", posted_by=self.ragna, posted_at=at, first_posted_at=at
        )

    def contract_level(self) -> Level:
        """Switch the contract level on."""
        context = "urn:li:contract:5150"
        return Level.objects.create(
            access=Access.CONTRACT,
            context=context,
            organization=URN,
            state=LevelState.ENABLED,
            requested_at=clock.now(),
        )

    def ago(self, hours: float) -> datetime:
        return clock.now() - timedelta(hours=hours)


def build_stage() -> Stage:
    """Make the rows."""
    CompanyPage.objects.create(name="Fjordtech", company_id="90210")
    now = clock.now()
    level = {"context": URN, "organization": URN, "state": LevelState.ENABLED, "requested_at": now}
    Level.objects.create(access=Access.COMPANY, **level)
    Connection.objects.create(
        pk=1,
        application_urn="urn:li:developerApplication:1",
        client_id="child",
        client_secrets="secret",
        connected_at=now,
        public_url=configuration.PUBLIC_URL,
        marker=marker(),
    )
    ragna = UserFactory.create(name="Ragna Rekrutterer", roles=["recruiter"])
    hilde = UserFactory.create(name="Hilde Sjef", roles=["hiring_manager"])
    MemberConnection.objects.create(user=ragna, person=RAGNA, connected_at=now)
    job = JobFactory.create(
        title="Marine engineer",
        seniority="associate",
        employment_type="full_time",
        team={ragna: "recruiter", hilde: "hiring_manager"},
    )
    row(Kind.JOB, job.job_id, digest="held")
    kari = CandidateFactory.create(given_name="Kari", surname="Nordmann", email="kari@example.org")
    ApplicationFactory.create(job=job, candidate=kari)
    row(Kind.CANDIDATE, kari.public_id, digest="held")
    pia = CandidateFactory.create(given_name="Pia", surname="Prøve", email="pia@example.org")
    ApplicationFactory.create(job=job, candidate=pia, at="prospect", source="linkedin")
    client = Client()
    client.force_login(ragna)
    admin = UserFactory.create(name="Anna Administrator", roles=["admin"])
    return Stage(admin, ragna, hilde, job, kari, pia, client)


def applied_elsewhere(stage: Stage) -> None:
    """The job should take applications on LinkedIn, which no longer asks our address."""
    enabled_row()
    stage.posted(hours=9)
    Connection.objects.update(deliveries_challenged_at=clock.now() - timedelta(hours=9))
    JobOperation.objects.create(
        organization=URN,
        object_id=stage.job.job_id,
        confirmed="public",
        apply_status="NOT_ENABLED",
        apply_words="Converted",
    )
