"""One row for each job and channel."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Job


class State(models.TextChoices):
    """Whether the job is published on the channel by us; what the channel made of it is the channel's to tell."""

    POSTED = "posted", pgettext_lazy("posting", "Posted")
    UNPOSTED = "unposted", pgettext_lazy("posting", "Not posted")


class ApplyWay(models.TextChoices):
    """Where candidates apply (attract.md §7.1)."""

    HERE = "here", pgettext_lazy("apply", "Our own apply page")
    LINK = "link", pgettext_lazy("apply", "Another web address")


class Posting(models.Model):
    """A job on a channel (JOB-27). ``details`` belongs to the channel."""

    public_id = PublicIdField()
    job = models.ForeignKey(Job, models.CASCADE, related_name="postings")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.POSTED)
    apply_way = models.CharField(max_length=5, choices=ApplyWay, default=ApplyWay.HERE)
    apply_url = models.URLField(max_length=500, blank=True)  # only when candidates apply elsewhere
    uri = models.URLField(max_length=500, blank=True)  # where the channel shows the job, once known
    posted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_posted_at = models.DateTimeField()
    posted_at = models.DateTimeField()  # the last time somebody posted or reposted it
    unposted_at = models.DateTimeField(null=True)
    reposts = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "channel"], name="posting_once_for_each_channel")]
        indexes = [models.Index(fields=["channel", "state", "-posted_at"], name="posting_by_channel")]

    def __str__(self) -> str:
        return f"{self.job} on {self.channel}"

    @property
    def is_posted(self) -> bool:
        return self.state == State.POSTED
