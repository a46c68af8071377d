"""How long to wait before trying again."""

import random
from datetime import datetime, timedelta

from django.db.models.functions import Now
from linkedin_talent.errors import LinkedInError, TokenError

from tiltrekk.core import moment
from tiltrekk.linkedin.models import Connection, Hold, Kind

FIRST, LONGEST = 1.0, 900.0  # seconds
EVERYTHING = "*"  # as a hold names it: without a token nothing may be called
MATCHES, EXPORTS, NOTICES = "matches", "exports", "notices"  # resources that no kind of record stands for
CREDENTIALS_REFUSED = timedelta(minutes=15)


def wait(attempts: int, error: LinkedInError | None = None) -> timedelta:
    """Return a wait that doubles and is blurred, so that many do not come back at once; never less than asked for."""
    grown = min(FIRST * 2 ** max(0, attempts - 1), LONGEST)
    blurred = grown * random.uniform(0.6, 1.0)  # noqa: S311  # not a secret
    asked = error.retry_after if error and error.retry_after else 0.0
    return timedelta(seconds=max(blurred, asked))


def hold(resource: str, error: LinkedInError) -> datetime:
    """Call a resource no more until the moment returned; where no token was to be had, call nothing."""
    resource = EVERYTHING if isinstance(error, TokenError) else resource
    row = Hold.objects.filter(resource=resource).first()
    attempts = row.attempts + 1 if row else 1
    pause = wait(attempts, error)
    if isinstance(error, TokenError) and error.permanent:  # our credentials are refused: no storm of attempts
        pause = max(pause, CREDENTIALS_REFUSED)
        Connection.objects.filter(pk=1, problem="").update(problem=str(error), problem_at=moment.now())
    until = moment.now() + pause
    Hold.objects.update_or_create(
        resource=resource, defaults={"until": until, "reason": str(error), "attempts": attempts}
    )
    return until


def release(resource: str) -> None:
    """The resource answers again, and so the token was good."""
    holds = Hold.objects.filter(resource__in=[resource, EVERYTHING])
    if holds.exists() and holds.delete()[0]:
        Connection.objects.exclude(problem="").update(problem="", problem_at=None)


def held_resources() -> set[str]:
    """Return the resources not to be called now."""
    held = set(Hold.objects.filter(until__gt=Now()).values_list("resource", flat=True))
    return {*Kind.values, MATCHES, EXPORTS, NOTICES} if EVERYTHING in held else held


def everything_is_held() -> bool:
    """Whether no token is to be had at the moment."""
    return Hold.objects.filter(resource=EVERYTHING, until__gt=Now()).exists()
