"""Who applied on LinkedIn itself (linkedin.md §19)."""

from django.db import models

from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import DocumentKind


class AppliedOnLinkedIn(models.Model):
    """LinkedIn's name for an application that was made there; what becomes of it is told under this name."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="on_linkedin")
    job_application = models.CharField(max_length=120, unique=True)  # urn:li:jobApplication:…
    organization = models.CharField(max_length=80)  # URN of the company page the job is listed on
    applied_at = models.DateTimeField()
    terms_accepted_at = models.DateTimeField(null=True)  # the box of our own form, ticked there

    class Meta:
        verbose_name_plural = "applied on LinkedIn"

    def __str__(self) -> str:
        return self.job_application


class AwaitedFile(models.Model):
    """A file of an application made on LinkedIn that is still to be fetched there; gone once it is here."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="awaited_from_linkedin")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    address = models.TextField()  # LinkedIn's; good for thirty days
    ends_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try"], name="awaited_due", condition=models.Q(given_up_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application}"
