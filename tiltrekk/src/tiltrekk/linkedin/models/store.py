"""Rows behind the client's two protocols: tokens and call budgets (decision 23)."""

from django.db import models

from tiltrekk.core.crypto import EncryptedTextField


class StoredToken(models.Model):
    """The application's own token, shared by all processes."""

    client_id = models.CharField(max_length=80, unique=True)
    value = EncryptedTextField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token until {self.expires_at}"


class BudgetCount(models.Model):
    """Calls or records counted in one window of one limit."""

    client_id = models.CharField(max_length=80)
    counter = models.CharField(max_length=120)
    begins = models.DateTimeField()
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client_id", "counter", "begins"], name="budget_once")]

    def __str__(self) -> str:
        return f"{self.counter}: {self.spent}"


class FeedDownload(models.Model):
    """LinkedIn, or whoever knows the address, read the whole feed."""

    at = models.DateTimeField()
    partner_ids = models.JSONField()
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="feed_download_newest")]

    def __str__(self) -> str:
        return f"feed read at {self.at}"
