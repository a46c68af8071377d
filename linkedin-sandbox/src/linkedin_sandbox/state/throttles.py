"""How often an application may call (LinkedIn's throttle table), counted in sandbox time."""

from dataclasses import dataclass

from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State

DAY_MS, MINUTE_MS = 24 * 3600 * 1000, 60 * 1000
TEXT = "Resource level throttle limit for calls to this resource is reached."


@dataclass(frozen=True)
class Limit:
    """None: LinkedIn publishes none."""

    calls_a_day: int | None = None
    records_a_minute: int | None = None
    records_a_day: int | None = None


LIMITS: dict[str, Limit] = {
    "atsIntegrations": Limit(5_000),
    "integrations": Limit(5_000),
    "atsIntegrationConfigurations": Limit(5_000),
    "integrationConfigurations": Limit(5_000),
    "atsCandidates": Limit(100_000, 10_000),
    "atsApplications": Limit(100_000, 10_000),
    "applicationInterviewFeedbacks": Limit(1_000_000),
    "jobRequisitions": Limit(100_000, 10_000),
    "attachments": Limit(100_000, 10_000),
    "atsEntityAcls": Limit(100_000, 10_000),
    "interactions": Limit(100_000),
    "simpleJobPostingTasks": Limit(300_000),
    "simpleJobPostings": Limit(),
    "premium simpleJobPostings": Limit(100_000, 2_000, 60_000),
}
EVENTS_PER_MEMBER_AND_MINUTE = 12
_OFF = "throttles off"


def are_on(state: State) -> bool:
    """Whether calls are counted and refused; somebody who measures may turn that off."""
    return state.db.value("select 1 from meta where key = ?", (_OFF,)) is None


def turn(state: State, *, on: bool) -> None:
    """Count calls from now on, or none. What was counted before stays."""
    if on:
        state.db.do("delete from meta where key = ?", (_OFF,))
    else:
        state.db.add("meta", replace=True, key=_OFF, value="1")


def count(state: State, application: int, bucket: str, records: int = 0) -> None:
    """Count a call. Raises Refusal 429 above the limit."""
    if not are_on(state):
        return
    now, limit = state.clock.now(), LIMITS[bucket]
    day, minute = f"day {now // DAY_MS}", f"minute {now // MINUTE_MS}"
    counted = (
        (limit.calls_a_day, bucket, day, 1),
        (limit.records_a_minute, f"{bucket} records", minute, records),
        (limit.records_a_day, f"{bucket} records", day, records),
    )
    for most, name, window, n in counted:
        if most and _add(state, application, name, window, n) > most:
            raise Refusal(429, TEXT, section="20", service_code=101)


def count_events(state: State, application: int, viewer: str) -> None:
    """conversationEvents: 12 calls a member and minute."""
    if not are_on(state):
        return
    window = f"minute {state.clock.now() // MINUTE_MS}"
    if _add(state, application, f"events {viewer}", window, 1) > EVENTS_PER_MEMBER_AND_MINUTE:
        raise Refusal(429, TEXT, section="15.2", service_code=101)


def _add(state: State, application: int, name: str, window: str, n: int) -> int:
    state.db.do(
        """insert into throttles values (?, ?, ?, ?)
        on conflict (application, name, window) do update set n = n + excluded.n""",
        (application, name, window, n),
    )
    sql = "select n from throttles where application = ? and name = ? and window = ?"
    return int(state.db.value(sql, (application, name, window)))
