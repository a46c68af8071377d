"""The compound keys of the synced records, by name instead of by wire text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

from linkedin_talent.errors import ReplyError
from linkedin_talent.restli import CompoundKey

__all__ = [
    "DATA_PROVIDER",
    "AclKey",
    "ApplicationKey",
    "AssigneeKey",
    "CandidateKey",
    "IntegrationKey",
    "WireKey",
    "key_in",
]

K = TypeVar("K", bound="WireKey")

DATA_PROVIDER = "ATS"
_JOB_POSTING = "JOB_POSTING"  # the only thing an access control list can secure


class WireKey(Protocol):
    """A typed key: it can be written as the compound key of /v2 and read back."""

    def compound(self) -> CompoundKey:
        """Names and order as in LinkedIn's samples."""
        ...

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        """From a reply, whatever the order; KeyError when a member is missing."""
        ...


@dataclass(frozen=True, slots=True)
class IntegrationKey:
    """One integration of a customer. `context` is an organization or contract URN, by type."""

    context: str
    type: str
    tenant: str = "RECRUITER"

    def compound(self) -> CompoundKey:
        return CompoundKey(
            integrationContext=self.context,
            integrationType=self.type,
            tenantType=self.tenant,
            dataProvider=DATA_PROVIDER,
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["integrationContext"], key["integrationType"], key["tenantType"])


@dataclass(frozen=True, slots=True)
class CandidateKey:
    """A candidate as synced to one organization (URN)."""

    candidate_id: str
    organization: str

    def compound(self) -> CompoundKey:
        return CompoundKey(
            atsCandidateId=self.candidate_id, dataProvider=DATA_PROVIDER, integrationContext=self.organization
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["atsCandidateId"], key["integrationContext"])


@dataclass(frozen=True, slots=True)
class ApplicationKey:
    """A job application as synced to one organization (URN)."""

    application_id: str
    organization: str

    def compound(self) -> CompoundKey:
        return CompoundKey(
            atsJobApplicationId=self.application_id,
            dataProvider=DATA_PROVIDER,
            integrationContext=self.organization,
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["atsJobApplicationId"], key["integrationContext"])


@dataclass(frozen=True, slots=True)
class AclKey:
    """One job's membership in an access control list; a list may secure several jobs (A-38)."""

    acl_id: str
    job_id: str
    organization: str

    def compound(self) -> CompoundKey:
        return CompoundKey(
            atsEntityAclId=self.acl_id,
            atsEntityType=_JOB_POSTING,
            atsEntityId=self.job_id,
            dataProvider=DATA_PROVIDER,
            integrationContext=self.organization,
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["atsEntityAclId"], key["atsEntityId"], key["integrationContext"])


@dataclass(frozen=True, slots=True)
class AssigneeKey:
    """One person (URN) on an access control list."""

    acl_id: str
    assignee: str
    organization: str

    def compound(self) -> CompoundKey:
        return CompoundKey(
            atsEntityAclId=self.acl_id,
            atsEntityType=_JOB_POSTING,
            assignee=self.assignee,
            dataProvider=DATA_PROVIDER,
            integrationContext=self.organization,
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["atsEntityAclId"], key["assignee"], key["integrationContext"])


def key_in(kind: type[K], row: Mapping[str, Any]) -> K:
    """The key that the members of a finder's element make; ReplyError when one is missing."""
    try:
        return kind.read(CompoundKey({name: value for name, value in row.items() if isinstance(value, str)}))
    except (KeyError, ValueError):
        raise ReplyError(f"the reply's element is not an {kind.__name__}") from None
