"""Tokens and call budgets in PostgreSQL, for all processes (decision 23)."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from linkedin_talent.budget import Charge, refuse
from linkedin_talent.errors import LinkedInError, TokenError
from linkedin_talent.tokens import AccessToken

from .models import BudgetCount, StoredToken

KEPT = timedelta(days=2)


def lock_key(name: str) -> int:
    """Return the advisory lock number of a name; LinkedIn's locks share one family."""
    return (0x4C49 << 32) | zlib.crc32(name.encode())


@contextmanager
def advisory_lock(name: str) -> Iterator[None]:
    """Hold a lock that all processes share, for the length of one short transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [lock_key(name)])
        yield


class DatabaseTokenStore:
    """One token for each application; while one process fetches it, the others wait and then use it."""

    def obtain(
        self, client_id: str, *, usable: Callable[[AccessToken], bool], fetch: Callable[[], AccessToken]
    ) -> AccessToken:
        token = _stored(client_id)
        if token and usable(token):
            return token
        try:
            with advisory_lock(f"token {client_id}"):
                return _known_or_new(client_id, usable, fetch)
        except LinkedInError:
            if token:  # it is of no use, and the next caller should not try it on LinkedIn again
                _forget(client_id, token)
            raise


def _known_or_new(
    client_id: str, usable: Callable[[AccessToken], bool], fetch: Callable[[], AccessToken]
) -> AccessToken:
    token = _stored(client_id)
    if token is None or not usable(token):
        token = _fetched(fetch)
        row = {"value": token.value, "expires_at": token.expires_at}
        StoredToken.objects.update_or_create(client_id=client_id, defaults=row)
    return token


def _forget(client_id: str, token: AccessToken) -> None:
    row = StoredToken.objects.filter(client_id=client_id).first()
    if row and row.value == token.value:
        row.delete()


def _fetched(fetch: Callable[[], AccessToken]) -> AccessToken:
    """Whatever keeps us from a token is told as such: it concerns every call, not the one that came first."""
    try:
        return fetch()
    except TokenError:
        raise
    except LinkedInError as error:
        raise TokenError(
            error.message, status=error.status, permanent=error.permanent, retry_after=error.retry_after
        ) from error


def _stored(client_id: str) -> AccessToken | None:
    row = StoredToken.objects.filter(client_id=client_id).first()
    return AccessToken(row.value, row.expires_at) if row else None


class DatabaseBudget:
    """Counts of all processes together."""

    def spend(self, client_id: str, bill: Sequence[Charge], *, now: datetime) -> None:
        if not bill:
            return
        with advisory_lock(f"budget {client_id}"):
            counts = list(_counts(client_id, bill))
            for charge, row in counts:
                if row.spent + charge.cost > charge.limit:
                    raise refuse(charge, now)
                row.spent += charge.cost
            _keep([row for _, row in counts])

    def used(self, client_id: str, bill: Sequence[Charge]) -> float:
        return max(self.shares(client_id, bill), default=0.0)

    def shares(self, client_id: str, bill: Sequence[Charge]) -> list[float]:
        """Return how full the counter of each charge is, 0.0 to 1.0."""
        return [row.spent / charge.limit for charge, row in _counts(client_id, bill)]


def _counts(client_id: str, bill: Sequence[Charge]) -> Iterator[tuple[Charge, BudgetCount]]:
    """Read the count of each charge; one that was never spent begins at nothing."""
    windows = {"counter__in": [one.counter for one in bill], "begins__in": {one.begins for one in bill}}
    known = {(row.counter, row.begins): row for row in BudgetCount.objects.filter(client_id=client_id, **windows)}
    for charge in bill:
        new = BudgetCount(client_id=client_id, counter=charge.counter, begins=charge.begins)
        yield charge, known.get((charge.counter, charge.begins), new)


def _keep(rows: Sequence[BudgetCount]) -> None:
    window = ["client_id", "counter", "begins"]
    BudgetCount.objects.bulk_create(rows, update_conflicts=True, unique_fields=window, update_fields=["spent"])


def forget_old_counts(now: datetime) -> None:
    """Delete counts of windows long past."""
    BudgetCount.objects.filter(begins__lt=now - KEPT).delete()
