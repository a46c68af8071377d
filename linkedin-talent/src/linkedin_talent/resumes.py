"""Résumés for Recruiter on /v2: ask for an address, put the file there, name it (LinkedIn: Sync Resumes; §11.3).

The address and the URN come in a reply whose shape is not published (A-25). On /rest there are `attachments` instead.
"""

from pydantic import Field

from linkedin_talent.assumptions import RESUME_URN, UPLOAD_URL
from linkedin_talent.calls import Call
from linkedin_talent.keys import ApplicationKey
from linkedin_talent.records import Millis, WireRecord, read_record
from linkedin_talent.resource import ChildRecords, Resource
from linkedin_talent.restli import Protocol

__all__ = ["MEDIA_HOURS", "Resume", "ResumeUpload", "ResumeUploads", "Resumes"]

MEDIA_HOURS = 72  # how long LinkedIn may keep a file nobody named; the value of LinkedIn's sample


class ResumeUpload(WireRecord):
    """Where to put a file, and what to call it afterwards (A-25)."""

    upload_url: str = Field(validation_alias=UPLOAD_URL, serialization_alias=UPLOAD_URL)
    resume_urn: str = Field(validation_alias=RESUME_URN, serialization_alias=RESUME_URN)


class Resume(WireRecord):
    """A résumé of an application, by the URN of its upload (A-25)."""

    ats_created_at: Millis
    resume_urn: str = Field(validation_alias=RESUME_URN, serialization_alias=RESUME_URN)
    file_name: str


class ResumeUploads(Resource):
    """/v2/hireMediaUrl; it stays on /v2."""

    name = "hireMediaUrl"

    def create(self, contract: str, *, file_name: str, content_type: str, hours: int = MEDIA_HOURS) -> ResumeUpload:
        """Ask where to put one file. LinkedIn takes PDF, DOC, DOCX and TXT; `contract` is a Recruiter contract URN."""
        at = self._route()
        body = {
            "contentType": content_type,
            "fileName": file_name,
            "blobTtl": {"duration": hours, "unit": "HOUR"},
            "hiringContext": contract,
            "usageParameters": {"recruiterSystemConnectResumeParameters": {}},
        }
        call = Call("POST", at, at.path, body=body, records=1, protocol=Protocol.TWO)
        said = self._caller.object(call)
        within = said.get("value")  # a reply may also be wrapped
        return read_record(ResumeUpload, within if isinstance(within, dict) else said)

    def upload(self, to: ResumeUpload, content: bytes, *, content_type: str) -> None:
        """Put the file at its address, which must lie with LinkedIn; errors are raised."""
        self._caller.upload(to.upload_url, content, content_type)


class Resumes(ChildRecords[ApplicationKey, Resume]):
    """/v2/atsApplications/{key}/resumes (A-25); it stays on /v2."""

    name = "resumes"
    parent = "atsApplications"
