"""Job postings by API, their tasks and their status (LinkedIn: Job Posting API, §8).

A posting is an operation, not a replacement. It returns a task that is read later; batches go one after another.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import Field, model_validator

from linkedin_talent.apply_questions import OnsiteApplyConfiguration
from linkedin_talent.assumptions import ONE_ELEMENT_ERRORS
from linkedin_talent.batch import BATCH_SIZE, BatchReply, BatchResult, ElementResult
from linkedin_talent.calls import Call, elements_of, in_parts, projection, result_of
from linkedin_talent.errors import LinkedInError, ReplyError
from linkedin_talent.job_fields import (
    Availability,
    Budget,
    EmploymentStatus,
    ExperienceLevel,
    ListingType,
    Operation,
    PosterCompensation,
    WorkplaceType,
)
from linkedin_talent.job_status import JobPostingStatus, JobPostingTask, ListingStatus, StatusDetail, TaskStatus
from linkedin_talent.names import Route, Surface
from linkedin_talent.records import Millis, WireRecord, read_record
from linkedin_talent.resource import Resource

__all__ = [
    "Availability",
    "EmploymentStatus",
    "ExperienceLevel",
    "JobPosting",
    "JobPostingStatus",
    "JobPostingStatuses",
    "JobPostingTask",
    "JobPostingTasks",
    "JobPostings",
    "ListingStatus",
    "ListingType",
    "Operation",
    "StatusDetail",
    "TaskStatus",
    "WorkplaceType",
]

_V2_ONLY = (
    "access_restricted",
    "requisition_owner_email",
    "requisition_owner_first_name",
    "requisition_owner_last_name",
)
_REST_ONLY = ("partner_requisition_id", "budget")


class JobPosting(WireRecord):
    """One element of a job call (LinkedIn: Job Posting API Schema, §8.2). An UPDATE is a full re-post.

    Name the company by `integration_context`, its organization URN from the set-up plug-in (`company` on /rest), else
    by `company_page_url`, else by `company_name`, which may match another company. `description` is HTML with the tags
    b, strong, u, i, br, p, ul and li. `location` is `City, State`, `City, Country` or `Postal code, Country code`; a
    country alone only for Remote. `alternate_locations` includes `location` and costs a task a place; jobs of Recruiter
    System Connect have none. `poster_email` is the primary address of a seat holder. `expire_at` is 180 days off when
    not given, 30 for PREMIUM, where 1 to 90 days may be asked for.

    `availability`, `access_restricted` and the requisition's owner are Recruiter System Connect's, on /v2; a job cannot
    go from PUBLIC to private by UPDATE: close it and create it again. PREMIUM, INTERNAL and UPGRADE need `contract`.
    `onsite_apply` makes people apply on LinkedIn (Apply Connect). `partner_requisition_id`, required of customers with
    Recruiter System Connect, and `budget` exist on /rest.
    """

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
    compensation: PosterCompensation | None = None
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
    onsite_apply: OnsiteApplyConfiguration | None = Field(
        default=None, validation_alias="onsiteApplyConfiguration", serialization_alias="onsiteApplyConfiguration"
    )
    partner_requisition_id: str | None = None
    budget: Budget | None = None

    @model_validator(mode="after")
    def _acceptable(self) -> "JobPosting":
        for problem, found in _refused(self):
            if found:
                raise ValueError(problem)
        return self

    @property
    def only_on(self) -> Surface | None:
        """The surface that alone has what this posting uses; None when either will do."""
        if self.availability == Availability.PRIVATE or _any(self, _V2_ONLY):
            return Surface.V2
        internal = self.availability == Availability.INTERNAL
        if internal or self.job_posting_operation_type == Operation.DOWNGRADE or _any(self, _REST_ONLY):
            return Surface.REST
        return None


def _any(posting: JobPosting, names: Iterable[str]) -> bool:
    return any(getattr(posting, name) is not None for name in names)


def _refused(job: JobPosting) -> list[tuple[str, bool]]:
    """What LinkedIn refuses about fields together, and whether it is so here."""
    upgrade = job.job_posting_operation_type == Operation.UPGRADE
    premium = upgrade or job.listing_type == ListingType.PREMIUM
    places = job.alternate_locations or ()
    not_public = job.availability not in {None, Availability.PUBLIC}
    named = _any(job, ("integration_context", "company_page_url", "company_name"))
    both = job.only_on is Surface.V2 and (job.availability == Availability.INTERNAL or _any(job, _REST_ONLY))
    return [
        ("a job names its company by URN, page address or name", not named),
        ("a promoted or internal job needs a contract", not job.contract and (premium or _is_internal(job))),
        ("a promoted job is public", premium and not_public),
        ("only a job with one location can be upgraded", upgrade and len(places) > 1),
        ("the alternate locations include the location", bool(places) and job.location not in places),
        ("a private job has one location", job.availability == Availability.PRIVATE and len(places) > 1),
        ("a job people apply to on LinkedIn is public", job.onsite_apply is not None and not_public),
        ("a job expires after it is listed", job.expire_at is not None and job.expire_at <= job.listed_at),
        ("a job cannot have fields of /v2 and of /rest at once", both),
    ]


def _is_internal(job: JobPosting) -> bool:
    return job.availability == Availability.INTERNAL


class JobPostings(Resource):
    """/v2/simpleJobPostings and /rest/simpleJobPostings (LinkedIn: Create Jobs, Update and Renew Jobs, Close Jobs)."""

    name = "simpleJobPostings"

    def post(self, postings: Sequence[JobPosting]) -> BatchResult[str]:
        """Send operations, one a job; cut at 100, one call after another. Keys of the result are external ids.

        The `id` of an element is its task's URN: look at the task five minutes later (`job_tasks`). Errors of an
        element: RequestError (`job_problems` reads its sentence), JobBudgetError, ConflictError; a call of several
        that is refused as a whole is raised. Premium postings: 100,000 requests and 60,000 records a day, 2,000
        records a minute. What a job uses decides where /v2 and /rest differ (`JobPosting.only_on`).
        """
        at = self._at(postings)
        by_id = {posting.external_job_posting_id: posting for posting in postings}
        if len(by_id) != len(postings):
            raise ValueError("a job stands once in a call")
        return in_parts(by_id, BATCH_SIZE, lambda part: self._post(at, [by_id[id_] for id_ in part]))

    def _at(self, postings: Sequence[JobPosting]) -> Route:
        needed = {posting.only_on for posting in postings if posting.only_on}
        if len(needed) > 1:
            raise ValueError("jobs with fields of /v2 and jobs with fields of /rest go in calls of their own")
        return self._route("batch_create", needed.pop() if needed else None)

    def _post(self, at: Route, postings: Sequence[JobPosting]) -> dict[str, ElementResult]:
        ids = [posting.external_job_posting_id for posting in postings]
        body = {"elements": [_element(posting, at) for posting in postings]}
        call = Call("POST", at, at.path, body=body, method="batch_create", records=len(ids))
        try:
            elements = elements_of(self._caller.object(call))
        except LinkedInError as error:
            if len(ids) > 1 or error.status not in ONE_ELEMENT_ERRORS:
                raise
            return {ids[0]: ElementResult(error.status, error)}
        return dict(zip(ids, _outcomes(elements, len(ids)), strict=True))


class JobPostingTasks(Resource):
    """/v2/simpleJobPostingTasks and /rest/simpleJobPostingTasks (LinkedIn: Check Job Task Status, §8.4)."""

    name = "simpleJobPostingTasks"

    def get(self, urns: Iterable[str], *, fields: Sequence[str] = ()) -> BatchReply[str, JobPostingTask]:
        """Read tasks. LinkedIn asks for the first look after five minutes; ids live 24 hours at least.

        `fields` names what to send of each, by wire names; `status` is always among it. 300,000 calls a day.
        """
        at = self._route("batch_get")
        reply = self._caller.read(at, at.path, list(urns), projection(at, fields, "status"))
        found = {str(urn): read_record(JobPostingTask, row) for urn, row in reply.found.items()}
        return BatchReply(found, {str(urn): error for urn, error in reply.errors.items()})


class JobPostingStatuses(Resource):
    """/v2/jobPostingStatus (LinkedIn: Check Job Posting Status, §8.5); it stays on /v2."""

    name = "jobPostingStatus"

    def get(self, external_ids: Iterable[str], *, fields: Sequence[str] = ()) -> BatchReply[str, JobPostingStatus]:
        """How the jobs stand at LinkedIn. `fields` names what to send of each, by wire names."""
        at = self._route("batch_get")
        reply = self._caller.read(at, at.path, list(external_ids), projection(at, fields))
        found = {str(key): read_record(JobPostingStatus, row) for key, row in reply.found.items()}
        return BatchReply(found, {str(key): error for key, error in reply.errors.items()})


def _element(posting: JobPosting, at: Route) -> dict[str, Any]:
    """A posting in the words of a surface. /v2 has no UPGRADE: there it is an UPDATE to PREMIUM."""
    element = at.record(posting.wire())
    if at.surface is Surface.V2 and posting.job_posting_operation_type == Operation.UPGRADE:
        element |= {"jobPostingOperationType": Operation.UPDATE.value, "listingType": ListingType.PREMIUM.value}
    return element


def _outcomes(elements: Sequence[dict[str, Any]], asked: int) -> list[ElementResult]:
    """The reply's elements stand in the order of the request; another number of them says nothing of any."""
    if len(elements) != asked:
        return [ElementResult(0, ReplyError("the reply has another number of elements"))] * asked
    return [_outcome(element) for element in elements]


def _outcome(element: dict[str, Any]) -> ElementResult:
    status = element.get("status")
    return result_of(status if isinstance(status, int) else 0, element)
