"""The stages a job's people pass: a template, or one job's copy of it (attract.md §3)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from .job import Job


class StageKind(models.TextChoices):
    """Kinds of stage, in their natural order (PROC-03)."""

    PROSPECT = "prospect", pgettext_lazy("stage", "Prospect")
    APPLICATION = "application", pgettext_lazy("stage", "Application")
    ASSESSMENT = "assessment", pgettext_lazy("stage", "Assessment")
    SCREENING = "screening", pgettext_lazy("stage", "Screening")
    INTERVIEW = "interview", pgettext_lazy("stage", "Interview")
    OFFER = "offer", pgettext_lazy("stage", "Offer")


class ActivityKind(models.TextChoices):
    """Kinds of activity a stage may hold."""

    PROSPECT = "prospect", pgettext_lazy("activity", "Prospects")
    APPLICATION = "application", pgettext_lazy("activity", "Application")
    FEEDBACK = "feedback", pgettext_lazy("activity", "Feedback")
    OFFER = "offer", pgettext_lazy("activity", "Offer")
    EQUALITY = "equality", pgettext_lazy("activity", "Equality")


class Audience(models.TextChoices):
    """Which applicants an activity is for (PROC-26)."""

    ALL = "all", pgettext_lazy("audience", "All applicants")
    INTERNAL = "internal", pgettext_lazy("audience", "Internal applicants")
    EXTERNAL = "external", pgettext_lazy("audience", "External applicants")


class Process(models.Model):
    """An ordered list of stages. Without a job it is a template; a job has exactly one copy, frozen at activation."""

    job = models.OneToOneField(Job, models.CASCADE, null=True, related_name="process")
    name = models.CharField(max_length=80, blank=True)  # of a template
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_process"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"process of {self.job}"


class Stage(models.Model):
    """One step. Prospect, Application and Offer always exist; *prospects off* is ``enabled = False`` on the first."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=12, choices=StageKind)
    name = models.CharField(max_length=60, blank=True)  # empty: the kind's own word, in the reader's language
    ordinal = models.PositiveSmallIntegerField()
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "ordinal"], name="stage_order", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["process", "kind"],
                condition=models.Q(kind__in=["prospect", "application", "offer"]),
                name="stage_once_for_fixed_kinds",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name or str(StageKind(self.kind).label)

    @property
    def is_past_prospect(self) -> bool:
        """Whether people in this stage are applicants; the gate before LinkedIn (LI-33)."""
        return self.kind != StageKind.PROSPECT


class Activity(models.Model):
    """What is done in a stage, with its settings (attract.md §3.4–§3.9); absent settings mean the default."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=12, choices=ActivityKind)
    settings = models.JSONField(default=dict, blank=True)
    ordinal = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ordinal"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.kind
