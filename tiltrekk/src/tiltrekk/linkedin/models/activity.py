"""Recruiting activity read from LinkedIn, without what people wrote to each other (decision 9)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class InMailDirection(models.TextChoices):
    """Who wrote."""

    SENT = "sent", pgettext_lazy("InMail", "Sent")
    RECEIVED = "received", pgettext_lazy("InMail", "Received")


class InMail(models.Model):
    """That an InMail went between a colleague's seat and a member; never its subject or text."""

    event_id = models.CharField(max_length=200)
    seat = models.CharField(max_length=80)
    thread = models.CharField(max_length=200, db_index=True)
    person = models.CharField(max_length=120, db_index=True)
    direction = models.CharField(max_length=10, choices=InMailDirection)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "seat"], name="inmail_once")]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"InMail {self.direction} {self.at:%Y-%m-%d}"


class RecruiterNote(models.Model):
    """A public note a recruiter wrote on a member in LinkedIn Recruiter."""

    note_id = models.BigIntegerField(unique=True)
    seat = models.CharField(max_length=80)
    person = models.CharField(max_length=120, db_index=True)
    text = models.TextField()
    created_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField()

    class Meta:
        ordering = ["-modified_at", "-id"]

    def __str__(self) -> str:
        return f"note {self.note_id}"


class SharedProfile(models.Model):
    """A member agreed to share their profile when they answered a colleague's InMail: why we hold it, and since when.

    The member is the key, as in the rows above, so that the row follows the link when two people are merged.
    """

    person = models.CharField(max_length=120)
    seat = models.CharField(max_length=80)
    agreed_at = models.DateTimeField(null=True)  # LinkedIn's own time of the answer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "seat"], name="shared_profile_once")]
        ordering = ["agreed_at", "id"]

    def __str__(self) -> str:
        return f"{self.person} shared a profile with {self.seat}"


class Cursor(models.Model):
    """How far a pull has come: ``since`` to ``until`` has been read; the history back to ``begins`` is still owed."""

    source = models.CharField(max_length=20)  # inmail, notes, stubs, seats, closed
    contract = models.CharField(max_length=80)
    seat = models.CharField(max_length=80, blank=True)
    begins = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    last_run = models.DateTimeField(null=True)  # closed accounts: made to look older when it failed; see pull/closed.py
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "contract", "seat"], name="cursor_once")]

    def __str__(self) -> str:
        return f"{self.source} of {self.seat or self.contract} from {self.since} until {self.until}"
