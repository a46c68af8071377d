"""Whom LinkedIn found for our candidates by itself (linkedin.md §10.2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .sync import SyncRow


class MemberMatch(models.Model):
    """LinkedIn's own match of one synced candidate; gone when LinkedIn no longer holds the candidate."""

    row = models.OneToOneField(SyncRow, models.CASCADE, related_name="match")
    members = ArrayField(models.CharField(max_length=120), default=list)  # person URNs
    since = models.DateTimeField()  # when LinkedIn took the record these members fit
    asked_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)  # None: the answer will do

    class Meta:
        verbose_name_plural = "member matches"
        indexes = [models.Index(fields=["ask_at"], name="match_due", condition=models.Q(ask_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.row}: {len(self.members)}"
