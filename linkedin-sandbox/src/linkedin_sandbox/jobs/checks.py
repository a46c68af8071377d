"""What a job posting element must be, with LinkedIn's own words of refusal (job posting schema and error pages)."""

from typing import Any

from linkedin_sandbox import addresses, fields
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State

OPERATIONS = ("CREATE", "UPDATE", "RENEW", "CLOSE")
AVAILABILITIES = ("PUBLIC", "PRIVATE_TO_ATS_INTEGRATION")
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
    "availability": AVAILABILITIES,
    "listingType": ("BASIC", "PREMIUM"),
}
REQUIRED = ("externalJobPostingId", "title", "description", "companyApplyUrl", "listedAt", "location")
COMPANY_HINTS = ("integrationContext", "company", "companyPageUrl", "companyName")
WORKPLACES = ("on-site", "hybrid", "remote")
SHORTEST, LONGEST = 100, 25_000
MOST_LOCATIONS = 7
TITLE_LIMIT = 200
UNLOCATABLE = (
    "We could not standardize your job's location. Please update the location in your ATS or careers site to post."
)


def refuse(status: int, message: str, section: str = "8.6") -> Refusal:
    return Refusal(status, message, section=section)


def element(state: State, call: Call, body: dict[str, Any], task: str) -> None:
    """The checks made at once. Raises Refusal; what only the processing finds is `defect`."""
    operation = body.get("jobPostingOperationType")
    if operation is None:
        raise _missing("jobPostingOperationType")
    if operation not in OPERATIONS:
        raise refuse(422, f'ERROR :: /jobPostingOperationType :: "{operation}" is not an enum symbol\n')
    if not body.get("externalJobPostingId"):
        raise _missing("externalJobPostingId")
    if operation == "CLOSE":
        return
    _complete(body)
    _typed(body)
    _apply_url(state, call, body, task)
    _counts(body)


def defect(state: State, body: dict[str, Any], organization: object | None) -> str | None:
    """The errorMessage with which the task of this element fails; None when the job is good."""
    if organization is None:
        return _blocked("integrationContext", "COMPANY")
    if len(body["title"]) > TITLE_LIMIT:
        return _blocked("title", "TITLE")
    if not _locatable(body):
        return UNLOCATABLE
    if milliseconds(body["listedAt"]) > state.clock.now() + 5 * 60_000:
        return "This job was dropped due to validation error."
    return _description(body["description"])


def _description(text: str) -> str | None:
    if len(text) < SHORTEST:
        return _dropped("/description", "The description length should be at least 100 characters")
    return _blocked("description", "DESCRIPTION") if len(text) > LONGEST else None


def milliseconds(listed_at: Any) -> int:
    """A `listedAt` in ms; values below 10^11 are seconds (A-19)."""
    number = int(listed_at)
    return number * 1000 if number < 10**11 else number


def _complete(body: dict[str, Any]) -> None:
    for field in REQUIRED:
        if body.get(field) in (None, ""):
            raise _missing(field)
    if not any(body.get(hint) for hint in COMPANY_HINTS):
        raise refuse(400, "Either `context` or `company` or `companyPageUrl` or `companyName` must be provided")
    if body.get("availability", "PUBLIC") == "PUBLIC" and not body.get("posterEmail"):
        raise _missing("posterEmail")


def _typed(body: dict[str, Any]) -> None:
    for field in ("listedAt", "expireAt"):
        value = body.get(field)
        if value is not None and not (str(value).isdecimal() and int(value) < fields.END_OF_TIME):
            raise refuse(422, f"ERROR :: /{field} :: {value} cannot be coerced to Long\n")
    for field, symbols in ENUMS.items():
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


def _missing(field: str) -> Refusal:
    text = f"ERROR :: /{field} :: field is required but not found and has no default value\n"
    return refuse(422, text, section="8.2")


def _blocked(field: str, code: str) -> str:
    return (
        f"This job is blocked as its {field} is marked invalid. "
        f"Failure reason reference code: [JOB_FIELD_PROCESSOR_{code}]."
    )


def _dropped(field: str, why: str) -> str:
    return f"Job {{}} was dropped: true Invalid Field: {field}; Drop Message: {why}"
