"""Requisitions: what replaces private jobs on /rest (LinkedIn: RSC release notes, April 2025; §8.9).

The resource, its method and its key are published, its fields are not: they are the postings' with the prefix
`external` where the versioned names have it (A-22). It exists on /rest only, whatever surface the client speaks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import Field

from linkedin_talent.assumptions import REQUISITION_CREATED, REQUISITION_JOB_ID, REQUISITION_MODIFIED
from linkedin_talent.batch import BatchResult
from linkedin_talent.records import Millis, WireRecord
from linkedin_talent.resource import KeyedResource
from linkedin_talent.restli import CompoundKey

__all__ = ["JobRequisition", "JobRequisitions", "RequisitionKey"]


@dataclass(frozen=True, slots=True)
class RequisitionKey:
    """A requisition as synced to one organization (URN)."""

    requisition_id: str
    organization: str

    def compound(self) -> CompoundKey:
        return CompoundKey(externalJobRequisitionId=self.requisition_id, integrationContext=self.organization)

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(key["externalJobRequisitionId"], key["integrationContext"])


class JobRequisition(WireRecord):
    """The complete record of a requisition; an upsert replaces all of it (A-22).

    `availability` is PUBLIC for public jobs; `job_posting_id` is the posting's external id, which in turn names the
    requisition by its `partnerRequisitionId`.
    """

    title: str = Field(min_length=1, max_length=200)
    description: str = Field(min_length=100, max_length=25_000)
    location: str = Field(min_length=1)
    created_at: Millis = Field(validation_alias=REQUISITION_CREATED, serialization_alias=REQUISITION_CREATED)
    last_modified_at: Millis = Field(validation_alias=REQUISITION_MODIFIED, serialization_alias=REQUISITION_MODIFIED)
    job_posting_id: str | None = Field(
        default=None, validation_alias=REQUISITION_JOB_ID, serialization_alias=REQUISITION_JOB_ID
    )
    availability: str | None = None
    access_restricted: bool | None = None
    company_apply_url: str | None = None
    workplace_types: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=1)
    employment_status: str | None = None
    experience_level: str | None = None
    requisition_owner_email: str | None = None
    requisition_owner_first_name: str | None = None
    requisition_owner_last_name: str | None = None


class JobRequisitions(KeyedResource[RequisitionKey]):
    """/rest/jobRequisitions"""

    name = "jobRequisitions"

    def upsert(self, requisitions: Mapping[RequisitionKey, JobRequisition]) -> BatchResult[RequisitionKey]:
        """Create or fully replace: a field left out becomes null at LinkedIn."""
        return self._replace(requisitions)
