"""Sending jobs: what LinkedIn is asked to do with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from linkedin_talent.batch import BATCH_SIZE, ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ConflictError, LinkedInError, NotFoundError, RequestError
from linkedin_talent.jobs import JobPosting, Operation

from tiltrekk.core import clock
from tiltrekk.linkedin.models import Confirmed, Held, JobOperation, Kind, SyncRow
from tiltrekk.linkedin.projection import Absent, KeyOnly, WantedJob, WantedJobs

from . import backoff, record, restored, tasks
from .lane import lane
from .operations import FIRST_LOOK, next_operation, outcome
from .todo import Todo, digest_of

_SOON = 1.0  # seconds


class _Ask(NamedTuple):
    """What to ask about one job."""

    row: SyncRow
    state: JobOperation
    posting: JobPosting
    operation: Operation
    wanted: WantedJob


def send_jobs(client: LinkedInClient, rows: Sequence[SyncRow]) -> None:
    """Bring the claimed job rows one step further; every row is released."""
    if not rows:
        return
    states = _states(rows)
    tasks.look_at(client, {row: state for row, state in states.items() if state.task})
    asks = list(_asks({row: state for row, state in states.items() if not state.task}))
    restored.write_down_jobs([ask.row for ask in asks])
    for start in range(0, len(asks), BATCH_SIZE):
        _post(client, asks[start : start + BATCH_SIZE])


def _states(rows: Iterable[SyncRow]) -> dict[SyncRow, JobOperation]:
    homes, ids = {row.organization for row in rows}, [row.object_id for row in rows]
    known = JobOperation.objects.filter(organization__in=homes, object_id__in=ids)
    by_place = {(state.organization, state.object_id): state for state in known}

    def state(row: SyncRow) -> JobOperation:
        place = row.organization, row.object_id
        return by_place.get(place) or JobOperation(organization=row.organization, object_id=row.object_id)

    return {row: state(row) for row in rows}


def _asks(states: Mapping[SyncRow, JobOperation]) -> Iterator[_Ask]:
    """What is to be asked; where nothing is, the row is in sync, or LinkedIn can be told nothing of the job."""
    settled = []
    for row, wanted in _wanted(states):
        operation = next_operation(states[row], wanted, clock.now())
        if operation is None or wanted.posting is None:
            settled.append(_settled(row, states[row], wanted))
            continue
        posting = wanted.posting.model_copy(update={"job_posting_operation_type": operation.value})
        yield _Ask(row, states[row], posting, operation, wanted)
    record.acknowledged(settled)


def _wanted(rows: Iterable[SyncRow]) -> Iterator[tuple[SyncRow, WantedJob]]:
    homes: dict[str, list[SyncRow]] = defaultdict(list)
    for row in rows:
        homes[row.organization].append(row)
    for organization, group in homes.items():
        wanted = WantedJobs([row.object_id for row in group], organization)
        for row in group:
            try:
                found = wanted[row.object_id]
            except Exception as error:  # noqa: BLE001  # one job that cannot be described must not hinder the others
                record.broken(row, error)
            else:
                removed = WantedJob(Confirmed.ABSENT, found.posting, Held.REMOVED)
                yield row, removed if row.withheld else found


def _settled(row: SyncRow, state: JobOperation, wanted: WantedJob) -> Todo:
    is_there = state.confirmed != Confirmed.ABSENT and not wanted.held
    return Todo(row, row.wanted, KeyOnly() if is_there else None, None if is_there else Absent(wanted.held))


def _post(client: LinkedInClient, asks: Sequence[_Ask]) -> None:
    rows = [ask.row for ask in asks]
    with lane(Kind.JOB) as free:
        ready = free and Kind.JOB not in backoff.held_resources() and record.in_hand(rows)
        answers = _answers(client, asks) if ready else []
    if ready:
        _sort_out(answers)
    else:
        record.postponed(rows, _SOON)


def _answers(client: LinkedInClient, asks: Sequence[_Ask]) -> list[tuple[_Ask, ElementResult]]:
    """What LinkedIn says of each; nothing when the call failed, which is dealt with before anybody calls again."""
    try:
        result = client.jobs.post([ask.posting for ask in asks])
    except LinkedInError as error:
        _failed_call(client, asks, error)
        return []
    backoff.release(Kind.JOB)
    return [(ask, result[ask.row.object_id]) for ask in asks]


def _failed_call(client: LinkedInClient, asks: Sequence[_Ask], error: LinkedInError) -> None:
    if isinstance(error, RequestError) and error.permanent and len(asks) > 1:
        middle = len(asks) // 2
        _post(client, asks[:middle])
        _post(client, asks[middle:])
        return
    until = backoff.hold(Kind.JOB, error)
    record.held_up([ask.row for ask in asks], until, str(error))


def _sort_out(answers: Sequence[tuple[_Ask, ElementResult]]) -> None:
    taken = [_noted(ask, result) for ask, result in answers if result.ok]
    gone = [ask for ask, result in answers if _is_gone(ask, result)]
    for ask in gone:
        ask.state.confirmed, ask.state.listed_until = Confirmed.CLOSED, None
    tasks.keep([ask.state for ask in [*taken, *gone]])
    record.postponed([ask.row for ask in taken], tasks.FAR)
    record.postponed([ask.row for ask in gone], 0)
    _wake_dependents([ask.row for ask in taken])
    others = ((ask, result.error) for ask, result in answers if ask not in gone)
    record.refused({Todo(ask.row, ask.row.wanted, ask.posting, None): error for ask, error in others if error})


def _noted(ask: _Ask, result: ElementResult) -> _Ask:
    """LinkedIn has taken the operation and works on it."""
    state = ask.state
    state.operation, state.task = ask.operation.value, result.id
    state.outcome = outcome(ask.operation, ask.wanted)
    state.outcome_digest = digest_of(ask.wanted.posting or ask.posting)
    state.asked_at = clock.now()
    state.look_at = state.asked_at + FIRST_LOOK
    return ask


def _is_gone(ask: _Ask, result: ElementResult) -> bool:
    """Already closed, or unknown to LinkedIn."""
    return ask.operation == Operation.CLOSE and isinstance(result.error, ConflictError | NotFoundError)


def _wake_dependents(jobs: Sequence[SyncRow]) -> None:
    """The jobs are asked for: what waits for them may follow."""
    if jobs:
        record.wake(organization__in={row.organization for row in jobs}, kind__in=[Kind.ACL, Kind.APPLICATION])
