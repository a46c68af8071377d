"""Interview feedback (attract.md §4.8)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Activity

from .application import Application


class FeedbackState(models.TextChoices):
    """Asked for, begun, handed in (CAND-30)."""

    REQUESTED = "requested", pgettext_lazy("feedback", "Asked for")
    DRAFT = "draft", pgettext_lazy("feedback", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("feedback", "Submitted")


class Feedback(models.Model):
    """One colleague's judgement of one application."""

    public_id = PublicIdField()
    application = models.ForeignKey(Application, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(User, models.PROTECT, related_name="feedback")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=FeedbackState, default=FeedbackState.DRAFT)
    recommended = models.BooleanField(null=True)
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    overall = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "author"], name="feedback_once")]

    def __str__(self) -> str:
        return f"feedback by {self.author} on {self.application}"
