"""What happened to an application made on LinkedIn (LinkedIn: Sync Job Application Status Updates; §19.3).

LinkedIn tells the applicant, if the customer ticked *Applicant notifications* in the set-up plug-in.
"""

from datetime import datetime
from enum import StrEnum

from linkedin_talent.calls import Call
from linkedin_talent.records import Millis, WireRecord
from linkedin_talent.resource import Resource
from linkedin_talent.restli import Protocol

__all__ = ["ApplicationAction", "LifecycleAction", "LifecycleActions"]


class ApplicationAction(StrEnum):
    """What was done; the last three are of newer pages."""

    VIEWED = "APPLICATION_VIEWED"
    RESUME_DOWNLOADED = "RESUME_DOWNLOADED"
    REJECTED = "APPLICATION_REJECTED"
    SCREENED = "SCREENED"
    INTERVIEWED = "INTERVIEWED"
    HIRED = "HIRED"


class LifecycleAction(WireRecord):
    """One thing done: `job_application_id` as it was delivered, `integration_context` an organization URN."""

    job_application_id: str
    action: str
    performed_at: Millis
    integration_context: str


class LifecycleActions(Resource):
    """/v2/jobApplicationLifecycleActions; it stays on /v2."""

    name = "jobApplicationLifecycleActions"

    def create(self, job_application: str, action: str, *, at: datetime, organization: str) -> None:
        """Tell that something was done, once for each time. Any 2xx is success (A-34); errors are raised."""
        told = LifecycleAction(
            job_application_id=job_application, action=action, performed_at=at, integration_context=organization
        )
        to = self._route()
        call = Call("POST", to, to.path, body=told.wire(), method="create", records=1, protocol=Protocol.TWO)
        self._caller.call(call).check()
