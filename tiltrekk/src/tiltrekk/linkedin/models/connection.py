"""What this environment is to LinkedIn: its child application, its company pages, its choices."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.core.crypto import EncryptedTextField
from tiltrekk.core.ids import new_public_id
from tiltrekk.jobs.models import Job


class JobMode(models.TextChoices):
    """How jobs reach LinkedIn (decision 13)."""

    FEED = "feed", pgettext_lazy("how jobs reach LinkedIn", "Feed")
    API = "api", pgettext_lazy("how jobs reach LinkedIn", "API")
    RECRUITER = "recruiter", pgettext_lazy("how jobs reach LinkedIn", "Recruiter only")


def new_secret() -> str:
    """Return a part of an address that nobody can guess."""
    return secrets.token_urlsafe(24)


class LinkedInSettings(models.Model):
    """The one row of choices an administrator makes."""

    mode = models.CharField(max_length=10, choices=JobMode, default=JobMode.FEED)
    feed_secret = models.CharField(max_length=40, default=new_secret, editable=False)
    match_pool_members = models.BooleanField(default=False)
    apply_requested_at = models.DateTimeField(null=True)  # *Apply with LinkedIn*
    apply_enabled_at = models.DateTimeField(null=True)
    tell_applicants = models.BooleanField(default=False)  # who applied on LinkedIn hears there what became of it
    notice_minutes = models.PositiveSmallIntegerField(default=10)  # in which what is told of can be undone
    onsite_requested_at = models.DateTimeField(null=True)  # *Apply Connect*: people apply on LinkedIn itself
    onsite_enabled_at = models.DateTimeField(null=True)
    onsite_apply = models.BooleanField(default=True)  # somebody here may not want it all the same
    feed_jobs = models.JSONField(default=list)  # partner ids of the feed as last published (decision 18)
    feed_digest = models.CharField(max_length=64, blank=True)
    feed_built_at = models.DateTimeField(null=True)
    feed_held_since = models.DateTimeField(null=True)  # jobs are missing and nobody took them down

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_linkedin_settings")]

    def __str__(self) -> str:
        return "LinkedIn"

    @classmethod
    def current(cls) -> "LinkedInSettings":
        return cls.objects.get_or_create(pk=1)[0]


class CompanyPage(models.Model):
    """A company page on LinkedIn. The first one is the page of every job that names none (decision 17)."""

    name = models.CharField(max_length=100)
    company_id = models.CharField(max_length=20, unique=True)  # digits
    confirmed_name = models.CharField(max_length=100, blank=True)  # LinkedIn's own spelling, once a job told it

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        return f"urn:li:organization:{self.company_id}"

    @property
    def is_misspelt(self) -> bool:
        """LinkedIn has told its own spelling, and it is another one."""
        return bool(self.confirmed_name) and self.confirmed_name != self.name


class Listing(models.Model):
    """What LinkedIn needs to know about one job beyond the job itself."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="linkedin_listing")
    page = models.ForeignKey(CompanyPage, models.PROTECT, null=True, related_name="listings")
    feed_title = models.CharField(max_length=200, blank=True)  # a listing's title cannot change; a new one is listed
    feed_number = models.PositiveSmallIntegerField(default=1)  # 2 and up become a suffix of the partner id
    confirmed_posted_at = models.DateTimeField(null=True)  # somebody saw it on LinkedIn
    is_test = models.BooleanField(default=False)  # nothing of it goes to LinkedIn
    onsite_apply = models.BooleanField(default=True)  # people may apply on LinkedIn itself

    def __str__(self) -> str:
        return f"{self.job} on LinkedIn"

    @property
    def partner_job_id(self) -> str:
        return self.job.job_id if self.feed_number == 1 else f"{self.job.job_id}-{self.feed_number}"


class Connection(models.Model):
    """The environment's own LinkedIn application, a child of the installation's partner application."""

    foreign_id = models.CharField(max_length=32, default=new_public_id, editable=False)
    application_urn = models.CharField(max_length=80)
    client_id = models.CharField(max_length=80)
    client_secrets = EncryptedTextField()  # one a line, newest first: while one is rolled, two are valid
    rotated_at = models.DateTimeField(null=True)  # since when there are two secrets
    callback_secret = models.CharField(max_length=40, default=new_secret, editable=False)
    connected_at = models.DateTimeField()
    connected_by_id = models.BigIntegerField(null=True)
    disconnected_at = models.DateTimeField(null=True)
    imported_kept_at = models.DateTimeField(null=True)  # disconnected, and somebody wants kept what was read
    challenged_at = models.DateTimeField(null=True)  # when LinkedIn's last challenge of our address was answered
    deliveries_challenged_at = models.DateTimeField(null=True)  # the same of the address that takes applications
    paused_at = models.DateTimeField(null=True)
    # Where this database belongs (decision 25): a copy of it must not speak in the original's name.
    public_url = models.URLField(max_length=300)
    marker = models.CharField(max_length=40)
    journal_accepted = models.BigIntegerField(default=0)  # up to there nobody asks any more what became of it
    problem = models.TextField(blank=True)  # what LinkedIn said when it refused our credentials
    problem_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_linkedin_connection")]

    def __str__(self) -> str:
        return self.application_urn

    @classmethod
    def current(cls) -> "Connection | None":
        """The connection in force."""
        return cls.objects.filter(pk=1, disconnected_at=None).first()

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(self.client_secrets.split())

    @property
    def callback_url(self) -> str:
        return f"{settings.PUBLIC_URL}/linkedin/callback/{self.callback_secret}/"

    @property
    def deliveries_url(self) -> str:
        """Where LinkedIn delivers what people send who apply there."""
        return f"{settings.PUBLIC_URL}/linkedin/applications/{self.callback_secret}/"


class Access(models.TextChoices):
    """The two access levels of Recruiter System Connect."""

    COMPANY = "company", pgettext_lazy("access level", "Company level")
    CONTRACT = "contract", pgettext_lazy("access level", "Contract level")


class LevelState(models.TextChoices):
    """States of a level after *Request* was pressed (linkedin.md §6.3); before that there is no row."""

    REQUESTED = "requested", pgettext_lazy("LinkedIn", "Notify partner")
    PARTNER_READY = "partner_ready", pgettext_lazy("LinkedIn", "Partner ready")
    ENABLED = "enabled", pgettext_lazy("LinkedIn", "Enabled")
    DISABLED = "disabled", pgettext_lazy("LinkedIn", "Switched off in LinkedIn")


class Level(models.Model):
    """One access level for one organization or contract, and who did which step when."""

    access = models.CharField(max_length=10, choices=Access)
    context = models.CharField(max_length=80)  # organization URN, or contract URN for the contract level
    organization = models.CharField(max_length=80)
    state = models.CharField(max_length=15, choices=LevelState, default=LevelState.REQUESTED)
    status_text = models.CharField(max_length=80, blank=True)  # LinkedIn's own word, also when we do not know it
    requested_at = models.DateTimeField()
    requested_by_id = models.BigIntegerField(null=True)
    named_at = models.DateTimeField(null=True)
    configured_at = models.DateTimeField(null=True)
    enabled_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField(null=True)  # when a reading last told the state by itself; see connect/levels.py
    problem = models.TextField(blank=True)  # why naming or configuring failed

    class Meta:
        ordering = ["access", "id"]
        constraints = [models.UniqueConstraint(fields=["access", "context"], name="level_once")]

    def __str__(self) -> str:
        return f"{self.access} {self.context}: {self.state}"

    @property
    def is_enabled(self) -> bool:
        return self.state == LevelState.ENABLED
