"""Talent pools (attract.md §5)."""

from django.db import models

from tiltrekk.accounts.models import User
from tiltrekk.core.ids import PublicIdField

from .candidate import Candidate


class TalentPool(models.Model):
    """A named list of people. ``system_key`` marks one the program made: it has no owner and cannot be changed."""

    public_id = PublicIdField()
    name = models.CharField(max_length=80, unique=True)
    system_key = models.CharField(max_length=20, unique=True, null=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="pools")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PoolShare(models.Model):
    """A contributor: sees, adds and removes people (POOL-04)."""

    pool = models.ForeignKey(TalentPool, models.CASCADE, related_name="shares")
    user = models.ForeignKey(User, models.CASCADE, related_name="shared_pools")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "user"], name="share_once")]

    def __str__(self) -> str:
        return f"{self.pool} → {self.user}"


class PoolMember(models.Model):
    """A person in a pool."""

    pool = models.ForeignKey(TalentPool, models.CASCADE, related_name="members")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="pools")
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pool", "candidate"], name="pool_member_once")]
        indexes = [models.Index(fields=["pool", "-added_at", "-id"], name="pool_newest")]

    def __str__(self) -> str:
        return f"{self.candidate} in {self.pool}"
