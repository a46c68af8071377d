"""What the control API takes, one model a request."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from linkedin_sandbox.integrations.levels import Level
from linkedin_sandbox.push import webhooks


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ClockBody(Body):
    """Any of: seconds to advance, a moment (epoch ms), sandbox seconds in a real second, freeze, resume."""

    advance_seconds: FiniteFloat | None = None
    set: int | None = None
    speed: FiniteFloat | None = None
    freeze: bool = False
    resume: bool = False


class SeedBody(Body):
    """A made-up world; what is not said follows from the number of members."""

    seed: int = 1
    members: Annotated[int, Field(ge=0, le=1_000_000)] = 1000
    companies: Annotated[int, Field(ge=0, le=100_000)] | None = None
    contracts: Annotated[int, Field(ge=0, le=100_000)] | None = None
    seats: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class ThrottlesBody(Body):
    on: bool


class SnapshotBody(Body):
    name: str


class FeedBody(Body):
    url: str
    interval_seconds: FiniteFloat = 24 * 3600


class FeedReadBody(Body):
    url: str | None = None  # None: every feed


class ExportBody(Body):
    seat: int
    member: str
    external_job_posting_id: str
    email: str = ""
    ats: str | None = None


class InMailBody(Body):
    seat: int
    member: str
    subject: str = "Hello"
    body: str = "Would you like to talk?"


class InMailReplyBody(Body):
    seat: int
    member: str
    body: str = "Yes, gladly."
    answer: Literal["ACCEPT", "DECLINE"] = "ACCEPT"
    share: bool = False
    share_email: bool = False


class NoteBody(Body):
    seat: int
    member: str
    text: str
    visibility: Literal["PRIVATE", "PUBLIC"] = "PRIVATE"


class NoteChangeBody(Body):
    seat: int
    note: int
    text: str | None = None  # None: delete the note
    visibility: Literal["PRIVATE", "PUBLIC"] = "PRIVATE"


class RejectBody(Body):
    seat: int
    member: str
    reason: str = ""


class SwitchBody(Body):
    contract: int
    level: Level
    on: bool
    api_key: str | None = None  # None: every connected ATS
    member: str | None = None  # None: an administrator of the sandbox, without a seat


class RequestBody(Body):
    api_key: str
    member: str
    contract: int
    level: Level


class MemberBody(Body):
    member: str


class ConsentBody(Body):
    member: str
    client_id: str
    redirect_uri: str
    scope: str
    state: str = ""
    nonce: str = ""


class PushBody(Body):
    id: str


class RevokeBody(Body):
    client_id: str | None = None  # None: every application


class FileBody(Body):
    name: str
    content_type: str = "application/pdf"
    content: str  # Base64


class ApplyBody(Body):
    member: str
    external_job_posting_id: str
    answers: dict[str, str | list[str]] = {}  # by field: contact.0.location, work.0.title, set0.0.q-{identifier}
    files: dict[str, FileBody] = {}  # resume.0.file, coverLetter.0.file, …


class JobBody(Body):
    client_id: str
    external_job_posting_id: str


class ResyncBody(Body):
    client_id: str  # the customer's application
    external_job_posting_ids: tuple[str, ...] = ()  # none: all open jobs


class TickBody(Body):
    client_id: str
    integration_context: str
    on: bool


class WebhookBody(Body):
    client_id: str
    kind: webhooks.Kind
    url: str


class VersionBody(Body):
    retire: str = ""  # "": serve all again
