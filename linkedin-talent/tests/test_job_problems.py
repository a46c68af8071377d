"""The sentences in which LinkedIn refuses a job, each as LinkedIn's pages print it."""

import pytest
from fake_linkedin import FakeLinkedIn
from linkedin_talent import LinkedInClient
from linkedin_talent.job_problems import JobProblem, JobProblemKind, job_problem

_K = JobProblemKind
_CLIENT = (
    "Job processing failed due to a client-side error. Please check payload and integration setup. Error details: "
)

_SHORT = "The description length should be at least 100 characters"
_BLOCKED = "This job is blocked as its title is marked invalid. Failure reason reference code: "
_NOWHERE = (
    "We could not standardize your job's location. Please update the location in your ATS or careers site to post."
)


@pytest.mark.parametrize(
    ("sentence", "kind", "field", "detail"),
    [
        (
            "ERROR :: /title :: field is required but not found and has no default value\n",
            _K.FIELD_MISSING,
            "title",
            "",
        ),
        ("ERROR :: /listedAt :: soon cannot be coerced to Long\n", _K.NOT_A_NUMBER, "listedAt", "soon"),
        (
            'ERROR :: /jobPostingOperationType :: "MAKE" is not an enum symbol\n',
            _K.UNKNOWN_SYMBOL,
            "jobPostingOperationType",
            "MAKE",
        ),
        ("ERROR :: /experienceLevel :: WIZARD is not an enum symbol", _K.UNKNOWN_SYMBOL, "experienceLevel", "WIZARD"),
        ("ERROR :: /state :: enum type is not backed by a String", _K.UNKNOWN_SYMBOL, "state", ""),
        (
            "The `workplaceTypes` field cannot have more than one value provided. Provided values [Remote, Hybrid]",
            _K.SEVERAL_WORKPLACES,
            "workplaceTypes",
            "",
        ),
        (
            "Invalid company apply url for job with externalPartnerId N1-1042, taskUrn urn:li:simpleJobPostingTask:7",
            _K.APPLY_URL_INVALID,
            "",
            "N1-1042",
        ),
        (
            "Either `context` or `company` or `companyPageUrl` or `companyName` must be provided",
            _K.COMPANY_MISSING,
            "",
            "",
        ),
        (
            "Insufficient job slots for contract = urn:li:contract:5150 for purchase flow",
            _K.NO_JOB_SLOTS,
            "",
            "urn:li:contract:5150",
        ),
        ("Cannot close job which is already closed or does not exist", _K.ALREADY_CLOSED, "", ""),
        (
            "The job contains more than seven locations. Please ensure maximum seven locations per job",
            _K.TOO_MANY_LOCATIONS,
            "",
            "",
        ),
        (
            "Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/elements]",
            _K.FIELDS_NOT_PERMITTED,
            "elements",
            "",
        ),
        ("Not enough permissions to access: POST /simpleJobPostings", _K.NO_PERMISSION, "", "POST /simpleJobPostings"),
        (
            "Caller is not authorized to access the jobs for contract: urn:li:contract:5150",
            _K.OTHER_CONTRACT,
            "",
            "urn:li:contract:5150",
        ),
        (_CLIENT + "Operation type `RENEW` is not allowed for a non-existing job", _K.UNKNOWN_JOB, "", "RENEW"),
        (
            _CLIENT + "Operation type `UPDATE` is not allowed for a non-existing job of partner urn "
            "urn:li:jobPostingPartner:9, partner job code (N1-1042)",
            _K.UNKNOWN_JOB,
            "",
            "UPDATE",
        ),
        (
            _CLIENT
            + "Trying to create a job with same partnerIdentifier already exists. It is duplicate creation request",
            _K.DUPLICATE,
            "",
            "",
        ),
        ("ErrorCode:2009", _K.DUPLICATE, "", "2009"),
        ("ErrorCode:1157", _K.EASY_APPLY_LIMIT, "", "1157"),
        (
            "Job {} was dropped: true Invalid Field: /description; Drop Message: " + _SHORT,
            _K.FIELD_INVALID,
            "description",
            _SHORT,
        ),
        (
            _BLOCKED + "[JOB_FIELD_PROCESSOR_TITLE].",
            _K.FIELD_INVALID,
            "title",
            "TITLE",
        ),
        (
            _NOWHERE,
            _K.LOCATION_UNKNOWN,
            "",
            "",
        ),
        ("This job was dropped due to validation error.", _K.DROPPED, "", ""),
    ],
)
def test_each_documented_sentence_is_understood(sentence: str, kind: JobProblemKind, field: str, detail: str) -> None:
    assert job_problem(sentence) == JobProblem(kind, field, detail)


def test_a_sentence_of_tomorrow_is_left_alone(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"results":{"urn:li:t:1":{"status":"FAILED","errorMessage":"The moon was full."}}}')
    task = client.job_tasks.get(["urn:li:t:1"]).found["urn:li:t:1"]
    assert (task.problem, task.error_message) == (None, "The moon was full.")
