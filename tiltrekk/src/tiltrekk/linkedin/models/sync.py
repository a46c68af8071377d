"""What LinkedIn should hold and what it acknowledged (decisions 14, 19)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Kinds of synced object, in order of dependence."""

    JOB = "job", pgettext_lazy("synced", "Job")
    ACL = "acl", pgettext_lazy("synced", "Right to export")
    ASSIGNEE = "assignee", pgettext_lazy("synced", "Colleague's LinkedIn id")
    CANDIDATE = "candidate", pgettext_lazy("synced", "Candidate")
    APPLICATION = "application", pgettext_lazy("synced", "Application")
    CANDIDATE_NOTE = "candidate_note", pgettext_lazy("synced", "Note on a candidate")
    NOTE = "note", pgettext_lazy("synced", "Note on an application")
    FEEDBACK = "feedback", pgettext_lazy("synced", "Feedback")
    STAGE = "stage", pgettext_lazy("synced", "Stage")


class Held(models.TextChoices):
    """Why something is not at LinkedIn though all is well (decision 1)."""

    PROSPECT = "prospect", pgettext_lazy("held back", "Still a prospect")
    NO_APPLICATION = "no_application", pgettext_lazy("held back", "On no job")
    RESTRICTED = "restricted", pgettext_lazy("held back", "Processing is restricted")
    DELETED = "deleted", pgettext_lazy("held back", "Deleted or merged")
    NO_WAY_TO_MATCH = "no_way_to_match", pgettext_lazy("held back", "No e-mail and no LinkedIn link")
    NO_SURNAME = "no_surname", pgettext_lazy("held back", "No surname")
    PRIVATE = "private", pgettext_lazy("held back", "Private")
    NOT_SUBMITTED = "not_submitted", pgettext_lazy("held back", "Not submitted")
    PARENT = "parent", pgettext_lazy("held back", "Its application or candidate is not at LinkedIn")
    PROSPECT_STAGE = "prospect_stage", pgettext_lazy("held back", "A Prospect stage")
    REMOVED = "removed", pgettext_lazy("held back", "Removed from LinkedIn by a colleague")
    NOT_CONNECTED = "not_connected", pgettext_lazy("held back", "The colleague has not connected LinkedIn")
    NO_RIGHT = "no_right", pgettext_lazy("held back", "No right to export to the job")
    OTHER_PAGE = "other_page", pgettext_lazy("held back", "Belongs to another company page")
    TEST_JOB = "test_job", pgettext_lazy("held back", "Belongs to a test job")
    INCOMPLETE = "incomplete", pgettext_lazy("held back", "LinkedIn needs more details of the job")


UNKNOWN = "?"  # a digest: a call was begun whose outcome is not known


