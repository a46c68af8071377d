"""Sending jobs: operations out, tasks looked at until they end."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from linkedin_talent.batch import BATCH_SIZE, ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ConflictError, LinkedInError, NotFoundError, RequestError
from linkedin_talent.jobs import JobPosting, JobPostingStatus, Operation

from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import CompanyPage, Confirmed, Held, JobOperation, Kind, SyncRow
from tiltrekk.linkedin.projection import GONE, Absent, KeyOnly, WantedJob, wanted_job

from . import backoff, moment, record
from .operations import FIRST_LOOK, ended, next_operation, outcome
from .rows import again
from .todo import Todo, digest_of

_SOON = 1.0  # seconds
_FAR = 3600.0  # seconds; a task that is due is woken by the tick before that

Ask = tuple[SyncRow, JobOperation, JobPosting, Operation, WantedJob]


def send_jobs(client: LinkedInClient, rows: Iterable[SyncRow]) -> None:
    """Bring the claimed job rows one step further; every row is released."""
    states = {row: _state(row) for row in rows}
    _look_at_tasks(client, {row: state for row, state in states.items() if state.task})
    asks = [ask for row, state in states.items() if not state.task and (ask := _next(row, state))]
    for start in range(0, len(asks), BATCH_SIZE):
        _post(client, asks[start : start + BATCH_SIZE])


def _state(row: SyncRow) -> JobOperation:
    key = {"organization": row.organization, "object_id": row.object_id}
    return JobOperation.objects.filter(**key).first() or JobOperation(**key)


def _next(row: SyncRow, state: JobOperation) -> Ask | None:
    try:
        wanted = _wanted(row)
        operation = next_operation(state, wanted, clock.now())
    except Exception as error:  # noqa: BLE001  # one job that cannot be described must not hinder the others
        record.broken(row, error)
        return None
    if operation is None or wanted.posting is None:
        _settled(row, state, wanted)
        return None
    posting = wanted.posting.model_copy(update={"job_posting_operation_type": operation.value})
    return row, state, posting, operation, wanted


def _wanted(row: SyncRow) -> WantedJob:
    wanted = wanted_job(row.object_id, row.organization)
    if row.withheld:
        return WantedJob(Confirmed.ABSENT, wanted.posting, Held.REMOVED)
    return wanted


def _settled(row: SyncRow, state: JobOperation, wanted: WantedJob) -> None:
    """Nothing to ask: in sync, or nothing can be said because the job lacks what LinkedIn needs."""
    held = wanted.held
    there = KeyOnly() if state.confirmed != Confirmed.ABSENT and not held else None
    absent = None if there else (Absent(held) if held or Job.objects.filter(job_id=row.object_id).exists() else GONE)
    record.acknowledged([Todo(row, row.wanted, there, absent)])


def _post(client: LinkedInClient, asks: Sequence[Ask]) -> None:
    if Kind.JOB in backoff.held_resources():  # a call a moment ago was told to wait
        record.postponed([row for row, *_ in asks], _SOON)
        return
    try:
        result = client.jobs.post([posting for _, _, posting, _, _ in asks])
    except LinkedInError as error:
        _failed_call(client, asks, error)
        return
    backoff.release(Kind.JOB)
    for ask in asks:
        _answered(ask, result[ask[0].object_id])


def _failed_call(client: LinkedInClient, asks: Sequence[Ask], error: LinkedInError) -> None:
    if isinstance(error, RequestError) and error.permanent and len(asks) > 1:
        middle = len(asks) // 2
        _post(client, asks[:middle])
        _post(client, asks[middle:])
        return
    until = backoff.hold(Kind.JOB, error)
    record.held_up([row for row, *_ in asks], until, str(error))


def _answered(ask: Ask, result: ElementResult) -> None:
    row, state, posting, operation, wanted = ask
    if result.ok:
        state.operation, state.task = operation.value, result.id
        state.outcome = outcome(operation, wanted)
        state.outcome_digest = digest_of(wanted.posting or posting)
        state.asked_at = clock.now()
        state.look_at = state.asked_at + FIRST_LOOK
        state.save()
        record.postponed([row], _FAR)
        _wake_dependents(row)
    elif operation == Operation.CLOSE and isinstance(result.error, ConflictError | NotFoundError):
        state.confirmed, state.listed_until = Confirmed.CLOSED, None
        state.save()
        record.postponed([row], 0)
    elif result.error is not None:
        record.refused({Todo(row, row.wanted, posting, None): result.error})


def _wake_dependents(row: SyncRow) -> None:
    """The job is asked for: what waits for it may follow."""
    waiting = SyncRow.objects.filter(organization=row.organization, since__isnull=False, failed=False)
    waiting.filter(kind__in=[Kind.ACL, Kind.APPLICATION], held=Held.PARENT).update(next_try=None)


# --- tasks ------------------------------------------------------------------------------------------------------


def wake_due_tasks() -> int:
    """Make rows due whose task should have ended by now, and jobs whose listing runs out. Called by the tick."""
    now = clock.now()
    due = JobOperation.objects.filter(look_at__lte=now).exclude(task="")
    woken = 0
    for state in due:
        rows = SyncRow.objects.filter(kind=Kind.JOB, object_id=state.object_id, organization=state.organization)
        woken += rows.filter(next_try__gt=moment.now()).update(next_try=None)
    ending = JobOperation.objects.filter(listed_until__lte=now + timedelta(days=14), task="")
    for state in ending:
        rows = SyncRow.objects.filter(kind=Kind.JOB, object_id=state.object_id, organization=state.organization)
        woken += again(rows.filter(since=None), urgent=False)
    return woken


def _look_at_tasks(client: LinkedInClient, states: dict[SyncRow, JobOperation]) -> None:
    due = {row: state for row, state in states.items() if state.look_at is None or state.look_at <= clock.now()}
    record.postponed([row for row in states if row not in due], _FAR)
    if not due:
        return
    try:
        reply = client.job_tasks.get([state.task for state in due.values()])
    except LinkedInError as error:
        until = backoff.hold(Kind.JOB, error)
        record.held_up(due, until, str(error))
        return
    for row, state in due.items():
        _looked(client, row, state, reply.found.get(state.task))


def _looked(client: LinkedInClient, row: SyncRow, state: JobOperation, task: object) -> None:
    from linkedin_talent.jobs import JobPostingTask

    if not isinstance(task, JobPostingTask):  # its id has died: ask again
        state.task = state.operation = ""
        state.save()
        record.postponed([row], 0)
    elif not task.done:
        state.look_at = clock.now() + FIRST_LOOK
        state.words = task.status
        state.save()
        record.postponed([row], _FAR)
    else:
        good = ended(state, task, clock.now())
        state.save()
        if good:
            _learn(client, state)
            record.postponed([row], 0)
        else:
            error = LinkedInError(state.words, permanent=True)
            record.refused({Todo(row, row.wanted, None, None): error})


def _learn(client: LinkedInClient, state: JobOperation) -> None:
    """Keep LinkedIn's address of a posted job and its spelling of the company (decision 15)."""
    if state.confirmed != Confirmed.PUBLIC:
        return
    try:
        status = client.job_statuses.get([state.object_id]).found.get(state.object_id)
    except LinkedInError:
        return  # only information; the next task brings it
    if status:
        _keep(state, status)


def _keep(state: JobOperation, status: JobPostingStatus) -> None:
    state.address = status.job_posting_url or ""
    state.words = status.listing_status or state.words
    state.save()
    info = status.job_posting_info
    if info and info.company_details and info.company_details.name:
        number = state.organization.rpartition(":")[2]
        CompanyPage.objects.filter(company_id=number).update(confirmed_name=info.company_details.name[:100])
