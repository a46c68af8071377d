"""Where other systems are told, and what became of each telling.

Times are the database's real time: leases, rests and signatures must not follow a worker's own clock (FLT-20).
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tiltrekk.core.crypto import EncryptedTextField
from tiltrekk.core.ids import PublicIdField
from tiltrekk.core.models import Event

LONGEST_EXCERPT = 200


class Problem(models.TextChoices):
    """How a try ended when it did not succeed."""

    NONE = ""
    LOST = "lost"  # begun, and nobody noted how it ended: the worker was stopped
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    PRIVATE = "private"  # the host's address is not a public one
    BROKEN = "broken"  # the connection ended before the answer
    REDIRECT = "redirect"
    MISCONFIGURED = "misconfigured"  # 4xx
    BUSY = "busy"  # 408, 425, 429: later
    GONE = "gone"  # 410
    ERROR = "error"  # anything else that is no success


class Off(models.TextChoices):
    """Why an endpoint is switched off."""

    NONE = ""
    BY_HAND = "by_hand"
    GONE = "gone"  # it answered 410


def this_installation() -> str:
    """Return the address of this installation; a copy of its database runs at another one."""
    return settings.PUBLIC_URL


class Endpoint(models.Model):
    """One address of another system, and how it has been doing."""

    public_id = PublicIdField()
    url = models.CharField(max_length=500)
    description = models.CharField(max_length=120)
    events = ArrayField(models.CharField(max_length=60))
    is_on = models.BooleanField(default=True)
    off_reason = models.CharField(max_length=10, choices=Off, blank=True)
    off_at = models.DateTimeField(null=True)
    # Where the administrator sat who had it told. A copied database tells nobody by itself (decision 25).
    told_from = models.CharField(max_length=200, default=this_installation, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    # "whsec_" and base64, as Standard Webhooks writes them
    secret = EncryptedTextField()
    old_secret = EncryptedTextField(blank=True)
    rotated_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)  # the secret; it is shown once
    # the target: who fails rests, longer each time
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)  # of the last try; 0: no answer
    problem = models.CharField(max_length=13, choices=Problem, blank=True)
    # one worker at a time, so that the oldest goes first
    lease_until = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["description", "id"], name="endpoint_description")]

    def __str__(self) -> str:
        return self.description

    @property
    def is_copied(self) -> bool:
        """Whether it was set up at another address than this installation has now."""
        return self.told_from != this_installation()


class State(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # given up; a person may have it sent again


class Turn(models.IntegerChoices):
    """When a waiting delivery has its turn among those of its endpoint; then the oldest first."""

    FIRST = 0  # tests
    USUAL = 1
    LAST = 2  # failed several times: it lets the others go before it


class Delivery(models.Model):
    """One event for one endpoint. Its public id is the ``webhook-id``, the same in every try.

    It holds public ids and no other fact: what is told is made from the event when it is sent.
    """

    public_id = PublicIdField()
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    ids = models.JSONField()  # job, candidate, application: public ids as they were when it happened
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    turn = models.PositiveSmallIntegerField(choices=Turn, default=Turn.USUAL)
    attempts = models.PositiveIntegerField(default=0)  # since it waits
    created_at = models.DateTimeField(db_default=Now())
    waiting_since = models.DateTimeField(db_default=Now())  # made, or sent again by a person
    first_tried_at = models.DateTimeField(null=True)  # since it waits
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)  # of the last try, as the next
    problem = models.CharField(max_length=13, choices=Problem, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["endpoint", "-created_at", "-id"], name="delivery_newest"),
            models.Index(fields=["endpoint", "state", "-created_at", "-id"], name="delivery_state"),
            models.Index(fields=["endpoint", "turn", "id"], name="delivery_waiting", condition=Q(state="waiting")),
            models.Index(fields=["waiting_since"], name="delivery_patience", condition=Q(state="waiting")),
            models.Index(fields=["created_at"], name="delivery_old", condition=~Q(state="waiting")),
        ]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.verb} {self.public_id}"

    @property
    def has_ended(self) -> bool:
        return self.state != State.WAITING


class Attempt(models.Model):
    """One try. Written before the call, so that one whose worker died is seen too."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField(db_default=Now())
    milliseconds = models.PositiveIntegerField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=13, choices=Problem, blank=True, default=Problem.LOST)
    excerpt = models.CharField(max_length=LONGEST_EXCERPT, blank=True)  # of the answer
    skew = models.IntegerField(default=0)  # seconds the receiver's clock is ahead of ours, where that is much

    def __str__(self) -> str:
        return f"{self.delivery} {self.status} {self.problem}"
