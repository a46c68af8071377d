"""A person on a job. A prospect *is* an application in a stage of kind Prospect: no second table, no flag."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate, Document, Source
from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Job, Stage


class Status(models.TextChoices):
    """States of an application (attract.md §4.2)."""

    ACTIVE = "active", pgettext_lazy("application state", "Active")
    OFFERED = "offered", pgettext_lazy("application state", "Offered")
    CLOSED = "closed", pgettext_lazy("application state", "Closed")


class StatusReason(models.TextChoices):
    """Why an application is in its state."""

    NEW = "new", pgettext_lazy("application reason", "New")
    OFFER_ACCEPTED = "offer_accepted", pgettext_lazy("application reason", "Offer accepted")
    REJECTED = "rejected", pgettext_lazy("application reason", "Rejected")
    WITHDREW = "candidate_withdrew", pgettext_lazy("application reason", "Candidate withdrew")
    POSITION_FILLED = "position_filled", pgettext_lazy("application reason", "Position filled")
    POSITION_CANCELLED = "position_cancelled", pgettext_lazy("application reason", "Job cancelled")


class RejectionReason(models.TextChoices):
    """Built-in words for a rejection (CAND-20)."""

    EXPERIENCE = "experience", pgettext_lazy("rejection reason", "Experience")
    EDUCATION = "education", pgettext_lazy("rejection reason", "Education")
    SKILL_SET = "skill_set", pgettext_lazy("rejection reason", "Skill set")
    COMPETENCY = "competency", pgettext_lazy("rejection reason", "Competency")
    LICENSURE = "licensure", pgettext_lazy("rejection reason", "Licence")
    ASSESSMENT = "assessment", pgettext_lazy("rejection reason", "Assessment")
    APPLICATION = "application", pgettext_lazy("rejection reason", "Incomplete application")
    WITHDREW = "candidate_withdrew", pgettext_lazy("rejection reason", "Not interested")


class Application(models.Model):
    """One person on one job; at most one open application for each pair. *Past Prospect* is read from ``stage``."""

    public_id = PublicIdField()
    job = models.ForeignKey(Job, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="applications")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="applications")
    stage_since = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    status_reason = models.CharField(max_length=20, choices=StatusReason, default=StatusReason.NEW)
    rejection_reason = models.CharField(max_length=20, choices=RejectionReason, blank=True)
    comment = models.TextField(blank=True)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    source_comment = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)  # when the person came past Prospect
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "job"], condition=~models.Q(status="closed"), name="one_open_application"
            ),
        ]
        indexes = [
            models.Index(fields=["job", "stage", "-created_at", "-id"], name="application_on_board"),
            models.Index(fields=["job", "status", "-created_at", "-id"], name="application_newest"),
            models.Index(fields=["candidate", "-created_at"], name="application_history"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.job}"

    @property
    def is_open(self) -> bool:
        return self.status != Status.CLOSED

    @property
    def is_prospect(self) -> bool:
        return not self.stage.is_past_prospect


class StageMove(models.Model):
    """One step of the history. The first has no ``from_stage``."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves")
    from_stage = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+")
    to_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.application} → {self.to_stage}"


class ApplicationDocument(models.Model):
    """A document handed in with an application; the person's other documents stay on the person."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="handed_in")
    document = models.ForeignKey(Document, models.CASCADE, related_name="applications")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "document"], name="handed_in_once")]

    def __str__(self) -> str:
        return f"{self.document} in {self.application}"
