"""Which call serves which kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linkedin_talent.batch import ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.keys import AclKey, ApplicationKey, AssigneeKey, CandidateKey

from tiltrekk.linkedin.models import Kind, SyncRow

from .todo import Todo

KeyOf = Callable[[SyncRow], Any]


def _candidate(row: SyncRow) -> CandidateKey:
    return CandidateKey(row.object_id, row.organization)


def _application(row: SyncRow) -> ApplicationKey:
    return ApplicationKey(row.object_id, row.organization)


def _acl(row: SyncRow) -> AclKey:
    list_id, _, job = row.object_id.partition("/")
    return AclKey(list_id, job, row.organization)


def _assignee(row: SyncRow) -> AssigneeKey:
    list_id, _, person = row.object_id.partition("/")
    return AssigneeKey(list_id, person, row.organization)


@dataclass(frozen=True)
class _Records:
    """A resource of records with keys of their own."""

    name: str
    key: KeyOf
    key_only: bool = False

    def upsert(self, client: LinkedInClient, todos: Sequence[Todo]) -> Mapping[Todo, ElementResult]:
        keys = {todo: self.key(todo.row) for todo in todos}
        records: Any = list(keys.values()) if self.key_only else {keys[todo]: todo.record for todo in todos}
        result = getattr(client, self.name).upsert(records)
        return {todo: result[key] for todo, key in keys.items()}

    def delete(self, client: LinkedInClient, todos: Sequence[Todo]) -> Mapping[Todo, ElementResult]:
        keys = {todo: self.key(todo.row) for todo in todos}
        result = getattr(client, self.name).delete(list(keys.values()))
        return {todo: result[key] for todo, key in keys.items()}

    def group(self, _todo: Todo) -> object:
        return None


@dataclass(frozen=True)
class _Children:
    """Records below one record: a call addresses one of those (decision 20)."""

    name: str
    parent: Callable[[str, str], Any]

    def upsert(self, client: LinkedInClient, todos: Sequence[Todo]) -> Mapping[Todo, ElementResult]:
        records = {todo.row.object_id: todo.record for todo in todos}
        result = getattr(client, self.name).upsert(self._above(todos), records)
        return {todo: result[todo.row.object_id] for todo in todos}

    def delete(self, client: LinkedInClient, todos: Sequence[Todo]) -> Mapping[Todo, ElementResult]:
        result = getattr(client, self.name).delete(self._above(todos), [todo.row.object_id for todo in todos])
        return {todo: result[todo.row.object_id] for todo in todos}

    def group(self, todo: Todo) -> object:
        return todo.row.organization, todo.row.parent

    def _above(self, todos: Sequence[Todo]) -> Any:
        return self.parent(todos[0].row.parent, todos[0].row.organization)


RESOURCES: dict[Kind, _Records | _Children] = {
    Kind.ACL: _Records("acls", _acl, key_only=True),
    Kind.ASSIGNEE: _Records("acl_assignees", _assignee, key_only=True),
    Kind.CANDIDATE: _Records("candidates", _candidate),
    Kind.APPLICATION: _Records("applications", _application),
    Kind.CANDIDATE_NOTE: _Children("candidate_notes", CandidateKey),
    Kind.NOTE: _Children("application_notes", ApplicationKey),
    Kind.FEEDBACK: _Children("interview_feedback", ApplicationKey),
    Kind.STAGE: _Children("stages", ApplicationKey),
}
