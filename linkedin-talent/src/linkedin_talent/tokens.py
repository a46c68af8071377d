"""Application tokens: one per LinkedIn application, shared by all callers until shortly before it expires."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

__all__ = ["EARLY", "AccessToken", "Application", "Clock", "MemoryTokenStore", "TokenStore", "utc_now"]

EARLY = timedelta(seconds=60)  # a token this close to its end is renewed, so that it cannot expire on its way

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The default clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Application:
    """A LinkedIn application. While a secret is rolled it has two; the first that works is used."""

    client_id: str
    client_secrets: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.client_id or not self.client_secrets or not all(self.client_secrets):
            raise ValueError("an application needs a client id and at least one secret")


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A bearer token and the moment it ends."""

    value: str = field(repr=False)
    expires_at: datetime

    def usable(self, now: datetime) -> bool:
        """It will outlive a call."""
        return now + EARLY < self.expires_at


class TokenStore(Protocol):
    """Keeps one token per client id, for all processes that share the store."""

    def obtain(
        self, client_id: str, *, usable: Callable[[AccessToken], bool], fetch: Callable[[], AccessToken]
    ) -> AccessToken:
        """Return the stored token if it is usable, else fetch one and store it.

        Single-flight: while one caller fetches, the others wait and then get its token. What `fetch` raises
        passes through and leaves the store as it was.
        """
        ...


class MemoryTokenStore:
    """Tokens of this process."""

    def __init__(self) -> None:
        self._tokens: dict[str, AccessToken] = {}
        self._locks: dict[str, Lock] = {}
        self._guard = Lock()

    def obtain(
        self, client_id: str, *, usable: Callable[[AccessToken], bool], fetch: Callable[[], AccessToken]
    ) -> AccessToken:
        with self._guard:
            lock = self._locks.setdefault(client_id, Lock())
        with lock:
            token = self._tokens.get(client_id)
            if token is None or not usable(token):
                token = self._tokens[client_id] = fetch()
            return token
