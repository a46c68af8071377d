"""Colleagues as LinkedIn members: who connected, and their Recruiter seats."""

from django.db import models

from tiltrekk.accounts.models import User


class MemberConnection(models.Model):
    """A colleague who connected LinkedIn. Only the person id is kept, no token (decision 23)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="linkedin")
    person = models.CharField(max_length=120, unique=True)  # urn:li:person:…, valid for our application only
    connected_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} is {self.person}"


class Seat(models.Model):
    """A Recruiter seat of a connected contract, as last read."""

    urn = models.CharField(max_length=80, unique=True)
    contract = models.CharField(max_length=80)
    person = models.CharField(max_length=120, blank=True, db_index=True)
    name = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=20)
    roles = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
