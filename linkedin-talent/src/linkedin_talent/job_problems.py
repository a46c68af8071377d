"""The sentences in which LinkedIn refuses a job, read (LinkedIn: Create Jobs, Check Job Task Status; §8.6).

The sentence is all that says what is wrong, so each documented one is known here with the field it names. A sentence
that is not known is `None`: show it as it is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["JobProblem", "JobProblemKind", "job_problem"]


class JobProblemKind(StrEnum):
    """What is wrong with a job."""

    FIELD_MISSING = "field-missing"
    NOT_A_NUMBER = "not-a-number"
    UNKNOWN_SYMBOL = "unknown-symbol"
    SEVERAL_WORKPLACES = "several-workplaces"
    APPLY_URL_INVALID = "apply-url-invalid"
    COMPANY_MISSING = "company-missing"
    NO_JOB_SLOTS = "no-job-slots"
    ALREADY_CLOSED = "already-closed"
    TOO_MANY_LOCATIONS = "too-many-locations"
    FIELDS_NOT_PERMITTED = "fields-not-permitted"
    NO_PERMISSION = "no-permission"
    OTHER_CONTRACT = "other-contract"
    UNKNOWN_JOB = "unknown-job"
    DUPLICATE = "duplicate"
    FIELD_INVALID = "field-invalid"
    LOCATION_UNKNOWN = "location-unknown"
    EASY_APPLY_LIMIT = "easy-apply-limit"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class JobProblem:
    """A sentence, understood. `field` is the wire name it speaks of, `detail` LinkedIn's reason, code or value."""

    kind: JobProblemKind
    field: str = ""
    detail: str = ""


_K = JobProblemKind
_SENTENCES: tuple[tuple[JobProblemKind, str], ...] = (
    (_K.FIELD_MISSING, r"ERROR :: /(?P<field>\S+) :: field is required but not found"),
    (_K.NOT_A_NUMBER, r"ERROR :: /(?P<field>\S+) :: (?P<detail>.*) cannot be coerced to \w+"),
    (_K.UNKNOWN_SYMBOL, r'ERROR :: /(?P<field>\S+) :: "?(?P<detail>.*?)"? is not an enum symbol'),
    (_K.UNKNOWN_SYMBOL, r"ERROR :: /(?P<field>\S+) :: enum type is not backed by a String"),
    (_K.SEVERAL_WORKPLACES, r"The `(?P<field>workplaceTypes)` field cannot have more than one value"),
    (_K.APPLY_URL_INVALID, r"Invalid company apply url for job with externalPartnerId (?P<detail>.*), taskUrn"),
    (_K.COMPANY_MISSING, r"Either `context` or `company` or `companyPageUrl` or `companyName` must be provided"),
    (_K.NO_JOB_SLOTS, r"Insufficient job slots for contract = (?P<detail>\S+)"),
    (_K.ALREADY_CLOSED, r"Cannot close job which is already closed or does not exist"),
    (_K.TOO_MANY_LOCATIONS, r"The job contains more than seven locations"),
    (_K.FIELDS_NOT_PERMITTED, r"Unpermitted fields present in REQUEST_BODY: .*\[/(?P<field>[^\]]*)\]"),
    (_K.NO_PERMISSION, r"Not enough permissions to access: (?P<detail>.*)"),
    (_K.OTHER_CONTRACT, r"Caller is not authorized to access the jobs for contract: (?P<detail>\S+)"),
    (_K.UNKNOWN_JOB, r"Operation type `(?P<detail>\w+)` is not allowed for a non-existing job"),
    (_K.DUPLICATE, r"Trying to create a job with same partnerIdentifier already exists|ErrorCode:(?P<detail>2009)\b"),
    (_K.FIELD_INVALID, r"was dropped: true Invalid Field: /(?P<field>\w+); Drop Message: (?P<detail>.*)"),
    (_K.FIELD_INVALID, r"blocked as its (?P<field>.+?) is marked invalid\..*\[JOB_FIELD_PROCESSOR_(?P<detail>\w+)\]"),
    (_K.LOCATION_UNKNOWN, r"We could not standardize your job's location"),
    (_K.EASY_APPLY_LIMIT, r"ErrorCode:(?P<detail>1157)\b"),
    (_K.DROPPED, r"This job was dropped due to validation error"),
)
_KNOWN = tuple((kind, re.compile(sentence, re.DOTALL)) for kind, sentence in _SENTENCES)


def job_problem(message: str) -> JobProblem | None:
    """What a refusal of a job, or a task's `error_message`, means; None for a sentence that is not documented."""
    for kind, sentence in _KNOWN:
        if found := sentence.search(message):
            parts = {name: text.strip() for name, text in found.groupdict().items() if text}
            return JobProblem(kind, **parts)
    return None
