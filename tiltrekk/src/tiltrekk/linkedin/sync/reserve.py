"""How much of LinkedIn's limits a history may use: the rest is for what people do meanwhile."""

from datetime import datetime, timedelta

from linkedin_talent.budget import Charge, charges

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Kind
from tiltrekk.linkedin.store import DatabaseBudget

from .rows import needs_a_call_each

OF_A_DAY, OF_A_MINUTE = 0.8, 0.9  # shares of a limit
A_CALL_EACH = 0.1  # of a minute, where each record needs a call: the day's calls last an hour or two all the same
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
    """Whether another piece of history leaves the share that is kept for live changes, and keeps pace."""
    now = clock.now()
    bill = charges(RESOURCES[kind], now)
    used = DatabaseBudget().shares(connection.client_id, bill)
    return all(_fits(kind, charge, share, records, now) for charge, share in zip(bill, used, strict=True))


def _fits(kind: Kind, charge: Charge, used: float, records: int, now: datetime) -> bool:
    share = _share(kind, charge)
    return used + records / charge.limit <= share and used <= share * _passed(charge, now)


def _share(kind: Kind, charge: Charge) -> float:
    if not _is_of_a_minute(charge):
        return OF_A_DAY
    return A_CALL_EACH if needs_a_call_each(kind) else OF_A_MINUTE


def _passed(charge: Charge, now: datetime) -> float:
    """How much may be used by now. A minute's share is spread over it: a burst would slow the pages down."""
    return min(1.0, (now - charge.begins + _AHEAD) / _MINUTE) if _is_of_a_minute(charge) else 1.0


def _is_of_a_minute(charge: Charge) -> bool:
    return charge.ends - charge.begins <= _MINUTE
