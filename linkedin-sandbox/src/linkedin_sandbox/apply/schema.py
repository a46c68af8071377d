"""`onsiteApplyConfiguration` of a posting: which questions are asked (onsite-apply-config-schema page)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from linkedin_sandbox.jobs.refusals import no_record

Requirement = Literal["REQUIRED", "OPTIONAL", "SKIP"]
Component = Literal["CHECKBOXES", "DROPDOWN", "MULTILINE_TEXT", "RADIO_BUTTONS", "TEXT", "BUTTONS"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel)


class TextDetails(_Part):
    min_length: int | None = None
    max_length: int | None = None
    suggested_value: str | None = None
    preferred_form_component: Literal["TEXT", "MULTILINE_TEXT"] | None = None


class Choice(_Part):
    symbolic_name: str
    display_value: str


class FavorableChoices(_Part):
    favorable_symbolic_names: tuple[str, ...]


class ChoiceDetails(_Part):
    choices: Annotated[tuple[Choice, ...], Field(min_length=1)]
    preferred_form_component: Component | None = None
    select_multiple: bool = False
    default_value_symbolic_name: str | None = None
    favorable_multiple_choice_answer: FavorableChoices | None = None


class NumberDetails(_Part):
    min_value: float | None = None
    max_value: float | None = None
    suggested_value: float | None = None


class NumericDetails(_Part):
    integer_question_details: NumberDetails | None = None
    decimal_question_details: NumberDetails | None = None
    favorable_numeric_answer: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.integer_question_details is None) == (self.decimal_question_details is None):
            raise ValueError("one of integerQuestionDetails and decimalQuestionDetails")
        return self


class DateRangeDetails(_Part):
    start_label: str | None = None
    end_label: str | None = None
    hide_end_date_label: bool = False


class DocumentDetails(_Part):
    maximum_size: int | None = None
    acceptable_file_extensions: tuple[str, ...] = ()


class QuestionDetails(_Part):
    text_question_details: TextDetails | None = None
    multiple_choice_question_details: ChoiceDetails | None = None
    numeric_question_details: NumericDetails | None = None
    date_range_question_details: DateRangeDetails | None = None
    document_question_details: DocumentDetails | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("exactly one kind of question details")
        return self


class _Named(_Part):
    partner_question_identifier: str


class _ChosenNames(_Part):
    symbolic_names: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]


class _ChosenAnswer(_Part):
    multiple_choice_answer_value: _ChosenNames


class Prerequisite(_Part):
    """Asked only of those who gave this answer to that question."""

    prerequisite_question: _Named
    prerequisite_response: _ChosenAnswer

    @property
    def question(self) -> str:
        return self.prerequisite_question.partner_question_identifier

    @property
    def answer(self) -> str:
        return self.prerequisite_response.multiple_choice_answer_value.symbolic_names[0]


class Question(_Named):
    question_text: str
    required: bool = False
    help_message: str | None = None
    expanded_help_message: str | None = None
    question_details: QuestionDetails
    prerequisite_question_response: Prerequisite | None = None


class _Section(_Part):
    custom_questions: tuple[Question, ...] = ()


class ContactQuestions(_Section):
    middle_name_question_requirement: Requirement = "SKIP"
    cellphone_number_question_requirement: Requirement = "OPTIONAL"
    location_question_requirement: Requirement = "SKIP"


class ResumeQuestions(_Section):
    resume_question_requirement: Requirement = "OPTIONAL"


class CoverLetterQuestions(_Section):
    cover_letter_question_requirement: Requirement = "OPTIONAL"
    text_cover_letter_question_requirement: Requirement = "SKIP"


class WorkSet(_Section):
    min_required: Annotated[int, Field(ge=0)] = 0
    repeat_limit: Annotated[int, Field(ge=1, le=10)] = 10
    title_question_requirement: Requirement = "REQUIRED"
    employment_dates_question_requirement: Requirement = "REQUIRED"
    city_question_requirement: Requirement = "OPTIONAL"
    company_question_requirement: Requirement = "OPTIONAL"
    description_question_requirement: Requirement = "OPTIONAL"


class WorkQuestions(_Part):
    work_experience_question_set: WorkSet


class EducationSet(_Section):
    min_required: Annotated[int, Field(ge=0)] = 0
    repeat_limit: Annotated[int, Field(ge=1, le=3)] = 3
    school_question_requirement: Requirement = "REQUIRED"
    dates_attended_question_requirement: Requirement = "REQUIRED"
    city_question_requirement: Requirement = "OPTIONAL"
    degree_question_requirement: Requirement = "OPTIONAL"
    field_of_study_question_requirement: Requirement = "OPTIONAL"


class EducationQuestions(_Part):
    education_experience_question_set: EducationSet


class SelfIdentificationQuestions(_Section):
    disability_question_requirement: Requirement = "REQUIRED"
    gender_question_requirement: Requirement = "REQUIRED"
    race_question_requirement: Requirement = "REQUIRED"
    veteran_status_question_requirement: Requirement = "REQUIRED"


class QuestionSet(_Part):
    questions: tuple[Question, ...]
    repeat_limit: Annotated[int, Field(ge=1, le=10)] = 1


class AdditionalQuestions(_Part):
    custom_question_sets: tuple[QuestionSet, ...] = ()


class Questions(_Part):
    contact_information_questions: ContactQuestions | None = None
    resume_questions: ResumeQuestions | None = None
    cover_letter_questions: CoverLetterQuestions | None = None
    work_questions: WorkQuestions | None = None
    education_questions: EducationQuestions | None = None
    voluntary_self_identification_questions: SelfIdentificationQuestions | None = None
    additional_questions: AdditionalQuestions | None = None


class Configuration(_Part):
    job_application_webhook_url: str
    questions: Questions = Questions()


def read(found: Any) -> Configuration:
    """Raises Refusal 422 naming the field that does not fit."""
    try:
        return Configuration.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        path = "/".join(["onsiteApplyConfiguration", *map(str, first["loc"])])
        raise no_record(path, first["msg"], "OnsiteApplyConfiguration") from error


def sets(found: Questions) -> Iterator[tuple[Question, ...]]:
    """The custom questions, set by set."""
    work, education = found.work_questions, found.education_questions
    sections = (
        found.contact_information_questions,
        found.resume_questions,
        found.cover_letter_questions,
        work.work_experience_question_set if work else None,
        education.education_experience_question_set if education else None,
        found.voluntary_self_identification_questions,
    )
    yield from (section.custom_questions for section in sections if section)
    yield from (one.questions for one in (found.additional_questions or AdditionalQuestions()).custom_question_sets)


def flaw(found: Configuration) -> str | None:
    """Why a job with these questions becomes an off-site one all the same; None when it does not."""
    every = list(sets(found.questions))
    names = [one.partner_question_identifier for questions in every for one in questions]
    if double := next((name for name in names if names.count(name) > 1), None):
        return f"partnerQuestionIdentifier {double} is not unique in this job"
    radio = {one.partner_question_identifier for questions in every for one in questions if _is_radio(one)}
    return next((why for why in (_chained(questions, radio) for questions in every) if why), None)


def _is_radio(question: Question) -> bool:
    choices = question.question_details.multiple_choice_question_details
    return choices is not None and choices.preferred_form_component == "RADIO_BUTTONS"


def _chained(questions: tuple[Question, ...], radio: set[str]) -> str | None:
    needed = {one.prerequisite_question_response.question for one in questions if one.prerequisite_question_response}
    if len(needed) > 1:
        return "A set of questions can have one prerequisite question"
    wrong = needed - radio
    return f"Prerequisite question {min(wrong)} is not a RADIO_BUTTONS question" if wrong else None
