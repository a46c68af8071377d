"""Files of a person (attract.md §4.9)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField

from .candidate import Candidate


class DocumentKind(models.TextChoices):
    """What a document is."""

    RESUME = "resume", pgettext_lazy("document", "Résumé")
    COVER_LETTER = "cover_letter", pgettext_lazy("document", "Cover letter")
    PORTFOLIO = "portfolio", pgettext_lazy("document", "Portfolio")
    OTHER = "other", pgettext_lazy("document", "Other")


FOLDER = "documents"  # of the store


def _path(document: "Document", _filename: str) -> str:
    """Return a storage path that tells nothing: the given name is kept in the row only."""
    return f"{FOLDER}/{document.public_id[:2]}/{document.public_id}"


class Document(models.Model):
    """A stored file; served only through a view that checks the right to see it (SEC-28)."""

    public_id = PublicIdField()
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind, default=DocumentKind.OTHER)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)  # as sniffed, not as claimed
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=_path)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")  # None: the person themselves
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
