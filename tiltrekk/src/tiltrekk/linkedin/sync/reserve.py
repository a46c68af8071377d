"""How much of LinkedIn's limits a history may use: the rest is for what people do meanwhile."""

from datetime import datetime, timedelta

from linkedin_talent.budget import Charge, charges

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Kind
from tiltrekk.linkedin.store import DatabaseBudget

from .rows import needs_a_call_each

OF_A_DAY, OF_A_MINUTE = 0.8, 0.9  # shares of a limit
A_CALL_EACH = 0.3  # of a minute, where each record needs a call: the day's calls are used up within half an hour
_MINUTE = timedelta(minutes=1)
_AHEAD = timedelta(seconds=5)  # of an even pace, so that the share is reached although workers rest in between

RESOURCES = {  # as LinkedIn's throttle table names them
    Kind.JOB: "simpleJobPostings",
    Kind.ACL: "atsEntityAcls",
    Kind.ASSIGNEE: "atsEntityAclAssignees",
    Kind.CANDIDATE: "atsCandidates",
    Kind.APPLICATION: "atsApplications",
    Kind.CANDIDATE_NOTE: "candidateNotes",
    Kind.NOTE: "applicationNotes",
    Kind.FEEDBACK: "interviewFeedback",
    Kind.STAGE: "applicationStages",
}


def leaves_room(connection: Connection, kind: Kind, records: int) -> bool:
    """Whether another piece of history still leaves the share that is kept for live changes."""
    now = clock.now()
    bill = charges(RESOURCES[kind], now)
    used = DatabaseBudget().shares(connection.client_id, bill)
    return all(
        share + records / charge.limit <= _most(kind, charge, now) for charge, share in zip(bill, used, strict=True)
    )


def _most(kind: Kind, charge: Charge, now: datetime) -> float:
    """A minute's share is spread over the minute: a burst at its beginning would slow the pages down."""
    if charge.ends - charge.begins > _MINUTE:
        return OF_A_DAY
    of_a_minute = A_CALL_EACH if needs_a_call_each(kind) else OF_A_MINUTE
    return of_a_minute * min(1.0, (now - charge.begins + _AHEAD) / _MINUTE)
