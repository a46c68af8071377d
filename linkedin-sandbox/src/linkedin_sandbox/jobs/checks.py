"""What a job posting element must be, with LinkedIn's own words of refusal (job posting schema and error pages)."""

from dataclasses import dataclass
from typing import Any

from linkedin_sandbox import addresses, fields
from linkedin_sandbox.apply import onsite
from linkedin_sandbox.caller import Call
from linkedin_sandbox.jobs import extras, premium
from linkedin_sandbox.jobs.refusals import missing, refuse
from linkedin_sandbox.state import State

PRIVATE = "PRIVATE_TO_ATS_INTEGRATION"


@dataclass(frozen=True)
class Surface:
    """How the two surfaces of simpleJobPostings differ."""

    operations: tuple[str, ...]
    availabilities: tuple[str, ...]
    unpermitted: tuple[str, ...] = ()


V2 = Surface(("CREATE", "UPDATE", "RENEW", "CLOSE"), ("PUBLIC", PRIVATE))
REST = Surface(
    (*V2.operations, "UPGRADE", "DOWNGRADE"),
    ("PUBLIC", "INTERNAL"),
    (
        "integrationContext",
        "accessRestricted",
        "requisitionOwnerEmail",
        "requisitionOwnerFirstName",
        "requisitionOwnerLastName",
    ),
)
ENUMS = {
    "employmentStatus": ("FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER"),
    "experienceLevel": (
        "ENTRY_LEVEL",
        "MID_SENIOR_LEVEL",
        "DIRECTOR",
        "EXECUTIVE",
        "INTERNSHIP",
        "ASSOCIATE",
        "NOT_APPLICABLE",
    ),
    "listingType": ("BASIC", "PREMIUM"),
}
SHORT = ("CLOSE", "UPGRADE", "DOWNGRADE")  # operations on a job that is there; they carry no description of it
REQUIRED = ("externalJobPostingId", "title", "description", "companyApplyUrl", "listedAt", "location")
COMPANY_HINTS = ("integrationContext", "company", "companyPageUrl", "companyName")
WORKPLACES = ("on-site", "hybrid", "remote")
SHORTEST, LONGEST = 100, 25_000
MOST_LOCATIONS = 7
TITLE_LIMIT = 200
DROPPED = "This job was dropped due to validation error."
ID_LIMIT = 200
UNLOCATABLE = (
    "We could not standardize your job's location. Please update the location in your ATS or careers site to post."
)


def element(state: State, call: Call, body: dict[str, Any], task: str, surface: Surface) -> None:
    """The checks made at once. Raises Refusal; what only the processing finds is `defect`."""
    _permitted(body, surface)
    operation = body.get("jobPostingOperationType")
    if operation is None:
        raise missing("jobPostingOperationType")
    if operation not in surface.operations:
        raise refuse(422, f'ERROR :: /jobPostingOperationType :: "{operation}" is not an enum symbol\n')
    if not body.get("externalJobPostingId"):
        raise missing("externalJobPostingId")
    premium.check(body)
    if operation in SHORT:
        return
    _complete(body)
    _typed(body, surface)
    extras.check(body)
    onsite.check(body)
    _apply_url(state, call, body, task)
    _counts(body)


def _permitted(body: dict[str, Any], surface: Surface) -> None:
    extra = [name for name in surface.unpermitted if name in body]
    if body.get("availability") == PRIVATE and PRIVATE not in surface.availabilities:
        extra.append("availability")
    if extra:
        why = f"Data Processing Exception while processing fields [/elements/{extra[0]}]"
        raise refuse(403, f"Unpermitted fields present in REQUEST_BODY: {why}", "1")


def defect(state: State, body: dict[str, Any], organization: object | None) -> str | None:
    """The errorMessage with which the task of this element fails; None when the job is good."""
    if organization is None:
        return _blocked("integrationContext", "COMPANY")
    if len(str(body["externalJobPostingId"])) > ID_LIMIT:
        return _blocked("externalJobPostingId", "SOURCE_JOB_CODE")
    if len(body["title"]) > TITLE_LIMIT:
        return _blocked("title", "TITLE")
    if not _locatable(body):
        return UNLOCATABLE
    listed_at = milliseconds(state, body["listedAt"])
    if listed_at > state.clock.now() + 5 * 60_000 or not _ends_well(state, body) or not _places_fit(body):
        return DROPPED
    return _description(body["description"])


