"""An application somebody made on LinkedIn, as LinkedIn delivers it (LinkedIn: Receive Applications; §19.2).

Verify the signature (`webhooks.verify`), read, store by `job_application_id`, answer 200. Everything else makes
LinkedIn deliver again, six times at most; a job whose first application cannot be delivered is turned into one people
apply to elsewhere. `refusal` is the body of an answer other than 200.
"""

import json
from enum import StrEnum
from typing import Any

from pydantic import Field

from linkedin_talent.assumptions import SELF_IDENTIFICATION_RESPONSES
from linkedin_talent.errors import ReplyError
from linkedin_talent.records import ExternalId, Millis, WireRecord, read_record

__all__ = [
    "EXPORT_JOB_APPLICATION",
    "AdditionalAnswers",
    "Answer",
    "ApplicationDelivery",
    "ChoiceAnswer",
    "ContactAnswers",
    "CoverLetterAnswers",
    "CustomAnswer",
    "CustomAnswers",
    "DeliveryError",
    "MediaAnswer",
    "NumericAnswer",
    "PhoneAnswer",
    "QuestionResponses",
    "ResumeAnswers",
    "Skill",
    "TextAnswer",
    "read_delivery",
    "refusal",
]

EXPORT_JOB_APPLICATION = "EXPORT_JOB_APPLICATION"  # the `type` of a delivery


class TextAnswer(WireRecord):
    """A text."""

    value: str = ""


class PhoneAnswer(WireRecord):
    """A telephone number in its parts."""

    country_code: str | None = None
    national_number: str | None = None
    extension: str | None = None


class ChoiceAnswer(WireRecord):
    """The symbolic names of what was chosen."""

    symbolic_names: tuple[str, ...] = ()


class NumericAnswer(WireRecord):
    """A number, whole or decimal as the question was."""

    integer_value: int | float | None = None
    decimal_value: float | None = None


class MediaAnswer(WireRecord):
    """A file: `client.media.download(answer.media_url)`, for 30 days."""

    media_urn: str | None = None
    media_url: str = ""


class Answer(WireRecord):
    """The answer to a question of ours: one of these, as the question was; a shape that is not documented stays."""

    text_answer_value: TextAnswer | None = None
    multiple_choice_answer_value: ChoiceAnswer | None = None
    numeric_answer_value: NumericAnswer | None = None
    date_answer_value: dict[str, Any] | None = None
    phone_number_answer_value: PhoneAnswer | None = None
    document_answer_value: MediaAnswer | None = None

    @property
    def value(self) -> Any:
        """The answer itself: text, names, number, date, telephone number or file."""
        if self.text_answer_value:
            return self.text_answer_value.value
        if self.multiple_choice_answer_value:
            return self.multiple_choice_answer_value.symbolic_names
        if self.numeric_answer_value:
            whole = self.numeric_answer_value.integer_value
            return self.numeric_answer_value.decimal_value if whole is None else whole
        return self.date_answer_value or self.phone_number_answer_value or self.document_answer_value


class CustomAnswer(WireRecord):
    """Which question of ours, and what was answered."""

    question_identifier: str
    answer: Answer | None = None


class CustomAnswers(WireRecord):
    """One set of answers; a repeated set comes several times."""

    custom_question_responses: tuple[CustomAnswer, ...] = ()


class _WithCustomAnswers(WireRecord):
    custom_question_responses: tuple[CustomAnswer, ...] = ()


class ContactAnswers(_WithCustomAnswers):
    """Who applied."""

    first_name_answer: TextAnswer | None = None
    last_name_answer: TextAnswer | None = None
    email_answer: TextAnswer | None = None
    cellphone_number_question_answer: PhoneAnswer | None = None
    location_answer: Any = None


class ResumeAnswers(_WithCustomAnswers):
    """The résumé."""

    resume_question_answer: MediaAnswer | None = None


class _Letter(WireRecord):
    answer: TextAnswer | None = None


class CoverLetterAnswers(_WithCustomAnswers):
    """The cover letter, as a file or as text."""

    cover_letter_question_answer: MediaAnswer | None = None
    text_cover_letter_question_answer: _Letter | None = None


class AdditionalAnswers(WireRecord):
    """Answers to the sets of our own questions."""

    custom_question_set_responses: tuple[CustomAnswers, ...] = ()


class QuestionResponses(WireRecord):
    """All answers. Work, education and self-identification have no documented shape and come as they are (A-33)."""

    contact_information_question_responses: ContactAnswers | None = None
    resume_question_responses: ResumeAnswers | None = None
    cover_letter_question_responses: CoverLetterAnswers | None = None
    work_question_responses: Any = None
    education_question_responses: Any = None
    voluntary_self_identification_question_responses: Any = Field(default=None, alias=SELF_IDENTIFICATION_RESPONSES)
    additional_question_responses: AdditionalAnswers | None = None


class Skill(WireRecord):
    """A skill of the applicant's profile."""

    skill_urn: str | None = None
    skill_name: str = ""
    job_matched: bool | None = None
    assessment_verified: bool | None = None


class ApplicationDelivery(WireRecord):
    """One application: the ids are URNs, `external_job_id` is ours."""

    type: str
    job_application_id: str
    job_applicant: str
    external_job_id: ExternalId
    applied_at: Millis
    applicant_skills: tuple[Skill, ...] = ()
    question_responses: QuestionResponses = QuestionResponses()

    @property
    def answers(self) -> dict[str, Any]:
        """The answers to questions of ours by identifier, of all sections; a repeated set's last answer stands."""
        return {one.question_identifier: one.answer.value for one in _answers(self.question_responses) if one.answer}


class DeliveryError(StrEnum):
    """Why we could not take a delivery; names of ours, LinkedIn prescribes none."""

    UNKNOWN_JOB = "UNKNOWN_JOB"
    UNREADABLE = "UNREADABLE"
    NOT_STORED = "NOT_STORED"


def read_delivery(body: bytes) -> ApplicationDelivery:
    """A verified body as an application; ReplyError when it is not one."""
    try:
        said = json.loads(body)
    except ValueError:
        raise ReplyError("the delivery is not JSON") from None
    if not isinstance(said, dict) or said.get("type") != EXPORT_JOB_APPLICATION:
        raise ReplyError("the delivery is not an exported job application")
    return read_record(ApplicationDelivery, said)


def refusal(error: str, details: str = "") -> dict[str, str]:
    """The JSON object of an answer other than 200."""
    return {"errorCode": error, "additionalErrorDetails": details}


def _answers(responses: QuestionResponses) -> list[CustomAnswer]:
    sections = (
        responses.contact_information_question_responses,
        responses.resume_question_responses,
        responses.cover_letter_question_responses,
    )
    more = responses.additional_question_responses
    sets = [*(section for section in sections if section), *(more.custom_question_set_responses if more else ())]
    return [answer for one in sets for answer in one.custom_question_responses]
