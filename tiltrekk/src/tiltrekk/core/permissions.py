"""Who may do what: one vocabulary and one table (attract.md §1.3, §1.4).

A person's *standings* towards an object are the environment roles they hold and the relations they have to that
object. Each standing grants flags; a person has the union. The apps only say which relations exist: they register a
function for each model in ``access.py``.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum, auto
from typing import Any, Protocol

from .errors import NotAllowed


class Role(StrEnum):
    """Environment roles, assigned by an administrator (ROLE-01)."""

    ADMIN = auto()
    RECRUITER = auto()
    HIRING_MANAGER = auto()
    READER = auto()


class Relation(StrEnum):
    """What a person is to one object. A delegate has the relation of the person they stand in for (ROLE-09)."""

    TEAM_RECRUITER = auto()
    TEAM_HIRING_MANAGER = auto()
    PROSPECT_HIRING_MANAGER = auto()  # hiring manager where the Prospect activity lets them (PROC-15)
    TEAM_INTERVIEWER = auto()
    OWNER = auto()
    CONTRIBUTOR = auto()


Standing = Role | Relation


class Flag(StrEnum):
    """Single rights. Templates and the API ask for these, never for role names."""

    # the environment
    ACCESS_ADMIN_CENTER = auto()
    CREATE_JOB = auto()
    VIEW_ALL_JOBS = auto()
    READ_CANDIDATES = auto()
    EDIT_CANDIDATES = auto()
    DELETE_CANDIDATES = auto()
    MERGE_CANDIDATES = auto()
    LINK_LINKEDIN_PROFILE = auto()
    READ_TALENT_POOLS = auto()
    VIEW_ALL_TALENT_POOLS = auto()
    CREATE_TALENT_POOL = auto()
    CONNECT_OWN_LINKEDIN = auto()
    READ_EQUALITY_FIGURES = auto()
    # one job
    READ_JOB = auto()
    UPDATE_JOB_DETAILS = auto()
    UPDATE_HIRING_TEAM = auto()
    UPDATE_PROCESS = auto()
    ACTIVATE_JOB = auto()
    CLOSE_JOB = auto()
    REOPEN_JOB = auto()
    DELETE_JOB = auto()
    READ_POSTINGS = auto()
    READ_LINKEDIN_POSTING = auto()
    POST_JOB = auto()
    READ_APPLICANTS = auto()
    CREATE_APPLICANT = auto()
    READ_PROSPECTS = auto()
    CREATE_PROSPECT = auto()
    # one application
    ADVANCE_APPLICATION = auto()
    MOVE_APPLICATION_BACK = auto()
    REJECT_APPLICATION = auto()
    DELETE_APPLICATION = auto()
    READ_DOCUMENTS = auto()
    WRITE_DOCUMENTS = auto()
    READ_NOTES = auto()
    WRITE_NOTES = auto()
    READ_ACTIVITY = auto()
    PLAN_INTERVIEWS = auto()
    GIVE_FEEDBACK = auto()
    READ_ALL_FEEDBACK = auto()
    # one talent pool
    READ_POOL = auto()
    EDIT_POOL = auto()
    ADD_TO_POOL = auto()
    REMOVE_FROM_POOL = auto()


F = Flag
_READ_APPLICATIONS = {F.READ_APPLICANTS, F.READ_DOCUMENTS, F.READ_NOTES, F.READ_ACTIVITY}
_WORK_WITH_JOB = {
    F.READ_JOB, F.UPDATE_JOB_DETAILS, F.UPDATE_HIRING_TEAM, F.UPDATE_PROCESS, F.ACTIVATE_JOB, F.DELETE_JOB,
    F.READ_POSTINGS, F.READ_LINKEDIN_POSTING,
}  # fmt: skip
_WORK_WITH_APPLICANTS = _READ_APPLICATIONS | {
    F.CREATE_APPLICANT, F.ADVANCE_APPLICATION, F.WRITE_DOCUMENTS, F.WRITE_NOTES, F.GIVE_FEEDBACK, F.READ_ALL_FEEDBACK,
    F.PLAN_INTERVIEWS,
}  # fmt: skip
_PROSPECTS = {F.READ_PROSPECTS, F.CREATE_PROSPECT}
_WORK_WITH_PEOPLE = {
    F.READ_CANDIDATES, F.EDIT_CANDIDATES, F.DELETE_CANDIDATES, F.LINK_LINKEDIN_PROFILE, F.READ_TALENT_POOLS,
    F.CREATE_TALENT_POOL, F.CONNECT_OWN_LINKEDIN,
}  # fmt: skip
_ALL_BUT = {F.CREATE_JOB, F.CONNECT_OWN_LINKEDIN}  # an administrator needs a hiring role too (ROLE-11)

# The one table: standing → flags.
TABLE: dict[Standing, frozenset[Flag]] = {
    Role.ADMIN: frozenset(set(Flag) - _ALL_BUT),
    Role.RECRUITER: frozenset(_WORK_WITH_PEOPLE | {F.CREATE_JOB, F.MERGE_CANDIDATES}),
    Role.HIRING_MANAGER: frozenset(_WORK_WITH_PEOPLE | {F.CREATE_JOB}),
    Role.READER: frozenset(
        _READ_APPLICATIONS
        | {
            F.VIEW_ALL_JOBS, F.READ_JOB, F.READ_POSTINGS, F.READ_LINKEDIN_POSTING, F.READ_PROSPECTS, F.READ_CANDIDATES,
            F.READ_ALL_FEEDBACK, F.READ_TALENT_POOLS, F.VIEW_ALL_TALENT_POOLS, F.READ_POOL,
        }
    ),
    Relation.TEAM_RECRUITER: frozenset(
        _WORK_WITH_JOB
        | _WORK_WITH_APPLICANTS
        | _PROSPECTS
        | {
            F.CLOSE_JOB, F.REOPEN_JOB, F.POST_JOB, F.REJECT_APPLICATION, F.DELETE_APPLICATION,
            F.MOVE_APPLICATION_BACK, F.CONNECT_OWN_LINKEDIN,
        }
    ),
    Relation.TEAM_HIRING_MANAGER: frozenset(_WORK_WITH_JOB | _WORK_WITH_APPLICANTS | {F.CONNECT_OWN_LINKEDIN}),
    Relation.PROSPECT_HIRING_MANAGER: frozenset(_PROSPECTS),
    Relation.TEAM_INTERVIEWER: frozenset(_READ_APPLICATIONS | {F.READ_JOB, F.READ_POSTINGS, F.GIVE_FEEDBACK}),
    Relation.OWNER: frozenset({F.READ_POOL, F.EDIT_POOL, F.ADD_TO_POOL, F.REMOVE_FROM_POOL}),
    Relation.CONTRIBUTOR: frozenset({F.READ_POOL, F.ADD_TO_POOL, F.REMOVE_FROM_POOL}),
}  # fmt: skip


class Actor(Protocol):
    """Whoever acts: a signed-in user. ``roles`` is read once for each request."""

    @property
    def pk(self) -> Any: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def roles(self) -> frozenset[Role]: ...


RelationsOf = Callable[[Any, Any], Iterable[Relation]]
_relations: dict[type, RelationsOf] = {}
_known: ContextVar[dict[tuple[Any, type, Any], frozenset[Relation]] | None] = ContextVar("relations", default=None)


def relations_of(model: type) -> Callable[[RelationsOf], RelationsOf]:
    """Register how an actor relates to objects of a model; the function is ``(actor, obj) -> relations``."""

    def register(function: RelationsOf) -> RelationsOf:
        _relations[model] = function
        return function

    return register


def flags(actor: Actor, obj: object | None = None) -> frozenset[Flag]:
    """Return every right the actor has on the object, or on the environment when no object is given."""
    if not actor.is_active:
        return frozenset()
    standings: set[Standing] = set(actor.roles)
    if obj is not None:
        standings |= _relations_to(actor, obj)
    return frozenset().union(*(TABLE[standing] for standing in standings)) if standings else frozenset()


def _relations_to(actor: Actor, obj: Any) -> frozenset[Relation]:
    known, key = _known.get(), (actor.pk, type(obj), obj.pk)
    if known is not None and key in known:
        return known[key]
    found = frozenset(_relations[type(obj)](actor, obj))
    if known is not None and obj.pk is not None:
        known[key] = found
    return found


@contextmanager
def relations_read_once() -> Iterator[None]:
    """Read what an actor is to an object once, however often it is asked; only where nobody's relations change."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def allowed(actor: Actor, flag: Flag, obj: object | None = None) -> bool:
    """Tell whether the actor has the right."""
    return flag in flags(actor, obj)


def require(actor: Actor, flag: Flag, obj: object | None = None) -> None:
    """Raise ``NotAllowed`` unless the actor has the right."""
    if not allowed(actor, flag, obj):
        raise NotAllowed
