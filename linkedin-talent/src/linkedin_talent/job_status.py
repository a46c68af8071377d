"""What became of a posting: its task, and how it stands (LinkedIn: Check Job Task Status, Check Job Posting Status).

§8.4 and §8.5. The notification of a changed status (§7.1) says the same of one job.
"""

from enum import StrEnum
from typing import Any

from linkedin_talent.job_problems import JobProblem, job_problem
from linkedin_talent.records import ExternalId, Millis, WireRecord

__all__ = [
    "ApplyStatus",
    "CompanyDetails",
    "ErrorType",
    "JobPostingInfo",
    "JobPostingStatus",
    "JobPostingTask",
    "ListingStatus",
    "PromotionStatus",
    "StatusDetail",
    "TaskStatus",
    "VisibilityTag",
]


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


class ApplyStatus(StrEnum):
    """Whether people apply on LinkedIn."""

    ENABLED = "ENABLED"
    NOT_ENABLED = "NOT_ENABLED"
    IN_PROGRESS = "IN_PROGRESS"


class PromotionStatus(StrEnum):
    """Whether the posting is paid for."""

    PROMOTED = "PROMOTED"
    NOT_PROMOTED = "NOT_PROMOTED"


class ErrorType(StrEnum):
    """Whose fault it is."""

    CUSTOMER = "CUSTOMER_ERROR"
    PARTNER = "PARTNER_ERROR"
    LINKEDIN = "LINKEDIN_ERROR"


class VisibilityTag(StrEnum):
    """Who sees the posting."""

    PRIVATE = "PRIVATE"
    TEST = "TEST"
    PARTNER = "PARTNER"
    COMPANY = "COMPANY"
    PUBLIC = "PUBLIC"


class JobPostingTask(WireRecord):
    """What became of one posting; `job_posting` is the URN LinkedIn gave it. A failure is an HTTP 200 all the same."""

    id: str = ""
    status: str
    external_job_posting_id: ExternalId = ""
    job_posting: str | None = None
    location: str | None = None
    error_message: str | None = None

    @property
    def done(self) -> bool:
        """It will not change any more."""
        return self.status in {TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.PROCESSED}

    @property
    def problem(self) -> JobProblem | None:
        """What `error_message` means, where it is one of the documented sentences."""
        return job_problem(self.error_message or "")


class StatusDetail(WireRecord):
    """Why a status is as it is; `error_type` says whose fault."""

    error_code: str | int | None = None
    error_type: str = ""
    status_message: str = ""


class CompanyDetails(WireRecord):
    """The company as LinkedIn spells it."""

    name: str | None = None
    page_url: str | None = None


class JobPostingInfo(WireRecord):
    """The posting as LinkedIn understood it."""

    expire_at: Millis | None = None
    listed_at: Millis | None = None
    location: str | None = None
    alternate_locations: tuple[str, ...] | None = None
    company_details: CompanyDetails | None = None
    visibility_tag: str | None = None


class JobPostingStatus(WireRecord):
    """A posting as LinkedIn shows it."""

    external_job_posting_id: ExternalId = ""
    job_posting_url: str | None = None
    job_posting_info: JobPostingInfo | None = None
    raw_location: str | None = None
    listing_status: str = ""
    listing_status_detail: StatusDetail | None = None
    linked_in_apply_status: str = ""
    linked_in_apply_status_detail: StatusDetail | None = None
    promotion_status: str = ""
    promotion_status_detail: StatusDetail | None = None
    job_campaign: Any = None
    partner_job_campaign: Any = None
