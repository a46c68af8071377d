"""How much of LinkedIn's limits a history may use: the rest is for what people do meanwhile."""

from datetime import timedelta

from linkedin_talent.batch import BATCH_SIZE
from linkedin_talent.budget import Charge, charges

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Connection, Kind
from tiltrekk.linkedin.store import DatabaseBudget

OF_A_DAY, OF_A_MINUTE = 0.8, 0.9  # shares of a limit
_MINUTE = timedelta(minutes=1)

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


def leaves_room(connection: Connection, kind: Kind) -> bool:
    """Whether another piece of history still leaves the share that is kept for live changes."""
    bill = charges(RESOURCES[kind], clock.now())
    return all(_fits(connection.client_id, charge) for charge in bill)


def _fits(client_id: str, charge: Charge) -> bool:
    share = OF_A_MINUTE if charge.ends - charge.begins <= _MINUTE else OF_A_DAY
    return DatabaseBudget().used(client_id, [charge]) + BATCH_SIZE / charge.limit <= share
