"""What LinkedIn should hold: pure functions of our database, one for each kind (architecture §5)."""

from collections.abc import Callable

from tiltrekk.linkedin.models import Kind

from .application import application, feedback, note, stage
from .job import WantedJob, wanted_job
from .outcome import GONE, Absent, KeyOnly, Projection
from .person import candidate, candidate_note
from .rights import acl, assignee

__all__ = ["GONE", "PROJECTIONS", "Absent", "KeyOnly", "Projection", "WantedJob", "wanted_job"]

# kind → function of (wire id, organization). Jobs are operations and have a function of their own.
PROJECTIONS: dict[Kind, Callable[[str, str], Projection]] = {
    Kind.ACL: acl,
    Kind.ASSIGNEE: assignee,
    Kind.CANDIDATE: candidate,
    Kind.APPLICATION: application,
    Kind.CANDIDATE_NOTE: candidate_note,
    Kind.NOTE: note,
    Kind.FEEDBACK: feedback,
    Kind.STAGE: stage,
}
