"""What LinkedIn tells us, as it came."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Job


class Arrival(models.Model):
    """What was stored before it was answered, and is processed later, once."""

    body = models.JSONField()
    received_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when it was last handed to the queue again
    processed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True


class Notification(Arrival):
    """A push; its id is unique for ever, so a repeat has no second effect."""

    notification_id = models.CharField(max_length=120, unique=True)
    type = models.CharField(max_length=60)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at"], name="notification_newest"),
            models.Index(
                fields=["received_at"], name="notification_unread", condition=models.Q(processed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.notification_id}"


class Delivery(Arrival):
    """An application somebody made on LinkedIn (linkedin.md §19.2). The id stays, the body until it is read."""

    job_application = models.CharField(max_length=120, unique=True)  # urn:li:jobApplication:…

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["-received_at"], name="onsite_delivery_newest"),
            models.Index(
                fields=["received_at"], name="onsite_delivery_unread", condition=models.Q(processed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.job_application


class DroppedField(models.Model):
    """A field that came with somebody's profile and is not kept: its name and how often, never what it said."""

    name = models.CharField(max_length=60, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.times}"


class WhyHeld(models.TextChoices):
    """Why an export was parked (decision 7)."""

    JOB_CLOSED = "job_closed", pgettext_lazy("held export", "The job is not active")
    NO_PROSPECTS = "no_prospects", pgettext_lazy("held export", "The job has no Prospect stage")
    NOT_ON_TEAM = "not_on_team", pgettext_lazy("held export", "The exporter may not add prospects to the job")


class HeldExport(models.Model):
    """An export that should not have come. It waits for a person, and is discarded after 30 days."""

    public_id = PublicIdField()
    job = models.ForeignKey(Job, models.CASCADE, related_name="held_exports")
    why = models.CharField(max_length=15, choices=WhyHeld)
    request_id = models.CharField(max_length=120)
    member = models.CharField(max_length=120)
    profile = models.JSONField()  # LinkedIn's stub profile; emptied when decided
    exporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, blank=True)  # added, discarded, expired

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request_id", "member"], name="held_export_once")]
        indexes = [
            models.Index(
                fields=["received_at"], name="held_export_waiting", condition=models.Q(decided_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"held export for {self.job}"

    @property
    def name(self) -> str:
        """Whom LinkedIn named."""
        return f"{self.profile.get('firstName', '')} {self.profile.get('lastName', '')}".strip()
