"""LinkedIn's tasks for jobs, looked at until they end."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError
from linkedin_talent.jobs import JobPostingStatus, JobPostingTask

from tiltrekk.core import clock
from tiltrekk.linkedin.models import CompanyPage, Confirmed, JobOperation, Kind, SyncRow

from . import backoff, record, statuses
from .operations import FIRST_LOOK, RENEW_BEFORE, ended
from .rows import again
from .todo import Todo

FAR = 3600.0  # seconds; a task that is due is woken by the tick before that
_PLACE = ("organization", "object_id")
_TOLD = [one.name for one in JobOperation._meta.concrete_fields if one.name not in {"id", *_PLACE}]  # noqa: SLF001


def keep(states: Sequence[JobOperation]) -> None:
    """Store where jobs stand, new or known."""
    JobOperation.objects.bulk_create(states, update_conflicts=True, unique_fields=_PLACE, update_fields=_TOLD)


def wake_due_tasks() -> int:
    """Make rows due whose task should have ended by now, and jobs whose listing runs out. Called by the tick."""
    now = clock.now()
    due = _rows(JobOperation.objects.filter(look_at__lte=now).exclude(task=""))
    woken = due.filter(next_try__gt=Now()).update(next_try=None)
    ending = _rows(JobOperation.objects.filter(listed_until__lte=now + RENEW_BEFORE, task=""))
    return woken + again(ending.filter(since=None), urgent=False)


def _rows(states: QuerySet[JobOperation]) -> QuerySet[SyncRow]:
    same = states.filter(organization=OuterRef("organization"), object_id=OuterRef("object_id"))
    return SyncRow.objects.filter(Exists(same), kind=Kind.JOB)


def look_at(client: LinkedInClient, states: Mapping[SyncRow, JobOperation]) -> None:
    """Ask for the tasks that are due; every row is released."""
    due = {row: state for row, state in states.items() if state.look_at is None or state.look_at <= clock.now()}
    record.postponed([row for row in states if row not in due], FAR)
    if not due:
        return
    try:
        found = client.job_tasks.get([state.task for state in due.values()]).found
    except LinkedInError as error:
        until = backoff.hold(Kind.JOB, error)
        record.held_up(due, until, str(error))
        return
    _sort_out(client, due, {row: found.get(state.task) for row, state in due.items()})


def _sort_out(
    client: LinkedInClient, states: Mapping[SyncRow, JobOperation], tasks: Mapping[SyncRow, JobPostingTask | None]
) -> None:
    good: list[SyncRow] = []
    bad: list[SyncRow] = []
    unfinished = {row for row, task in tasks.items() if task and not task.done}
    for row, task in tasks.items():
        state = states[row]
        if task is None:  # its id has died: ask again
            state.task = state.operation = ""
        elif row in unfinished:
            state.look_at, state.words = clock.now() + FIRST_LOOK, task.status
        else:
            (good if ended(state, task, clock.now()) else bad).append(row)
    _learn(client, [states[row] for row in good])
    keep(list(states.values()))
    record.postponed(unfinished, FAR)
    record.postponed([row for row in tasks if row not in unfinished and row not in bad], 0)
    record.refused({Todo(row, row.wanted, None, None): _refusal(states[row]) for row in bad})


def _refusal(state: JobOperation) -> LinkedInError:
    return LinkedInError(state.words, permanent=True)


def _learn(client: LinkedInClient, states: Sequence[JobOperation]) -> None:
    """Note LinkedIn's address of posted jobs and its spelling of the company (decision 15)."""
    public = [state for state in states if state.confirmed == Confirmed.PUBLIC]
    if not public:
        return
    try:
        found = client.job_statuses.get([state.object_id for state in public]).found
    except LinkedInError:
        return  # only information; the next task brings it
    for state in public:
        if status := found.get(state.object_id):
            _note(state, status)


def _note(state: JobOperation, status: JobPostingStatus) -> None:
    state.address = status.job_posting_url or ""
    state.words = status.listing_status or state.words
    statuses.note(state, status)
    info = status.job_posting_info
    if info and info.company_details and info.company_details.name:
        number = state.organization.rpartition(":")[2]
        CompanyPage.objects.filter(company_id=number).update(confirmed_name=info.company_details.name[:100])
