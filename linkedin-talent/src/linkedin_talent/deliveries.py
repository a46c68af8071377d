"""An application somebody made on LinkedIn, as LinkedIn delivers it (LinkedIn: Receive Applications; §19.2).

Verify the signature (`webhooks.verify`), read, store by `job_application_id`, answer 200. Everything else makes
LinkedIn deliver again, six times at most; a job whose first application cannot be delivered is turned into one people
apply to elsewhere. `refusal` is the body of an answer other than 200.
"""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pydantic import Field

from linkedin_talent.answers import AsItCame, CustomAnswer, CustomAnswers, MediaAnswer, PhoneAnswer, TextAnswer
from linkedin_talent.assumptions import SELF_IDENTIFICATION_RESPONSES
from linkedin_talent.errors import ReplyError
from linkedin_talent.experience import (
    EducationAnswers,
    EducationExperience,
    SelfIdentificationAnswers,
    WorkAnswers,
    WorkExperience,
)
from linkedin_talent.records import ExternalId, Millis, WireRecord, read_record

__all__ = [
    "EXPORT_JOB_APPLICATION",
    "AdditionalAnswers",
    "ApplicationDelivery",
    "ContactAnswers",
    "CoverLetterAnswers",
    "DeliveryError",
    "QuestionResponses",
    "ResumeAnswers",
    "Skill",
    "read_delivery",
    "refusal",
]

EXPORT_JOB_APPLICATION = "EXPORT_JOB_APPLICATION"  # the `type` of a delivery


class ContactAnswers(CustomAnswers):
    """Who applied."""

    first_name_answer: TextAnswer | None = None
    last_name_answer: TextAnswer | None = None
    email_answer: TextAnswer | None = None
    cellphone_number_question_answer: PhoneAnswer | None = None
    location_answer: Any = None


class ResumeAnswers(CustomAnswers):
    """The résumé."""

    resume_question_answer: MediaAnswer | None = None


class _Letter(WireRecord):
    answer: TextAnswer | None = None


class CoverLetterAnswers(CustomAnswers):
    """The cover letter, as a file or as text."""

    cover_letter_question_answer: MediaAnswer | None = None
    text_cover_letter_question_answer: _Letter | None = None


class AdditionalAnswers(WireRecord):
    """Answers to the sets of our own questions."""

    custom_question_set_responses: tuple[CustomAnswers, ...] = ()


class QuestionResponses(WireRecord):
    """All answers. Work, education and self-identification have no documented shape (A-33, A-48): one that is not the
    assumed one stays as it came.
    """

    contact_information_question_responses: ContactAnswers | None = None
    resume_question_responses: ResumeAnswers | None = None
    cover_letter_question_responses: CoverLetterAnswers | None = None
    work_question_responses: WorkAnswers | AsItCame | None = Field(default=None, union_mode="left_to_right")
    education_question_responses: EducationAnswers | AsItCame | None = Field(default=None, union_mode="left_to_right")
    voluntary_self_identification_question_responses: SelfIdentificationAnswers | AsItCame | None = Field(
        default=None, alias=SELF_IDENTIFICATION_RESPONSES, union_mode="left_to_right"
    )
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
    def work(self) -> tuple[WorkExperience, ...]:
        """The posts they held; empty also where work came in a shape that is not the assumed one (A-48)."""
        said = self.question_responses.work_question_responses
        return said.work_experience_question_set_responses if isinstance(said, WorkAnswers) else ()

    @property
    def education(self) -> tuple[EducationExperience, ...]:
        """The schools they went to; empty also where education came in a shape that is not the assumed one (A-48)."""
        said = self.question_responses.education_question_responses
        return said.education_experience_question_set_responses if isinstance(said, EducationAnswers) else ()

    @property
    def answers(self) -> dict[str, Any]:
        """The answers to questions of ours by identifier, of all sections; a repeated set's last answer stands."""
        return {one.question_identifier: one.answer.value for one in _answers(self) if one.answer}


class DeliveryError(StrEnum):
    """Why we could not take a delivery; names of ours, LinkedIn prescribes none."""

    UNKNOWN_JOB = "UNKNOWN_JOB"
    CLOSED_JOB = "CLOSED_JOB"
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


def _answers(told: ApplicationDelivery) -> Iterator[CustomAnswer]:
    said = told.question_responses
    more = said.additional_question_responses
    sections = (
        said.contact_information_question_responses,
        said.resume_question_responses,
        said.cover_letter_question_responses,
        said.work_question_responses,
        *told.work,
        said.education_question_responses,
        *told.education,
        said.voluntary_self_identification_question_responses,
        *(more.custom_question_set_responses if more else ()),
    )
    for section in sections:
        yield from section.custom_question_responses if isinstance(section, CustomAnswers) else ()
