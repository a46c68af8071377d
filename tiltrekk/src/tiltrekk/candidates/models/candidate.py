"""A person, and the ways to know that it is the same one (attract.md §4.1, §4.4)."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Concat, Upper
from django.utils.translation import pgettext_lazy

from tiltrekk.core.ids import PublicIdField
from tiltrekk.core.text import sort_key


class Source(models.TextChoices):
    """How the organisation learnt of a person, or how a person found a job (CAND-16)."""

    CAREER_SITE = "career_site", pgettext_lazy("source", "Career site")
    AGENCY = "agency", pgettext_lazy("source", "Agency")
    CAREER_FAIR = "career_fair", pgettext_lazy("source", "Career fair")
    JOB_BOARD = "job_board", pgettext_lazy("source", "Job board")
    SOCIAL_NETWORK = "social_network", pgettext_lazy("source", "Social network")
    UNIVERSITY = "university", pgettext_lazy("source", "University recruiting")
    LINKEDIN = "linkedin", pgettext_lazy("source", "LinkedIn")
    LINKEDIN_APPLY = "linkedin_apply", pgettext_lazy("source", "LinkedIn apply")  # they applied there (AC-R12)
    REFERRAL = "referral", pgettext_lazy("source", "Referral")
    ADDED_BY_RECRUITER = "added_by_recruiter", pgettext_lazy("source", "Added by hand")
    OTHER = "other", pgettext_lazy("source", "Other")


_SPACE = models.Value(" ")


class Candidate(models.Model):
    """A person. Exists independently of any job; a deleted or merged one keeps its row but is seen by nobody."""

    public_id = PublicIdField()
    given_name = models.CharField(max_length=80)
    surname = models.CharField(max_length=80, blank=True)
    sort_name = models.CharField(max_length=220, db_collation="C", editable=False)
    current_title = models.CharField(max_length=160, blank=True)
    current_employer = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    source_comment = models.CharField(max_length=200, blank=True)
    is_internal = models.BooleanField(default=False)
    do_not_contact = models.BooleanField(default=False)
    restricted_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    search_text = models.GeneratedField(  # one column, so that one index answers a search for any part of it
        expression=Concat(
            "given_name", _SPACE, "surname", _SPACE, "current_title", _SPACE, "current_employer",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        indexes = [
            GinIndex(OpClass(Upper("search_text"), "gin_trgm_ops"), name="candidate_by_text"),
            models.Index(
                fields=["sort_name", "id"],
                name="candidate_by_name",
                condition=models.Q(deleted_at=None, merged_into=None),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="candidate_newest",
                condition=models.Q(deleted_at=None, merged_into=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.sort_name = sort_key(self.name)
        super().save(*args, **options)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.surname}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.surname[:1]).upper()

    @property
    def headline(self) -> str:
        """Present title and employer, what is known of them, as one line.

        A headline from LinkedIn stands as the title and often names the employer already.
        """
        employer = "" if self.current_employer in self.current_title else self.current_employer
        return ", ".join(part for part in (self.current_title, employer) if part)


class EmailAddress(models.Model):
    """An e-mail of a person: lower case, one person each in the whole environment."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="emails")
    address = models.EmailField(unique=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        indexes = [GinIndex(OpClass(Upper("address"), "gin_trgm_ops"), name="email_by_part")]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=models.Q(is_primary=True), name="one_primary_email"
            ),
        ]

    def __str__(self) -> str:
        return self.address


class PhoneNumber(models.Model):
    """A phone number of a person, as given; ``e164`` when it could be read as a number."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)
    e164 = models.CharField(max_length=20, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.number


class IdentityProvider(models.TextChoices):
    """Outside services that know a person by an id of their own."""

    LINKEDIN = "linkedin", "LinkedIn"


class SocialIdentity(models.Model):
    """A person's id at an outside service; one person each. For LinkedIn the member URN (``urn:li:person:…``)."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=12, choices=IdentityProvider)
    external_id = models.CharField(max_length=120)
    profile_url = models.URLField(max_length=300, blank=True)
    headline = models.CharField(max_length=220, blank=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "social identities"
        constraints = [
            models.UniqueConstraint(fields=["provider", "external_id"], name="identity_once"),
        ]

    def __str__(self) -> str:
        return self.external_id


class PossibleDuplicate(models.Model):
    """Two people who may be one: an e-mail named the one and a member id the other (decision 4). Low id first."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)  # a colleague said they are two people

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "other"], name="duplicate_once"),
            models.CheckConstraint(condition=models.Q(candidate__lt=models.F("other")), name="duplicate_low_first"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} or {self.other}"
