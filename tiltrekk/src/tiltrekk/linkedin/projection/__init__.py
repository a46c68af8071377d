"""What LinkedIn should hold: pure functions of our database, one for each kind (architecture §5)."""

from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from tiltrekk.candidates.models import Candidate
from tiltrekk.linkedin.models import Kind

from . import application, person, rights
from .job import WantedJob, WantedJobs
from .outcome import GONE, Absent, KeyOnly, Projection
from .scope import Scope, is_deleted

__all__ = ["GONE", "Absent", "KeyOnly", "Projection", "Projections", "WantedJob", "WantedJobs"]


class _Kind(NamedTuple):
    """How the objects of a kind are read, many at once by their wire ids, and what LinkedIn should hold of one.

    ``person`` tells whom an object is about.
    """

    load: Callable[[Collection[str]], Mapping[str, Any]]
    project: Callable[[Any, Scope], Projection]
    person: Callable[[Any], Candidate] | None = None


_candidate, _applicant = attrgetter("candidate"), attrgetter("application.candidate")


# Jobs are operations and have a function of their own.
_KINDS: dict[Kind, _Kind] = {
    Kind.ACL: _Kind(rights.load_acls, rights.acl),
    Kind.ASSIGNEE: _Kind(rights.load_assignees, rights.assignee),
    Kind.CANDIDATE: _Kind(person.load, person.candidate, lambda candidate: candidate),
    Kind.APPLICATION: _Kind(application.load, application.application, _candidate),
    Kind.CANDIDATE_NOTE: _Kind(person.load_notes, person.candidate_note, _candidate),
    Kind.NOTE: _Kind(application.load_notes, application.note, _applicant),
    Kind.FEEDBACK: _Kind(application.load_feedback, application.feedback, _applicant),
    Kind.STAGE: _Kind(application.load_stages, application.stage, application.applicant),
}


class Projections:
    """What LinkedIn should hold of some objects of a kind at one organization, read in a fixed number of queries."""

    def __init__(self, kind: Kind, ids: Collection[str], organization: str) -> None:
        self._kind = _KINDS[kind]
        self._found = self._kind.load(ids)
        about = self._kind.person
        self._people = {key: about(one) for key, one in self._found.items()} if about else {}
        self._scope = Scope(organization, self._people.values())

    def __getitem__(self, object_id: str) -> Projection:
        """Return the complete record, or nothing and why. Raises what the making of this one record raises.

        Of somebody deleted nothing is left, not even to be counted as held back.
        """
        found, person = self._found.get(object_id), self._people.get(object_id)
        if found is None or (person and is_deleted(person)):
            return GONE
        return self._kind.project(found, self._scope)
