"""Sending: deletions child first, then records parent first, at most 100 in a call, one call at a time."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linkedin_talent.batch import BATCH_SIZE, ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ForbiddenError, JobBudgetError, LinkedInError, NotFoundError, RequestError

from tiltrekk.linkedin.models import UNKNOWN, Confirmed, JobOperation, Kind, SyncRow

from . import backoff, merged, record, restored
from .backoff import held_resources
from .lane import lane
from .rows import ABOVE, RANKS
from .todo import Looked, Todo
from .wire import RESOURCES

log = logging.getLogger(__name__)

_SOON = 1.0  # seconds until something that waits for another row is looked at again


def send(client: LinkedInClient, rows: Iterable[SyncRow]) -> None:
    """Bring the claimed rows in sync as far as possible now; every row is released."""
    todos = list(_looked_at(rows))
    restored.write_down(todos)
    record.acknowledged(todo for todo in todos if todo.is_settled)
    open_ = [todo for todo in todos if not todo.is_settled]
    for kind in sorted(RESOURCES, key=RANKS.__getitem__, reverse=True):
        _deal(client, kind, [one for one in open_ if one.row.kind == kind and one.record is None], delete=True)
    for kind in sorted(RESOURCES, key=RANKS.__getitem__):
        _deal(client, kind, [one for one in open_ if one.row.kind == kind and one.record is not None], delete=False)


def _looked_at(rows: Iterable[SyncRow]) -> Iterator[Todo]:
    groups: dict[object, list[SyncRow]] = defaultdict(list)
    for row in rows:
        groups[row.organization, row.kind].append(row)
    for group in groups.values():
        looked = Looked(group)
        for row in group:
            try:
                yield looked[row]
            except Exception as error:  # one record that cannot be built must not hinder the others
                log.exception("the record of sync row %s could not be built", row.pk)
                record.broken(row, error)


def _deal(client: LinkedInClient, kind: Kind, todos: Sequence[Todo], *, delete: bool) -> None:
    if not todos:
        return
    blocked = _waiting_for_children(kind, todos) if delete else _waiting_for_parents(kind, todos)
    record.waits_for_another(blocked)
    groups: dict[object, list[Todo]] = defaultdict(list)
    for todo in todos:
        if todo not in blocked:
            groups[RESOURCES[kind].group(todo)].append(todo)
    for group in groups.values():
        for start in range(0, len(group), BATCH_SIZE):
            _call(client, kind, group[start : start + BATCH_SIZE], delete=delete)


def _call(client: LinkedInClient, kind: Kind, todos: Sequence[Todo], *, delete: bool) -> None:
    rows = [todo.row for todo in todos]
    with lane(kind) as free:
        ready = free and kind not in held_resources() and record.begun(todos)
        results = _answers(client, kind, todos, delete=delete) if ready else {}
    if ready:
        _sort_out(results, delete=delete)
    else:
        record.postponed(rows, _SOON)


def _answers(
    client: LinkedInClient, kind: Kind, todos: Sequence[Todo], *, delete: bool
) -> Mapping[Todo, ElementResult]:
    """What LinkedIn says of each; nothing when the call failed, which is dealt with before anybody calls again."""
    resource = RESOURCES[kind]
    try:
        results = resource.delete(client, todos) if delete else resource.upsert(client, todos)
    except LinkedInError as error:
        _failed_call(client, kind, todos, error, delete=delete)
        return {}
    backoff.release(kind)
    return results


def _sort_out(results: Mapping[Todo, ElementResult], *, delete: bool) -> None:
    errors = {todo: result.error for todo, result in results.items() if result.error is not None}
    absent = {todo for todo, error in errors.items() if delete and isinstance(error, NotFoundError)}
    record.acknowledged(todo for todo in results if todo not in errors or todo in absent)
    record.refused({todo: error for todo, error in errors.items() if todo not in absent})


def _failed_call(
    client: LinkedInClient, kind: Kind, todos: Sequence[Todo], error: LinkedInError, *, delete: bool
) -> None:
    """One bad record may have spoilt the call: halve until it stands alone. All else concerns the resource."""
    if isinstance(error, RequestError | NotFoundError | JobBudgetError) and error.permanent:
        if len(todos) > 1:
            middle = len(todos) // 2
            _call(client, kind, todos[:middle], delete=delete)
            _call(client, kind, todos[middle:], delete=delete)
        else:
            _sort_out({todos[0]: ElementResult(error.status, error)}, delete=delete)
        return
    until = backoff.hold(kind, error)
    record.held_up([todo.row for todo in todos], until, str(error))
    if isinstance(error, ForbiddenError):
        _look_at_levels()


def _look_at_levels() -> None:
    """Refused: perhaps somebody switched us off in Recruiter and we were not told."""
    from tiltrekk.linkedin.connect.levels import look_soon

    look_soon()


def _waiting_for_parents(kind: Kind, todos: Sequence[Todo]) -> set[Todo]:
    """Records whose parent LinkedIn does not hold yet (INV-06)."""
    waiting: set[Todo] = set()
    if above := ABOVE.get(kind):
        there = _there(above, todos)
        waiting |= {todo for todo in todos if (todo.row.organization, todo.row.parent) not in there}
    if kind in {Kind.ACL, Kind.APPLICATION}:
        jobs = _jobs_asked_for(todos)
        waiting |= {todo for todo in todos if (todo.row.organization, _job_id(todo)) not in jobs}
    return waiting


def _job_id(todo: Todo) -> str:
    return todo.row.parent if todo.row.kind == Kind.ACL else str(getattr(todo.record, "ats_job_posting_id", ""))


Place = tuple[str, str]  # organization, wire id


def _there(kind: Kind, todos: Sequence[Todo]) -> set[Place]:
    """The records above these that LinkedIn holds for certain."""
    rows = SyncRow.objects.filter(
        organization__in={todo.row.organization for todo in todos},
        kind=kind,
        object_id__in={todo.row.parent for todo in todos},
    )
    return set(rows.exclude(digest__in=["", UNKNOWN]).values_list("organization", "object_id"))


def _jobs_asked_for(todos: Sequence[Todo]) -> set[Place]:
    """LinkedIn holds the job or has accepted a task for it; an open task may run for minutes."""
    states = JobOperation.objects.filter(object_id__in={_job_id(todo) for todo in todos})
    states = states.exclude(confirmed=Confirmed.ABSENT, task="")
    return set(states.values_list("organization", "object_id"))


def _waiting_for_children(kind: Kind, todos: Sequence[Todo]) -> set[Todo]:
    """Deletions whose children LinkedIn still holds, and people merged away before what was theirs has moved."""
    below = [child for child, above in ABOVE.items() if above == kind]
    rows = SyncRow.objects.filter(kind__in=below, parent__in=[todo.row.object_id for todo in todos]).exclude(digest="")
    still = set(rows.values_list("organization", "parent"))
    if kind == Kind.CANDIDATE:
        still |= merged.unsettled(todo.row.object_id for todo in todos)
    return {todo for todo in todos if (todo.row.organization, todo.row.object_id) in still}