def _description(text: str) -> str | None:
    if len(text) < SHORTEST:
        return _dropped("/description", "The description length should be at least 100 characters")
    return _blocked("description", "DESCRIPTION") if len(text) > LONGEST else None


def milliseconds(state: State, listed_at: Any) -> int:
    """A `listedAt` in ms; values below 10^11 are seconds (A-19)."""
    number = int(listed_at)
    return number * 1000 if number < 10**11 and state.assumptions["A-19"] == "seconds" else number


def _ends_well(state: State, body: dict[str, Any]) -> bool:
    """`expireAt` lies ahead, and a promoted job's within 90 days."""
    if body.get("expireAt") is None:
        return True
    ahead = int(body["expireAt"]) - state.clock.now()
    return ahead > 0 and (not premium.wanted(body) or premium.fits(ahead))


def _places_fit(body: dict[str, Any]) -> bool:
    """Alternate locations hold the location itself; a private job has only that one."""
    places = body.get("alternateLocations") or []
    if not places:
        return True
    return body["location"] in places and (body.get("availability") != PRIVATE or len(places) == 1)


def _complete(body: dict[str, Any]) -> None:
    for field in REQUIRED:
        if body.get(field) in (None, ""):
            raise missing(field)
    if not any(body.get(hint) for hint in COMPANY_HINTS):
        raise refuse(400, "Either `context` or `company` or `companyPageUrl` or `companyName` must be provided")
    if body.get("availability", "PUBLIC") == "PUBLIC" and not body.get("posterEmail"):
        raise missing("posterEmail")


def _typed(body: dict[str, Any], surface: Surface) -> None:
    for field in ("listedAt", "expireAt"):
        value = body.get(field)
        if value is not None and fields.whole(str(value)) is None:
            raise refuse(422, f"ERROR :: /{field} :: {value} cannot be coerced to Long\n")
    for field, symbols in (ENUMS | {"availability": surface.availabilities}).items():
        value = body.get(field)
        if value is not None and not isinstance(value, str):
            raise refuse(422, f"ERROR :: /{field} :: enum type is not backed by a String")
        if value is not None and value not in symbols:
            raise refuse(422, f"ERROR :: /{field} :: {value} is not an enum symbol")
    for field in ("title", "description", "location"):
        if not isinstance(body[field], str):
            raise refuse(422, f"ERROR :: /{field} :: {body[field]} cannot be coerced to String\n")


def _apply_url(state: State, call: Call, body: dict[str, Any], task: str) -> None:
    url = str(body["companyApplyUrl"])
    found = addresses.read(url)
    if found is None or (found.loopback and not state.settings.loopback_allowed):
        name = body["externalJobPostingId"]
        raise refuse(400, f"Invalid company apply url for job with externalPartnerId {name}, taskUrn {task}")
    if found.loopback:
        call.waiver("8.2", "companyApplyUrl is a loopback address; LinkedIn takes public addresses only.")


def _counts(body: dict[str, Any]) -> None:
    kinds = body.get("workplaceTypes") or []
    fields.lists(body, "8.2", "workplaceTypes", "alternateLocations")
    if len(kinds) > 1:
        shown = ", ".join(map(str, kinds))
        raise refuse(
            400, f"The `workplaceTypes` field cannot have more than one value provided. Provided values [{shown}]"
        )
    if kinds and str(kinds[0]).casefold() not in WORKPLACES:
        raise refuse(422, f"ERROR :: /workplaceTypes :: {kinds[0]} is not an enum symbol")
    if len(body.get("alternateLocations") or []) > MOST_LOCATIONS:
        raise refuse(422, "The job contains more than seven locations. Please ensure maximum seven locations per job")


def _locatable(body: dict[str, Any]) -> bool:
    remote = [str(one).casefold() for one in body.get("workplaceTypes") or []] == ["remote"]
    parts = [part.strip() for part in body["location"].split(",")]
    return remote or (len(parts) > 1 and all(parts))


def _blocked(field: str, code: str) -> str:
    return (
        f"This job is blocked as its {field} is marked invalid. "
        f"Failure reason reference code: [JOB_FIELD_PROCESSOR_{code}]."
    )


def _dropped(field: str, why: str) -> str:
    return f"Job {{}} was dropped: true Invalid Field: {field}; Drop Message: {why}"
