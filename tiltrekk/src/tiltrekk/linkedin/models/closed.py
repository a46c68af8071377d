"""Members who closed their LinkedIn account and of whom we hold something (decision 27)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.candidates.models import Candidate
from tiltrekk.core.ids import PublicIdField


class Decision(models.TextChoices):
    """What a person decided about somebody who left LinkedIn."""

    DELETED = "deleted", pgettext_lazy("closed account", "Deleted")
    FORGOTTEN = "forgotten", pgettext_lazy("closed account", "Kept without LinkedIn's data")


class Basis(models.TextChoices):
    """On what ground somebody who left LinkedIn is kept."""

    APPLIED = "applied", pgettext_lazy("ground for keeping somebody", "They applied themselves")
    HIRED = "hired", pgettext_lazy("ground for keeping somebody", "They work here, or are about to")
    AGREED = "agreed", pgettext_lazy("ground for keeping somebody", "They agreed to be kept")
    LAW = "law", pgettext_lazy("ground for keeping somebody", "The law asks us to")


class ClosedAccount(models.Model):
    """Somebody who left LinkedIn. Waits for a person: nobody is deleted by a machine."""

    public_id = PublicIdField()
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="closed_accounts")
    member = models.CharField(max_length=120)  # urn:li:person:…
    profile_url = models.URLField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)  # as LinkedIn says
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    basis = models.CharField(max_length=10, choices=Basis, blank=True)  # of keeping, with the reason in words
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "member"], name="closed_account_once")]
        indexes = [
            models.Index(fields=["found_at"], name="closed_waiting", condition=models.Q(decided_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.member} left LinkedIn"
