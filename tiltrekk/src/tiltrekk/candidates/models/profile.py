"""What a person has done: only the person changes it (CAND-01); LinkedIn and an apply form may fill it."""

from django.db import models

from .candidate import Candidate


class Experience(models.Model):
    """A post held. Month-precise dates; ``ended`` empty means still there."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="experience")
    title = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    location = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True)
    started = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = [models.F("ended").desc(nulls_first=True), models.F("started").desc(nulls_last=True), "id"]
        verbose_name_plural = "experience"

    def __str__(self) -> str:
        return self.title


class Education(models.Model):
    """A degree or course."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="education")
    school = models.CharField(max_length=160)
    degree = models.CharField(max_length=160, blank=True)
    field = models.CharField(max_length=160, blank=True)
    started = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = [models.F("ended").desc(nulls_first=True), "id"]
        verbose_name_plural = "education"

    def __str__(self) -> str:
        return self.school


class Skill(models.Model):
    """A skill in the person's own words."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "name"], name="skill_once")]

    def __str__(self) -> str:
        return self.name
