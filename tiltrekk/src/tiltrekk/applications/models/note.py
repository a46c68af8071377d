"""Notes on a person or on an application (attract.md §4.7)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.ids import PublicIdField

from .application import Application


class Visibility(models.TextChoices):
    """Who reads a note. Only team notes ever leave for LinkedIn (decision 10)."""

    TEAM = "team", pgettext_lazy("note", "Team")
    PRIVATE = "private", pgettext_lazy("note", "Only me")


class Note(models.Model):
    """A note by a colleague. With an application it is about that application, without one about the person."""

    public_id = PublicIdField()
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notes")
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField()
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.TEAM)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["candidate", "-created_at"], name="note_newest")]

    def __str__(self) -> str:
        return f"note {self.public_id}"