class SyncRow(models.Model):
    """One object at one organization. No foreign key: the row outlives the object until LinkedIn has deleted it.

    ``wanted`` grows with every change, ``acknowledged`` follows when LinkedIn confirmed what was sent for it.
    """

    organization = models.CharField(max_length=80)
    kind = models.CharField(max_length=15, choices=Kind)
    object_id = models.CharField(max_length=120)  # as on the wire
    parent = models.CharField(max_length=120, blank=True)  # wire id of the record above it
    rank = models.PositiveSmallIntegerField()  # order of dependence
    wanted = models.BigIntegerField(default=1)
    acknowledged = models.BigIntegerField(default=0)
    urgent = models.BooleanField(default=True)  # a live change goes before a history load
    digest = models.CharField(max_length=64, blank=True)  # of what LinkedIn holds; empty: nothing; "?": not known
    held = models.CharField(max_length=20, choices=Held, blank=True)  # why nothing is there
    withheld = models.BooleanField(default=False)  # *Remove from LinkedIn* (decision 12)
    failed = models.BooleanField(default=False)  # will not be sent again before a change or *Retry now*
    error = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)  # times a worker died with the row in hand
    next_try = models.DateTimeField(null=True)  # real time
    lease_until = models.DateTimeField(null=True)  # real time
    since = models.DateTimeField(null=True)  # not in sync since; None: in sync

    class Meta:
        constraints = [
            # The id first: most look-ups know it and often nothing else, some only its beginning.
            models.UniqueConstraint(
                fields=["object_id", "kind", "organization"],
                name="sync_row_once",
                opclasses=["varchar_pattern_ops", "varchar_ops", "varchar_ops"],
            )
        ]
        indexes = [
            models.Index(
                fields=["-urgent", "rank", "id"],
                name="sync_dirty",
                condition=models.Q(acknowledged__lt=models.F("wanted"), failed=False),
            ),
            models.Index(fields=["next_try"], name="sync_next_try", condition=models.Q(next_try__isnull=False)),
            models.Index(fields=["parent", "kind"], name="sync_by_parent"),
            models.Index(
                fields=["since", "rank", "id"],
                name="sync_trouble",
                condition=models.Q(failed=True) | ~models.Q(error=""),
            ),
            models.Index(
                fields=["organization", "kind"],
                name="sync_below",
                condition=models.Q(held=Held.PARENT, since__isnull=False),
            ),
            models.Index(fields=["organization", "object_id"], name="sync_withheld", condition=models.Q(withheld=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @property
    def state(self) -> str:
        """failed, waiting, held or in_sync; ``sync/status.py`` says the same of many rows in SQL."""
        if self.failed:
            return "failed"
        if self.acknowledged < self.wanted:
            return "waiting"
        return "held" if self.held else "in_sync"

    @property
    def is_at_linkedin(self) -> bool:
        """LinkedIn holds it, or may."""
        return bool(self.digest)


class Confirmed(models.TextChoices):
    """What LinkedIn has confirmed of a job."""

    ABSENT = "absent", pgettext_lazy("job at LinkedIn", "Not there")
    PUBLIC = "public", pgettext_lazy("job at LinkedIn", "Public")
    PRIVATE = "private", pgettext_lazy("job at LinkedIn", "In Recruiter only")
    CLOSED = "closed", pgettext_lazy("job at LinkedIn", "Closed")


class JobOperation(models.Model):
    """Where a job's operations at LinkedIn stand: jobs are operations with tasks, not replacements."""

    organization = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120)  # the Job ID
    confirmed = models.CharField(max_length=10, choices=Confirmed, default=Confirmed.ABSENT)
    digest = models.CharField(max_length=64, blank=True)  # of the confirmed record
    listed_until = models.DateTimeField(null=True)
    operation = models.CharField(max_length=10, blank=True)  # in flight: CREATE, UPDATE, RENEW, CLOSE
    outcome = models.CharField(max_length=10, choices=Confirmed, blank=True)  # what it makes of the job
    outcome_digest = models.CharField(max_length=64, blank=True)
    task = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)  # the task's or status' own
    posting_urn = models.CharField(max_length=80, blank=True)
    address = models.URLField(max_length=400, blank=True)  # LinkedIn's page of the job
    apply_status = models.CharField(max_length=40, blank=True)  # LinkedIn's word for whether people apply there
    apply_words = models.TextField(blank=True)  # and why they do not
    looked_at = models.DateTimeField(null=True)  # when that was last asked for

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "organization"], name="job_operation_once")]
        indexes = [
            models.Index(
                fields=["looked_at"], name="job_operation_public", condition=models.Q(confirmed=Confirmed.PUBLIC)
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_id}: {self.confirmed}"

    @property
    def is_open(self) -> bool:
        return self.confirmed in {Confirmed.PUBLIC, Confirmed.PRIVATE}


class Hold(models.Model):
    """LinkedIn asked us not to call a resource before a moment; ``reason`` is in its words."""

    resource = models.CharField(max_length=40, unique=True)
    until = models.DateTimeField()  # real time
    reason = models.TextField()
    attempts = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.resource} until {self.until}"
