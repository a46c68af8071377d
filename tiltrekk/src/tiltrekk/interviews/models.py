"""An interview, the times offered for it, who is on the panel, and the links by which candidates answer.

Two constraints decide who gets a time, whatever the services looked at before: a slot is one interview's (the unique
``Interview.slot``), and a colleague is at one place at a time (the exclusion on ``Panelist``).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import pgettext_lazy

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.core.ids import PublicIdField
from tiltrekk.jobs.models import Job


class Kind(models.TextChoices):
    """How people meet."""

    IN_PERSON = "in_person", pgettext_lazy("interview", "In person")
    PHONE = "phone", pgettext_lazy("interview", "Phone call")
    VIDEO = "video", pgettext_lazy("interview", "Video call")


class State(models.TextChoices):
    """Where an interview stands."""

    TO_BOOK = "to_book", pgettext_lazy("interview state", "To be booked")
    BOOKED = "booked", pgettext_lazy("interview state", "Booked")
    HELD = "held", pgettext_lazy("interview state", "Held")
    CANCELLED = "cancelled", pgettext_lazy("interview state", "Cancelled")


class Answer(models.TextChoices):
    """What a colleague says to being on the panel."""

    NONE = "", pgettext_lazy("panel", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("panel", "Accepted")
    DECLINED = "declined", pgettext_lazy("panel", "Declined")


class Slot(models.Model):
    """A time on a job, offered to one interview or to several; at most one of them gets it."""

    public_id = PublicIdField()
    job = models.ForeignKey(Job, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Interview(models.Model):
    """A meeting with one applicant. Its row outlives an application that is taken off the job, until all are told."""

    public_id = PublicIdField()
    application = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="interviews")
    job = models.ForeignKey(Job, models.CASCADE, related_name="interviews")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.CharField(max_length=300, blank=True)  # an address, a phone number or a link
    minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)  # of the mails to the candidate
    shows_panel = models.BooleanField(default=True)  # whether the candidate reads whom they will meet
    tells_candidate = models.BooleanField(default=True)  # whether mails go to the candidate at all
    state = models.CharField(max_length=10, choices=State, default=State.TO_BOOK)
    slot = models.OneToOneField(Slot, models.RESTRICT, null=True, related_name="interview")
    offered = models.ManyToManyField(Slot, related_name="offered_to")
    starts_at = models.DateTimeField(null=True)  # of the booking; stays when it is cancelled
    sort_at = models.DateTimeField()  # when it is or was to be, else the first time offered: lists sort by it
    booked_at = models.DateTimeField(null=True)
    revision = models.PositiveSmallIntegerField(default=0)  # grows with each booking, move and cancellation
    reminded_at = models.DateTimeField(null=True)  # the candidate, of this booking
    declined_at = models.DateTimeField(null=True)  # the candidate: none fits, or they cannot come
    words = models.CharField(max_length=500, blank=True)  # of the candidate, with it
    closed_from = models.CharField(max_length=10, choices=State, blank=True)  # its state when its application closed
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["booked", "held"], slot__isnull=False, starts_at__isnull=False)
                | models.Q(state__in=["to_book", "cancelled"], slot__isnull=True),
                name="interview_has_its_slot",
            ),
        ]
        indexes = [
            models.Index(fields=["job", "-sort_at", "-id"], name="interview_of_job"),
            models.Index(fields=["-sort_at", "-id"], name="interview_newest"),
            models.Index(fields=["starts_at"], name="interview_coming", condition=models.Q(state="booked")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it may still take place."""
        return self.state in {State.TO_BOOK, State.BOOKED}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + self.length if self.starts_at else None

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def is_link(self) -> bool:
        """Whether the place is an address on the web; nothing else becomes a link."""
        return self.place.startswith("https://") and " " not in self.place


class Panelist(models.Model):
    """A colleague who interviews. One who was taken off again keeps the row, so that they can be told."""

    public_id = PublicIdField()
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, models.PROTECT, related_name="interviews")
    during = DateTimeRangeField(null=True)  # while the interview is booked
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # last, for an answer
    told_at = models.DateTimeField(null=True)  # when a mail about a booking was last written to them
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["user__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "user"], name="panelist_once"),
            ExclusionConstraint(
                name="one_place_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(during__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.interview}"


class Link(models.Model):
    """A private link in one mail to a candidate; only the hash of its token is kept. Good while the interview is."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of {self.interview_id}"
