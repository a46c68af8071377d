"""Job postings by API, their tasks and their status (LinkedIn: Job Posting API).

A posting is an operation, not a replacement: CREATE, UPDATE, RENEW or CLOSE. It returns a task that is read later.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from pydantic import Field, field_validator

from linkedin_talent.assumptions import ONE_ELEMENT_ERRORS
from linkedin_talent.batch import BATCH_SIZE, BatchReply, BatchResult, ElementResult
from linkedin_talent.calls import Call, elements_of, result_of
from linkedin_talent.errors import LinkedInError, ReplyError
from linkedin_talent.records import Millis, WireRecord, read_record
from linkedin_talent.resource import Resource

__all__ = [
    "Availability",
    "JobPosting",
    "JobPostingStatus",
    "JobPostingStatuses",
    "JobPostingTask",
    "JobPostingTasks",
    "JobPostings",
    "ListingStatus",
    "Operation",
    "StatusDetail",
    "TaskStatus",
]


class Operation(StrEnum):
    """What to do with a posting."""

    CREATE = "CREATE"
    UPDATE = "UPDATE"
    RENEW = "RENEW"
    CLOSE = "CLOSE"


class Availability(StrEnum):
    """Who can find the job: everybody, or only the customer's Recruiter users."""

    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE_TO_ATS_INTEGRATION"


class TaskStatus(StrEnum):
    """Where a task stands. PROCESSED: accepted while the company's feed is still being migrated."""

    IN_PROGRESS = "IN_PROGRESS"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    PROCESSED = "PROCESSED"


class ListingStatus(StrEnum):
    """Whether a posting is listed."""

    LISTED = "LISTED"
    NOT_LISTED = "NOT_LISTED"
    IN_PROGRESS = "IN_PROGRESS"


class JobPosting(WireRecord):
    """One element of a job call. An UPDATE is a full re-post."""

    integration_context: str | None = None
    company_page_url: str | None = None
    company_name: str | None = None
    company_apply_url: str
    external_job_posting_id: str = Field(min_length=1, max_length=200)
    job_posting_operation_type: str
    title: str = Field(min_length=1, max_length=200)
    description: str = Field(min_length=100, max_length=25_000)
    listed_at: Millis
    location: str = Field(min_length=1)
    alternate_locations: tuple[str, ...] | None = Field(default=None, max_length=7)
    categories: tuple[str, ...] | None = Field(default=None, max_length=3)
    skills_description: str | None = Field(default=None, max_length=4_000)
    company_job_code: str | None = Field(default=None, min_length=1)
    workplace_types: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=1)
    industries: tuple[str, ...] | None = None
    employment_status: str | None = None
    experience_level: str | None = None
    tracking_pixel_url: str | None = None
    compensation: dict[str, Any] | None = None
    expire_at: Millis | None = None
    listing_type: str | None = None
    poster_email: str
    availability: str | None = None
    access_restricted: bool | None = None
    requisition_owner_email: str | None = None
    requisition_owner_first_name: str | None = None
    requisition_owner_last_name: str | None = None
    contract: str | None = None
    show_poster_info: bool | None = None


class JobPostingTask(WireRecord):
    """What became of one posting; `job_posting` is the URN LinkedIn gave it."""

    id: str = ""
    status: str
    external_job_posting_id: str = ""
    job_posting: str | None = None
    location: str | None = None
    error_message: str | None = None

    @property
    def done(self) -> bool:
        """It will not change any more."""
        return self.status in {TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.PROCESSED}


class StatusDetail(WireRecord):
    """Why a status is as it is; `error_type` says whose fault."""

    error_code: str | int | None = None
    error_type: str = ""
    status_message: str = ""


class JobPostingStatus(WireRecord):
    """A posting as LinkedIn shows it."""

    external_job_posting_id: str = ""
    job_posting_url: str | None = None
    job_posting_info: dict[str, Any] | None = None
    raw_location: str | None = None
    listing_status: str = ""
    listing_status_detail: StatusDetail | None = None
    linked_in_apply_status: str = ""
    linked_in_apply_status_detail: StatusDetail | None = None
    promotion_status: str = ""
    promotion_status_detail: StatusDetail | None = None

    @field_validator("external_job_posting_id", mode="before")
    @classmethod
    def _id_as_text(cls, value: Any) -> Any:
        """LinkedIn prints an id of digits as a number."""
        return str(value) if isinstance(value, int) else value


class JobPostings(Resource):
    """/v2/simpleJobPostings"""

    name = "simpleJobPostings"

    def post(self, postings: Sequence[JobPosting]) -> BatchResult[str]:
        """Send operations, one a job and at most 100; keys are external ids, `id` of a result is the task's URN."""
        ids = [posting.external_job_posting_id for posting in postings]
        if not ids or len(ids) > BATCH_SIZE or len(set(ids)) != len(ids):
            raise ValueError("a job call holds 1 to 100 postings of different jobs")
        at = self._route("batch_create")
        body = {"elements": [posting.wire() for posting in postings]}
        call = Call("POST", at, at.path, body=body, method="batch_create", records=len(ids))
        try:
            elements = elements_of(self._caller.object(call))
        except LinkedInError as error:
            if len(ids) > 1 or error.status not in ONE_ELEMENT_ERRORS:
                raise
            return BatchResult({ids[0]: ElementResult(error.status, error)})
        return BatchResult(dict(zip(ids, _outcomes(elements, len(ids)), strict=True)))


class JobPostingTasks(Resource):
    """/v2/simpleJobPostingTasks"""

    name = "simpleJobPostingTasks"

    def get(self, urns: Iterable[str]) -> BatchReply[str, JobPostingTask]:
        """Read tasks. LinkedIn asks for the first look after five minutes; ids live 24 hours at least."""
        at = self._route("batch_get")
        reply = self._caller.read(at, at.path, list(urns))
        found = {str(urn): read_record(JobPostingTask, row) for urn, row in reply.found.items()}
        return BatchReply(found, {str(urn): error for urn, error in reply.errors.items()})


class JobPostingStatuses(Resource):
    """/v2/jobPostingStatus"""

    name = "jobPostingStatus"

    def get(self, external_ids: Iterable[str]) -> BatchReply[str, JobPostingStatus]:
        """How the jobs stand at LinkedIn."""
        at = self._route("batch_get")
        reply = self._caller.read(at, at.path, list(external_ids))
        found = {str(key): read_record(JobPostingStatus, row) for key, row in reply.found.items()}
        return BatchReply(found, {str(key): error for key, error in reply.errors.items()})


def _outcomes(elements: Sequence[dict[str, Any]], asked: int) -> list[ElementResult]:
    """The reply's elements stand in the order of the request; another number of them says nothing of any."""
    if len(elements) != asked:
        return [ElementResult(0, ReplyError("the reply has another number of elements"))] * asked
    return [_outcome(element) for element in elements]


def _outcome(element: dict[str, Any]) -> ElementResult:
    status = element.get("status")
    return result_of(status if isinstance(status, int) else 0, element)
