"""Rows every app leans on: the event log, and what troubles the worker."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

OPENED, DOWNLOADED = "reading.opened", "reading.downloaded"


class Event(models.Model):
    """One change: who, what, on which object, when. A trigger refuses update and delete (migration 0001)."""

    at = models.DateTimeField()
    # No foreign keys: the log outlives what it tells of.
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    job_id = models.BigIntegerField(null=True)
    candidate_id = models.BigIntegerField(null=True)
    application_id = models.BigIntegerField(null=True)
    changed = ArrayField(models.CharField(max_length=60), default=list)
    values = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["job_id", "-id"], name="event_job", condition=models.Q(job_id__isnull=False)),
            models.Index(
                fields=["candidate_id", "-id"],
                name="event_candidate",
                condition=models.Q(candidate_id__isnull=False),
            ),
            models.Index(
                fields=["application_id", "-id"],
                name="event_application",
                condition=models.Q(application_id__isnull=False),
            ),
            models.Index(fields=["actor_id", "-id"], name="event_actor", condition=models.Q(actor_id__isnull=False)),
            models.Index(
                fields=["subject_id", "actor_id", "-id"],
                name="event_reading",
                condition=models.Q(verb__in=[OPENED, DOWNLOADED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class WorkerTrouble(models.Model):
    """A loop or tick of the worker that fails with an error nobody foresaw."""

    name = models.CharField(max_length=60, unique=True)
    error = models.CharField(max_length=120)  # the class; the whole is in the log
    since = models.DateTimeField()  # real time, as the next
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.error}"


class MailState(models.TextChoices):
    """What is known of a mail."""

    WAITING = "waiting"  # the server does not have it
    SENDING = "sending"  # in a worker's hands
    SENT = "sent"  # the server took it
    REFUSED = "refused"  # the server does not take it, or it has become of no use
    UNKNOWN = "unknown"  # the server's answer was lost: only a person may have it sent again


GIVEN_UP = frozenset({MailState.REFUSED, MailState.UNKNOWN})  # nobody but a person has such a mail sent again


class Mail(models.Model):
    """A mail to one person. Neither address nor text: they are made when it is sent."""

    kind = models.CharField(max_length=40)
    recipient = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    error = models.CharField(max_length=60, blank=True)  # of the last try: the server's number, or what failed
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()  # real time, as the others
    next_try = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try", "id"], name="mail_open", condition=models.Q(state__in=["waiting", "sending"])
            ),
            models.Index(fields=["recipient", "kind", "-id"], name="mail_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}: {self.state}"
