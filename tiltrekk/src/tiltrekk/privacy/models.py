"""The one row of this app the program may read: who looked at the figures. All else is kept apart (``vault.sql``)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User


class Kind(models.TextChoices):
    """In which form somebody looked."""

    PAGE = "page", pgettext_lazy("equality figures", "Page")
    FILE = "file", pgettext_lazy("equality figures", "File")


class Access(models.Model):
    """One look at the figures of a quarter. A view: the database writes the row with the answer it gives."""

    at = models.DateTimeField()  # the database's own time
    reader = models.ForeignKey(User, models.DO_NOTHING, related_name="+", db_constraint=False)
    purpose = models.CharField(max_length=300)
    kind = models.CharField(max_length=4, choices=Kind)
    quarter = models.DateField()  # its first day

    class Meta:
        managed = False
        db_table = 'equality"."access_log'

    def __str__(self) -> str:
        return f"{self.reader} looked at {self.quarter}"
