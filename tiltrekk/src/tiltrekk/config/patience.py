"""How long a process waits for the database before it lets go, so that nobody waits for ever (FLT-19).

The web process lets a person try again soon. The worker may list for minutes, and waits out a call to LinkedIn that
another one makes under a lock. Commands (tables brought up to date, copies, imports) take the time they need.
"""

from typing import Any

import environ

_SECONDS = {
    "web": {"STATEMENT": 30, "LOCK": 10, "IDLE": 60},
    "worker": {"STATEMENT": 600, "LOCK": 60, "IDLE": 300},
}
_NAMES = {
    "STATEMENT": "statement_timeout",
    "LOCK": "lock_timeout",
    "IDLE": "idle_in_transaction_session_timeout",
}
CONNECT_SECONDS = 10


def patient(database: dict[str, Any], env: environ.Env) -> dict[str, Any]:
    """Return the database's settings with this process' limits; what DATABASE_URL says itself comes after and wins."""
    given = database.get("OPTIONS", {})
    limits = _limits(env.str("TILTREKK_PROCESS", default=""), env)
    words = [f"-c {_NAMES[name]}={seconds}s" for name, seconds in limits.items() if seconds]
    if words:
        given = {**given, "options": " ".join([*words, given.get("options", "")]).strip()}
    return {**database, "OPTIONS": {"connect_timeout": CONNECT_SECONDS, **given}}


def _limits(process: str, env: environ.Env) -> dict[str, int]:
    """``TILTREKK_WEB_LOCK_SECONDS`` and the like change one; 0 is without a limit."""
    usual = _SECONDS.get(process, {})
    return {name: env.int(f"TILTREKK_{process.upper()}_{name}_SECONDS", default=usual[name]) for name in usual}
