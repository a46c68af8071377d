"""What applicants hear through LinkedIn (linkedin.md §19.3). It cannot be taken back once it has left."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Stage

from .applied import AppliedOnLinkedIn


class NoticeAction(models.TextChoices):
    """What happened to the application; the values are LinkedIn's symbols."""

    VIEWED = "APPLICATION_VIEWED", pgettext_lazy("notice", "Application opened")
    DOWNLOADED = "RESUME_DOWNLOADED", pgettext_lazy("notice", "Résumé downloaded")
    SCREENED = "SCREENED", pgettext_lazy("notice", "Screened")
    INTERVIEWED = "INTERVIEWED", pgettext_lazy("notice", "Interviewed")
    REJECTED = "APPLICATION_REJECTED", pgettext_lazy("notice", "Rejected")
    HIRED = "HIRED", pgettext_lazy("notice", "Hired")


class NoticeState(models.TextChoices):
    """What is known of a notice."""

    WAITING = "waiting", pgettext_lazy("notice", "Waiting")
    SENDING = "sending", pgettext_lazy("notice", "On its way")  # in a worker's hands
    SENT = "sent", pgettext_lazy("notice", "LinkedIn knows")
    TAKEN_BACK = "taken_back", pgettext_lazy("notice", "Taken back")  # nothing left
    REFUSED = "refused", pgettext_lazy("notice", "Not taken by LinkedIn")


OPEN = (NoticeState.WAITING, NoticeState.SENDING)


class Notice(models.Model):
    """One occurrence. Sent again after a lost answer it names the same moment, and LinkedIn tells nobody twice."""

    public_id = PublicIdField()
    applied = models.ForeignKey(AppliedOnLinkedIn, models.CASCADE, related_name="notices")
    action = models.CharField(max_length=20, choices=NoticeAction)
    event_id = models.BigIntegerField()  # the change that is told of
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, related_name="+")  # the one that was passed
    performed_at = models.DateTimeField()
    due_at = models.DateTimeField()  # until then it can be undone
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField(null=True)  # real time; while it is sent, when the worker must have died
    error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["applied", "event_id"], name="notice_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="notice_open", condition=models.Q(state__in=OPEN)),
            models.Index(fields=["-performed_at", "-id"], name="notice_newest"),
            models.Index(fields=["state", "-performed_at", "-id"], name="notice_of_state"),
        ]

    def __str__(self) -> str:
        return f"{self.action} of {self.applied}"
