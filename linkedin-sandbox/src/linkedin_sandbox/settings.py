"""What a sandbox may be told at its start. Everything else is state and changes through the control API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

RETRY_MINUTES = (1, 5, 15, 60, 180, 360)  # as for Apply Connect


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One sandbox: where its state lies, what it is called from outside, and how strict it is."""

    database: Path | None = None  # None: a temporary file that goes with the process
    public_url: str = "http://127.0.0.1:8010"
    clock_file: Path | None = None  # receives the clock's offset in seconds, so that a program under test can follow
    loopback_allowed: bool = True  # http and any port on loopback, each use a waiver in the ledger
    assumptions: Mapping[str, str] = field(default_factory=dict)
    task_delay_seconds: float = 60  # how long a job posting task stays IN_PROGRESS, in sandbox time
    retry_seconds: tuple[float, ...] = RETRY_MINUTES  # A-18 scaled down: a minute there is a second here
    body_limit: int = 64 * 1024  # how much of a request or reply the ledger keeps
    push_timeout_seconds: float = 10

    @property
    def base(self) -> str:
        return self.public_url.rstrip("/")
