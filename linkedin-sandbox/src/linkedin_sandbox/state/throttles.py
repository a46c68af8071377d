"""How often an application may call (LinkedIn's throttle table), counted in sandbox time."""

from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State

DAY_MS, MINUTE_MS = 24 * 3600 * 1000, 60 * 1000
TEXT = "Resource level throttle limit for calls to this resource is reached."

# bucket: (calls a UTC day, records a minute)
LIMITS: dict[str, tuple[int, int | None]] = {
    "atsIntegrations": (5_000, None),
    "atsIntegrationConfigurations": (5_000, None),
    "atsCandidates": (100_000, 10_000),
    "atsApplications": (100_000, 10_000),
    "atsEntityAcls": (100_000, 10_000),
    "interactions": (100_000, None),
    "simpleJobPostingTasks": (300_000, None),
    "simpleJobPostings": (100_000, 2_000),
}
EVENTS_PER_MEMBER_AND_MINUTE = 12


def count(state: State, application: int, bucket: str, records: int = 0) -> None:
    """Count a call. Raises Refusal 429 above the limit."""
    now = state.clock.now()
    daily, by_minute = LIMITS[bucket]
    if _add(state, application, bucket, f"day {now // DAY_MS}", 1) > daily:
        raise Refusal(429, TEXT, section="20", service_code=101)
    if by_minute and _add(state, application, f"{bucket} records", f"minute {now // MINUTE_MS}", records) > by_minute:
        raise Refusal(429, TEXT, section="20", service_code=101)


def count_events(state: State, application: int, viewer: str) -> None:
    """conversationEvents: 12 calls a member and minute."""
    window = f"minute {state.clock.now() // MINUTE_MS}"
    if _add(state, application, f"events {viewer}", window, 1) > EVENTS_PER_MEMBER_AND_MINUTE:
        raise Refusal(429, TEXT, section="15.2", service_code=101)


def usage(state: State, application: int) -> dict[str, int]:
    """Calls of this UTC day by bucket."""
    today = f"day {state.clock.now() // DAY_MS}"
    sql = "select name, n from throttles where application = ? and window = ?"
    return {row["name"]: row["n"] for row in state.db.rows(sql, (application, today))}


def _add(state: State, application: int, name: str, window: str, n: int) -> int:
    state.db.do(
        """insert into throttles values (?, ?, ?, ?)
        on conflict (application, name, window) do update set n = n + excluded.n""",
        (application, name, window, n),
    )
    sql = "select n from throttles where application = ? and name = ? and window = ?"
    return int(state.db.value(sql, (application, name, window)))
