"""Job applications with their notes, interview feedback and stages (LinkedIn: Sync Applications and its children)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field, field_validator

from linkedin_talent.batch import BatchResult
from linkedin_talent.keys import ApplicationKey
from linkedin_talent.records import Millis, PersonName, WireRecord
from linkedin_talent.resource import ChildRecords, KeyedResource

__all__ = [
    "ApplicationNote",
    "ApplicationNotes",
    "ApplicationStage",
    "ApplicationStages",
    "Applications",
    "Evaluation",
    "InterviewFeedback",
    "InterviewFeedbacks",
    "InterviewType",
    "JobApplication",
]


class InterviewType(StrEnum):
    """Documented kinds of interview."""

    PHONE_SCREEN = "PHONE_SCREEN"
    ONSITE = "ONSITE"


class JobApplication(WireRecord):
    """The complete record of an application; an upsert replaces all of it (LinkedIn: Sync Applications, §11.1).

    `ats_candidate_id` is the candidate as synced, `ats_job_posting_id` the job's externalJobPostingId. Send
    `candidate_email` when it is known; `source` and `disposition_reason` are words of yours, empty ones too.
    """

    ats_candidate_id: str | None = None
    ats_job_posting_id: str = Field(min_length=1)
    ats_job_posting_name: str = Field(min_length=1)
    ats_created_at: Millis
    ats_last_modified_at: Millis
    candidate_email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    source: str | None = None
    disposition_reason: str | None = None


class ApplicationNote(WireRecord):
    """A note on an application."""

    ats_created_at: Millis
    note: str
    author: PersonName
    ats_last_modified_at: Millis | None = None  # /rest


class Evaluation(WireRecord):
    """One line of a feedback form."""

    attribute: str
    result: str


class InterviewFeedback(WireRecord):
    """Feedback of one interviewer; every field is optional."""

    ats_created_at: Millis | None = None
    interviewer: PersonName | None = None
    evaluations: tuple[Evaluation, ...] | None = None
    feedback: str | None = None
    interview_type: str | None = None


class ApplicationStage(WireRecord):
    """One entry of the append-only history; the newest `ats_created_at` is the present stage."""

    ats_created_at: Millis
    stage: str = Field(min_length=1)

    @field_validator("stage")
    @classmethod
    def _not_reserved(cls, stage: str) -> str:
        if stage == "Not Available":
            raise ValueError("LinkedIn reserves the stage name Not Available")
        return stage


class Applications(KeyedResource[ApplicationKey]):
    """/v2/atsApplications, /rest/atsApplications (LinkedIn: Sync Applications; §11.1, §13).

    100 records a call, 10,000 records a minute, 100,000 calls a day. 403 (ForbiddenError) until the customer's
    integration is enabled. Send jobs first, then candidates, then applications, then what belongs to them.
    """

    name = "atsApplications"

    def upsert(self, applications: Mapping[ApplicationKey, JobApplication]) -> BatchResult[ApplicationKey]:
        """Create or fully replace: a field left out becomes null at LinkedIn."""
        return self._replace(applications)

    def delete(self, keys: Iterable[ApplicationKey]) -> BatchResult[ApplicationKey]:
        """Remove applications with their notes, feedback and stages; an unknown key answers 404 (A-27)."""
        return self._delete(keys)


class ApplicationNotes(ChildRecords[ApplicationKey, ApplicationNote]):
    """/v2/atsApplications/{key}/notes, /rest/applicationNotes (LinkedIn: Sync Application Notes; §11.2)."""

    name = "applicationNotes"
    parent = "atsApplications"


class InterviewFeedbacks(ChildRecords[ApplicationKey, InterviewFeedback]):
    """/v2/atsApplications/{key}/interviewFeedback, /rest/applicationInterviewFeedbacks (A-44).

    LinkedIn: Sync Application Interview Feedback; §11.2. On /rest 1,000,000 calls a day, and no deletion.
    """

    name = "interviewFeedback"
    parent = "atsApplications"


class ApplicationStages(ChildRecords[ApplicationKey, ApplicationStage]):
    """/v2/atsApplications/{key}/stages, /rest/applicationStage (LinkedIn: Sync Application Stages; §11.2).

    On /rest there is no deletion.
    """

    name = "applicationStages"
    parent = "atsApplications"
