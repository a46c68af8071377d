"""Jobs: which operation comes next, and what its task's end means (decision 14)."""

from datetime import datetime, timedelta

from linkedin_talent.jobs import JobPostingTask, Operation, TaskStatus

from tiltrekk.linkedin.models import Confirmed, JobOperation
from tiltrekk.linkedin.projection import WantedJob

from .todo import digest_of

LIFE = timedelta(days=180)  # of a basic listing (Job Posting API: expireAt)
RENEW_BEFORE = timedelta(days=14)
FIRST_LOOK = timedelta(minutes=5)  # LinkedIn's wish (Check Job Task Status)
OPEN = {Confirmed.PUBLIC, Confirmed.PRIVATE}
_DUPLICATE = ("same partnerIdentifier already exists", "ErrorCode:2009")
_UNKNOWN_JOB = "not allowed for a non-existing job"


def next_operation(state: JobOperation, wanted: WantedJob, now: datetime) -> Operation | None:
    """Return what to ask for next, or None when LinkedIn holds what it should.

    A closed job of the history is created private and then closed (A-40). Public becomes private only by closing
    first, because an update cannot hide what is public.
    """
    if wanted.posting is None:
        return None
    is_open = state.confirmed in OPEN
    if wanted.state == Confirmed.ABSENT:
        return Operation.CLOSE if is_open else None
    if wanted.state == Confirmed.CLOSED:
        if state.confirmed == Confirmed.CLOSED:
            return None
        return Operation.CLOSE if is_open else Operation.CREATE
    return _open_operation(state, wanted, now) if is_open else Operation.CREATE


def _open_operation(state: JobOperation, wanted: WantedJob, now: datetime) -> Operation | None:
    assert wanted.posting is not None  # noqa: S101  # asked by the caller
    if state.confirmed == Confirmed.PUBLIC and wanted.state == Confirmed.PRIVATE:
        return Operation.CLOSE
    if state.confirmed != wanted.state or state.digest != digest_of(wanted.posting):
        return Operation.UPDATE
    if state.listed_until and state.listed_until - now <= RENEW_BEFORE:
        return Operation.RENEW
    return None


def outcome(operation: Operation, wanted: WantedJob) -> Confirmed:
    """Return what the job is once the operation succeeded."""
    if operation == Operation.CLOSE:
        return Confirmed.CLOSED
    return Confirmed.PUBLIC if wanted.state == Confirmed.PUBLIC else Confirmed.PRIVATE


def ended(state: JobOperation, task: JobPostingTask, now: datetime) -> bool:
    """Write a task's end into the state; return False when LinkedIn refused and a person must look."""
    operation, state.operation, state.task, state.look_at = state.operation, "", "", None
    state.words = task.error_message or task.status
    if task.status in {TaskStatus.SUCCEEDED, TaskStatus.PROCESSED}:
        _succeed(state, operation, now)
        state.posting_urn = task.job_posting or state.posting_urn
        return True
    return _reconciled(state, operation, task.error_message or "")


def _succeed(state: JobOperation, operation: str, now: datetime) -> None:
    state.confirmed, state.digest = Confirmed(state.outcome), state.outcome_digest
    if operation in {Operation.CREATE, Operation.RENEW}:
        state.listed_until = now + LIFE
    if operation == Operation.CLOSE:
        state.listed_until, state.digest = None, ""


def _reconciled(state: JobOperation, operation: str, words: str) -> bool:
    """A refusal that only says the job is in another state than we thought, after a lost answer."""
    if operation == Operation.CREATE and any(text in words for text in _DUPLICATE):
        state.confirmed, state.digest = Confirmed(state.outcome), ""  # it is there: an update follows
        return True
    if _UNKNOWN_JOB in words:
        state.confirmed, state.digest = Confirmed.ABSENT, ""
        return True
    return False
