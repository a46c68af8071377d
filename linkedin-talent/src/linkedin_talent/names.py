"""The one table of names: how a resource of /v2 is called on /rest.

LinkedIn moves Recruiter System Connect to versioned endpoints resource by resource (its RSC release notes). The
client speaks the names of /v2; a `Route` turns them into the names of the surface in use, and back. A resource
without a documented versioned twin stays on /v2 whatever the configuration says (access control lists too, A-35), and
one that only /rest has is asked there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from linkedin_talent.assumptions import (
    APPLICATION_NOTE_FIELDS,
    CLOSED_ACCOUNTS_FINDER,
    CONFIGURATION_MEMBER,
    EVALUATIONS_RESOURCE,
    FEEDBACK_CHILD,
    FEEDBACK_PARENT,
)
from linkedin_talent.restli import CompoundKey, Protocol

__all__ = ["REST_VERSION", "Route", "Surface", "route"]

REST_VERSION = "202601"  # the newest version whose collections name every resource of the table below
_NONE: Mapping[str, str] = MappingProxyType({})


class Surface(StrEnum):
    """Which API a client speaks."""

    V2 = "v2"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Route:
    """Where a resource lives and what its members are called there.

    `keys` and `fields` lead from the /v2 name to the name here; an empty name means that it does not exist here.
    `child_key` is the member that names a child in a flat versioned key; empty where the parent stands in the path.
    `protocol` is the encoding: /v2 takes both, LinkedIn's samples of /rest are in the second.
    """

    surface: Surface
    path: str
    resource: str
    keys: Mapping[str, str] = field(default_factory=lambda: _NONE)
    fields: Mapping[str, str] = field(default_factory=lambda: _NONE)
    child_key: str = ""
    protocol: Protocol = Protocol.TWO

    def key(self, key: CompoundKey) -> CompoundKey:
        """A /v2 key in the names of this surface."""
        return CompoundKey(_renamed(key, self.keys))

    def read_key(self, key: CompoundKey) -> CompoundKey:
        """A key of this surface in the names of /v2; what /v2 has in addition stays absent."""
        return CompoundKey(_renamed(key, _reversed(self.keys)))

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A /v2 record in the names of this surface."""
        return _renamed(record, self.fields)

    def field(self, name: str) -> str:
        """A field of /v2 in the name of this surface."""
        return self.fields.get(name, name)

    def read_record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A record of this surface in the names of /v2."""
        return _renamed(record, _reversed(self.fields))


def _renamed(members: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {new: value for name, value in members.items() if (new := names.get(name, name))}


def _reversed(names: Mapping[str, str]) -> dict[str, str]:
    return {new: name for name, new in names.items() if new}


_TIMES = {"atsCreatedAt": "externalCreatedAt", "atsLastModifiedAt": "externalLastModifiedAt"}
_CANDIDATE = {"atsCandidateId": "externalCandidateId", "dataProvider": ""}

_REST: dict[str, Route] = {
    "atsIntegrations": Route(Surface.REST, "integrations", "integrations", {"dataProvider": ""}, {"dataProvider": ""}),
    "configurations": Route(
        Surface.REST,
        "integrationConfigurations",
        "integrationConfigurations",
        {"dataProvider": ""},
        child_key=CONFIGURATION_MEMBER,
    ),
    "atsCandidates": Route(Surface.REST, "candidates", "candidates", _CANDIDATE, _CANDIDATE | _TIMES),
    "candidateNotes": Route(
        Surface.REST, "candidateNotes", "candidateNotes", _CANDIDATE, _TIMES, child_key="externalNoteId"
    ),
    "atsApplications": Route(
        Surface.REST, "atsApplications", "atsApplications", {"dataProvider": ""}, {"dataProvider": ""}
    ),
    "applicationNotes": Route(
        Surface.REST,
        "applicationNotes",
        "applicationNotes",
        {"atsJobApplicationId": "externalJobApplicationId", "dataProvider": ""},
        APPLICATION_NOTE_FIELDS,
        child_key="externalNoteId",
    ),
    "applicationStages": Route(
        Surface.REST,
        "applicationStage",
        "applicationStage",
        {"atsJobApplicationId": "jobApplicationId", "dataProvider": ""},
        child_key="jobApplicationStageId",
    ),
    "interviewFeedback": Route(
        Surface.REST,
        "applicationInterviewFeedbacks",
        "applicationInterviewFeedbacks",
        {"atsJobApplicationId": FEEDBACK_PARENT, "dataProvider": ""},
        child_key=FEEDBACK_CHILD,
    ),
    "simpleJobPostings": Route(
        Surface.REST, "simpleJobPostings", "simpleJobPostings", fields={"integrationContext": "company"}
    ),
    "simpleJobPostingTasks": Route(Surface.REST, "simpleJobPostingTasks", "simpleJobPostingTasks"),
    "seatsV2": Route(Surface.REST, "seatsV2", "seatsV2", fields={"id": "seatId", "created": "createdAt"}),
    "exportedCandidates": Route(Surface.REST, "exportedCandidates", "exportedCandidates"),
}

# What /v2 never had.
_REST_ALONE: dict[str, Route] = {
    "jobRequisitions": Route(Surface.REST, "jobRequisitions", "jobRequisitions"),
    "attachments": Route(Surface.REST, "attachments", "attachments"),
    "exportedApplicationEvaluations": Route(Surface.REST, EVALUATIONS_RESOURCE, "exportedApplicationEvaluations"),
}

_V2_PATHS: dict[str, str] = {
    "configurations": "configurations",
    "candidateNotes": "notes",
    "applicationNotes": "notes",
    "applicationStages": "stages",
    "interviewFeedback": "interviewFeedback",
    "resumes": "resumes",
}

# Methods that a versioned resource is not documented to have.
_NOT_ON_REST: dict[str, tuple[str, ...]] = {
    "configurations": ("batch_delete",),
    "atsCandidates": ("batch_partial_update",),
    "applicationStages": ("batch_delete",),
    "interviewFeedback": ("batch_delete",),
    "exportedCandidates": (CLOSED_ACCOUNTS_FINDER,),
}


def route(resource: str, surface: Surface, *, needs: str = "", protocol: Protocol = Protocol.ONE) -> Route:
    """The route of a resource; `needs` is the method (or finder) to call: where /rest lacks it, /v2 is taken.

    `protocol` is the encoding to use on /v2.
    """
    if resource in _REST_ALONE:
        return _REST_ALONE[resource]
    if surface is Surface.REST and resource in _REST and needs not in _NOT_ON_REST.get(resource, ()):
        return _REST[resource]
    return Route(Surface.V2, _V2_PATHS.get(resource, resource), resource, protocol=protocol)
