"""Sending: deletions child first, then records parent first, at most 100 in a call, one call at a time."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linkedin_talent.batch import BATCH_SIZE, ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ForbiddenError, JobBudgetError, LinkedInError, NotFoundError, RequestError

from tiltrekk.linkedin.models import UNKNOWN, Confirmed, JobOperation, Kind, SyncRow

from . import backoff, merged, record
from .backoff import held_resources
from .rows import RANKS
from .todo import Todo, below_removed, look
from .wire import RESOURCES

log = logging.getLogger(__name__)

_BELOW = {
    Kind.CANDIDATE: (Kind.APPLICATION, Kind.CANDIDATE_NOTE),
    Kind.APPLICATION: (Kind.NOTE, Kind.FEEDBACK, Kind.STAGE),
}
_ABOVE = {
    Kind.APPLICATION: Kind.CANDIDATE,
    Kind.CANDIDATE_NOTE: Kind.CANDIDATE,
    Kind.NOTE: Kind.APPLICATION,
    Kind.FEEDBACK: Kind.APPLICATION,
    Kind.STAGE: Kind.APPLICATION,
}
_SOON = 1.0  # seconds until something that waits for another row is looked at again


def send(client: LinkedInClient, rows: Iterable[SyncRow]) -> None:
    """Bring the claimed rows in sync as far as possible now; every row is released."""
    todos = list(_looked_at(rows))
    record.acknowledged(todo for todo in todos if todo.is_settled)
    open_ = [todo for todo in todos if not todo.is_settled]
    for kind in sorted(RESOURCES, key=RANKS.__getitem__, reverse=True):
        _deal(client, kind, [one for one in open_ if one.row.kind == kind and one.record is None], delete=True)
    for kind in sorted(RESOURCES, key=RANKS.__getitem__):
        _deal(client, kind, [one for one in open_ if one.row.kind == kind and one.record is not None], delete=False)


def _looked_at(rows: Iterable[SyncRow]) -> Iterator[Todo]:
    rows = list(rows)
    removed = below_removed(rows)
    for row in rows:
        try:
            yield look(row, is_below_removed=row.pk in removed)
        except Exception as error:  # one record that cannot be built must not hinder the others
            log.exception("the record of sync row %s could not be built", row.pk)
            record.broken(row, error)


def _deal(client: LinkedInClient, kind: Kind, todos: Sequence[Todo], *, delete: bool) -> None:
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
    if kind in held_resources():
        record.postponed((todo.row for todo in todos), _SOON)
        return
    record.begun(todos)
    resource = RESOURCES[kind]
    try:
        results = resource.delete(client, todos) if delete else resource.upsert(client, todos)
    except LinkedInError as error:
        _failed_call(client, kind, todos, error, delete=delete)
        return
    backoff.release(kind)
    _sort_out(results, delete=delete)


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
    if kind == Kind.ACL:
        return {todo for todo in todos if not _job_is_asked_for(todo.row.parent, todo.row.organization)}
    above = _ABOVE.get(kind)
    if above is None:
        return set()
    waiting = {todo for todo in todos if not _is_there(above, todo.row.parent, todo.row.organization)}
    if kind == Kind.APPLICATION:
        waiting |= {todo for todo in todos if not _job_is_asked_for(_job_id(todo), todo.row.organization)}
    return waiting


def _job_id(todo: Todo) -> str:
    return str(getattr(todo.record, "ats_job_posting_id", ""))


def _is_there(kind: Kind, object_id: str, organization: str) -> bool:
    rows = SyncRow.objects.filter(kind=kind, object_id=object_id, organization=organization)
    return rows.exclude(digest__in=["", UNKNOWN]).exists()


def _job_is_asked_for(job_id: str, organization: str) -> bool:
    """LinkedIn holds the job or has accepted a task for it; an open task may run for minutes."""
    found = JobOperation.objects.filter(object_id=job_id, organization=organization).first()
    return found is not None and (found.confirmed != Confirmed.ABSENT or bool(found.task))


def _waiting_for_children(kind: Kind, todos: Sequence[Todo]) -> set[Todo]:
    """Deletions whose children LinkedIn still holds, and people merged away before what was theirs has moved."""
    below = _BELOW.get(kind, ())
    rows = SyncRow.objects.filter(kind__in=below, parent__in=[todo.row.object_id for todo in todos]).exclude(digest="")
    still = set(rows.values_list("organization", "parent"))
    if kind == Kind.CANDIDATE:
        still |= merged.unsettled(todo.row.object_id for todo in todos)
    return {todo for todo in todos if (todo.row.organization, todo.row.object_id) in still}
