"""A job (attract.md §2.1)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField
from tiltrekk.core.text import sort_key


class Status(models.TextChoices):
    """States of a job shown to people (attract.md §2.3)."""

    DRAFT = "draft", pgettext_lazy("job state", "Draft")
    ACTIVE = "active", pgettext_lazy("job state", "Active")
    CLOSED = "closed", pgettext_lazy("job state", "Closed")


class StatusReason(models.TextChoices):
    """Why a job is in its state."""

    NEW = "new", pgettext_lazy("job reason", "New")
    FILLED = "filled", pgettext_lazy("job reason", "Position filled")
    CANCELLED = "cancelled", pgettext_lazy("job reason", "Job cancelled")
    REACTIVATED = "reactivated", pgettext_lazy("job reason", "Reopened")


class EmploymentType(models.TextChoices):
    """Built-in employment types, the ones LinkedIn shows (LI-12)."""

    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    CONTRACT = "contract", _("Contract")
    TEMPORARY = "temporary", _("Temporary")
    VOLUNTEER = "volunteer", _("Volunteer")


class Seniority(models.TextChoices):
    """Built-in seniority levels, the ones LinkedIn shows (LI-12)."""

    INTERNSHIP = "internship", _("Internship")
    ENTRY_LEVEL = "entry_level", _("Entry level")
    ASSOCIATE = "associate", _("Associate")
    MID_SENIOR = "mid_senior_level", _("Mid-senior level")
    DIRECTOR = "director", _("Director")
    EXECUTIVE = "executive", _("Executive")


class Workplace(models.TextChoices):
    """Where the work is done."""

    ON_SITE = "on_site", _("On-site")
    HYBRID = "hybrid", _("Hybrid")
    REMOTE = "remote", _("Remote")


class Job(models.Model):
    """A job: what people read, where it is, and its state. To add a field, see ``AGENTS.md``."""

    public_id = PublicIdField()
    number = models.PositiveBigIntegerField(unique=True, editable=False)
    job_id = models.CharField(max_length=30, unique=True, editable=False)  # "N1-1042": what people type to find it
    title = models.CharField(max_length=200)
    sort_title = models.CharField(max_length=260, db_collation="C", editable=False)
    description = models.TextField(blank=True)  # safe HTML
    city = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166 alpha-2
    postal_code = models.CharField(max_length=16, blank=True)
    workplace = models.CharField(max_length=10, choices=Workplace, default=Workplace.ON_SITE)
    openings = models.PositiveSmallIntegerField(default=1)
    employment_type = models.CharField(max_length=20, choices=EmploymentType, blank=True)
    seniority = models.CharField(max_length=20, choices=Seniority, blank=True)
    skills = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=12, choices=StatusReason, default=StatusReason.NEW)
    close_comment = models.TextField(blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "-number"], name="job_by_status"),
            models.Index(fields=["sort_title", "id"], name="job_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_title = sort_key(self.title)
        super().save(*args, **options)

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE

    @property
    def place(self) -> str:
        """City and country as people read them, what is known of them."""
        return ", ".join(part for part in (self.city, self.country) if part)
