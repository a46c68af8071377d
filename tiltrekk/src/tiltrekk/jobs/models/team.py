"""The hiring team of a job (attract.md §1.2)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User

from .job import Job


class JobRole(models.TextChoices):
    """What someone is on one job."""

    RECRUITER = "recruiter", pgettext_lazy("job role", "Recruiter")
    HIRING_MANAGER = "hiring_manager", pgettext_lazy("job role", "Hiring manager")
    INTERVIEWER = "interviewer", pgettext_lazy("job role", "Interviewer")


HIRING = (JobRole.RECRUITER, JobRole.HIRING_MANAGER)  # an active job needs one of them


class TeamMember(models.Model):
    """Someone on the team; exactly one role each (ROLE-06)."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=JobRole)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "user"], name="member_once")]
        indexes = [models.Index(fields=["user", "job"], name="member_by_user")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class Delegate(models.Model):
    """Someone a recruiter or hiring manager named to act for them on that job (ROLE-09)."""

    member = models.ForeignKey(TeamMember, models.CASCADE, related_name="delegates")
    user = models.ForeignKey(User, models.PROTECT, related_name="delegations")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "user"], name="delegate_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.member}"
