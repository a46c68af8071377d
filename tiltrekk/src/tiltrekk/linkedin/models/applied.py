"""Who applied on LinkedIn itself (linkedin.md §19)."""

from django.db import models

from tiltrekk.applications.models import Application


class AppliedOnLinkedIn(models.Model):
    """LinkedIn's name for an application that was made there; what becomes of it is told under this name."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="on_linkedin")
    job_application = models.CharField(max_length=120, unique=True)  # urn:li:jobApplication:…
    organization = models.CharField(max_length=80)  # URN of the company page the job is listed on
    applied_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "applied on LinkedIn"

    def __str__(self) -> str:
        return self.job_application
