"""What LinkedIn asks people who apply there (LinkedIn: OnsiteApplyConfiguration Schema, Apply Connect; §19.1).

Every section is optional; without `questions` LinkedIn asks for name, e-mail address and telephone number. The values
a field has here when nothing is given are LinkedIn's own. LinkedIn turns a job with a question named twice into one
people apply to elsewhere, without a word; here it is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from linkedin_talent.records import WireRecord

__all__ = [
    "AdditionalQuestions",
    "Choice",
    "ContactInformationQuestions",
    "CoverLetterQuestions",
    "DateRangeQuestion",
    "DecimalQuestion",
    "DocumentQuestion",
    "EducationExperienceQuestions",
    "EducationQuestions",
    "FavorableChoices",
    "FavorableNumbers",
    "FormComponent",
    "IntegerQuestion",
    "MultipleChoiceQuestion",
    "NumericQuestion",
    "OnsiteApplyConfiguration",
    "Prerequisite",
    "PrerequisiteAnswer",
    "PrerequisiteChoice",
    "PrerequisiteQuestion",
    "Question",
    "QuestionDetails",
    "QuestionSet",
    "Questions",
    "Requirement",
    "ResumeQuestions",
    "TextQuestion",
    "VoluntarySelfIdentificationQuestions",
    "WorkExperienceQuestions",
    "WorkQuestions",
]


class Requirement(StrEnum):
    """Whether one of LinkedIn's own questions is asked."""

    REQUIRED = "REQUIRED"
    OPTIONAL = "OPTIONAL"
    SKIP = "SKIP"


class FormComponent(StrEnum):
    """How a question is shown."""

    CHECKBOXES = "CHECKBOXES"
    DROPDOWN = "DROPDOWN"
    MULTILINE_TEXT = "MULTILINE_TEXT"
    RADIO_BUTTONS = "RADIO_BUTTONS"
    TEXT = "TEXT"
    BUTTONS = "BUTTONS"


# --- one question of ours ---------------------------------------------------------------------------------------


class TextQuestion(WireRecord):
    """Free text, shown as TEXT or MULTILINE_TEXT."""

    min_length: int | None = Field(default=None, ge=0)
    max_length: int | None = Field(default=None, ge=1)
    suggested_value: str | None = None
    preferred_form_component: str | None = None

    @field_validator("preferred_form_component")
    @classmethod
    def _of_text(cls, component: str | None) -> str | None:
        if component in {None, FormComponent.TEXT, FormComponent.MULTILINE_TEXT}:
            return component
        raise ValueError("a text is shown as TEXT or MULTILINE_TEXT")


class Choice(WireRecord):
    """One possible answer: the name that comes back, and what people read."""

    symbolic_name: str = Field(min_length=1)
    display_value: str = Field(min_length=1)


class FavorableChoices(WireRecord):
    """Answers that count in the applicant's favour."""

    favorable_symbolic_names: tuple[str, ...]


class MultipleChoiceQuestion(WireRecord):
    """One answer of several, or with `select_multiple` some of them."""

    choices: tuple[Choice, ...] = Field(min_length=1)
    preferred_form_component: str | None = None
    select_multiple: bool | None = None
    default_value_symbolic_name: str | None = None
    favorable_multiple_choice_answer: FavorableChoices | None = None

    @model_validator(mode="after")
    def _names_choices(self) -> "MultipleChoiceQuestion":
        names = [choice.symbolic_name for choice in self.choices]
        favorable = self.favorable_multiple_choice_answer
        spoken = {self.default_value_symbolic_name} - {None} | set(
            favorable.favorable_symbolic_names if favorable else ()
        )
        if len(set(names)) != len(names) or not spoken <= set(names):
            raise ValueError("choices have different names, and only those can be named")
        return self


class IntegerQuestion(WireRecord):
    """A whole number."""

    min_value: int | None = None
    max_value: int | None = None
    suggested_value: int | None = None


class DecimalQuestion(WireRecord):
    """A number with decimals."""

    min_value: float | None = None
    max_value: float | None = None
    suggested_value: float | None = None


class FavorableNumbers(WireRecord):
    """Numbers that count in the applicant's favour, both ends included; an end that is not given is open."""

    favorable_floor: float | None = None
    favorable_ceiling: float | None = None


class NumericQuestion(WireRecord):
    """A number, of either kind."""

    integer_question_details: IntegerQuestion | None = None
    decimal_question_details: DecimalQuestion | None = None
    favorable_numeric_answer: FavorableNumbers | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "NumericQuestion":
        if (self.integer_question_details is None) == (self.decimal_question_details is None):
            raise ValueError("a number is either whole or decimal")
        return self


class DateRangeQuestion(WireRecord):
    """From one day to another, or one day with `hide_end_date_label`."""

    start_label: str | None = None
    end_label: str | None = None
    hide_end_date_label: bool | None = None


class DocumentQuestion(WireRecord):
    """A file, of so many bytes at most."""

    maximum_size: int | None = Field(default=None, ge=1)
    acceptable_file_extensions: tuple[str, ...] = ()


class QuestionDetails(WireRecord):
    """What kind of question it is: exactly one of these."""

    text_question_details: TextQuestion | None = None
    multiple_choice_question_details: MultipleChoiceQuestion | None = None
    numeric_question_details: NumericQuestion | None = None
    date_range_question_details: DateRangeQuestion | None = None
    document_question_details: DocumentQuestion | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "QuestionDetails":
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("a question is of exactly one kind")
        return self


class PrerequisiteChoice(WireRecord):
    """The one answer that lets the question appear."""

    symbolic_names: Annotated[tuple[str, ...], Field(min_length=1, max_length=1)]


class PrerequisiteAnswer(WireRecord):
    """An answer to a multiple choice question."""

    multiple_choice_answer_value: PrerequisiteChoice


class PrerequisiteQuestion(WireRecord):
    """Another question, by its identifier."""

    partner_question_identifier: str = Field(min_length=1)


class Prerequisite(WireRecord):
    """Ask only those who gave this answer to that question of the same set, which is shown as RADIO_BUTTONS."""

    prerequisite_question: PrerequisiteQuestion
    prerequisite_response: PrerequisiteAnswer


class Question(WireRecord):
    """A question of ours. The text may hold the tags ul, li, b, i, a and p; the identifier is unique in the job."""

    partner_question_identifier: str = Field(min_length=1)
    question_text: str = Field(min_length=1)
    required: bool | None = None
    help_message: str | None = None
    expanded_help_message: str | None = None
    question_details: QuestionDetails
    prerequisite_question_response: Prerequisite | None = None


def _may_lead(question: Question, symbol: str) -> bool:
    """The question can be a prerequisite with this answer."""
    choice = question.question_details.multiple_choice_question_details
    if choice is None or choice.preferred_form_component != FormComponent.RADIO_BUTTONS:
        return False
    return symbol in {one.symbolic_name for one in choice.choices}


def _checked(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """One set: at most one question leads to others, and it stands in the set."""
    by_id = {question.partner_question_identifier: question for question in questions}
    asked = [one.prerequisite_question_response for one in questions if one.prerequisite_question_response]
    leaders = {one.prerequisite_question.partner_question_identifier for one in asked}
    if len(leaders) > 1:
        raise ValueError("a set has one prerequisite question")
    for one in asked:
        leader = by_id.get(one.prerequisite_question.partner_question_identifier)
        symbol = one.prerequisite_response.multiple_choice_answer_value.symbolic_names[0]
        if leader is None or not _may_lead(leader, symbol):
            raise ValueError("a prerequisite is an answer to a RADIO_BUTTONS question of the same set")
    return questions


class _WithQuestions(WireRecord):
    """A section that also takes questions of ours."""

    custom_questions: tuple[Question, ...] = ()

    @field_validator("custom_questions")
    @classmethod
    def _one_set(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return _checked(questions)


# --- the sections -----------------------------------------------------------------------------------------------


class ContactInformationQuestions(_WithQuestions):
    """Beyond first name, last name and e-mail address."""

    middle_name_question_requirement: str = Requirement.SKIP
    cellphone_number_question_requirement: str = Requirement.OPTIONAL
    location_question_requirement: str = Requirement.SKIP


class ResumeQuestions(_WithQuestions):
    """A résumé: doc, docx or pdf of at most 2 MB."""

    resume_question_requirement: str = Requirement.OPTIONAL


class CoverLetterQuestions(_WithQuestions):
    """A cover letter: a file of at most 512 KB, or text."""

    cover_letter_question_requirement: str = Requirement.OPTIONAL
    text_cover_letter_question_requirement: str = Requirement.SKIP


class WorkExperienceQuestions(_WithQuestions):
    """Asked of each place of work."""

    min_required: int = Field(default=0, ge=0)
    repeat_limit: int = Field(default=10, ge=1, le=10)
    title_question_requirement: str = Requirement.REQUIRED
    employment_dates_question_requirement: str = Requirement.REQUIRED
    city_question_requirement: str = Requirement.OPTIONAL
    company_question_requirement: str = Requirement.OPTIONAL
    description_question_requirement: str = Requirement.OPTIONAL


class WorkQuestions(WireRecord):
    """Work experience."""

    work_experience_question_set: WorkExperienceQuestions


class EducationExperienceQuestions(_WithQuestions):
    """Asked of each school."""

    min_required: int = Field(default=0, ge=0)
    repeat_limit: int = Field(default=3, ge=1, le=3)
    school_question_requirement: str = Requirement.REQUIRED
    dates_attended_question_requirement: str = Requirement.REQUIRED
    city_question_requirement: str = Requirement.OPTIONAL
    degree_question_requirement: str = Requirement.OPTIONAL
    field_of_study_question_requirement: str = Requirement.OPTIONAL


class EducationQuestions(WireRecord):
    """Education."""

    education_experience_question_set: EducationExperienceQuestions


class VoluntarySelfIdentificationQuestions(_WithQuestions):
    """What United States law lets an employer ask, voluntary to answer."""

    disability_question_requirement: str = Requirement.REQUIRED
    gender_question_requirement: str = Requirement.REQUIRED
    race_question_requirement: str = Requirement.REQUIRED
    veteran_status_question_requirement: str = Requirement.REQUIRED


class QuestionSet(WireRecord):
    """Questions of ours that belong together and may be answered several times."""

    questions: tuple[Question, ...] = Field(min_length=1)
    repeat_limit: int = Field(default=1, ge=1, le=10)

    @field_validator("questions")
    @classmethod
    def _one_set(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return _checked(questions)


class AdditionalQuestions(WireRecord):
    """Everything else."""

    custom_question_sets: tuple[QuestionSet, ...] = ()


class Questions(WireRecord):
    """All that is asked for one job; a question's identifier stands once in it."""

    contact_information_questions: ContactInformationQuestions | None = None
    resume_questions: ResumeQuestions | None = None
    cover_letter_questions: CoverLetterQuestions | None = None
    work_questions: WorkQuestions | None = None
    education_questions: EducationQuestions | None = None
    voluntary_self_identification_questions: VoluntarySelfIdentificationQuestions | None = None
    additional_questions: AdditionalQuestions | None = None

    @model_validator(mode="after")
    def _named_once(self) -> "Questions":
        names = Counter(question.partner_question_identifier for question in self.custom())
        if twice := sorted(name for name, count in names.items() if count > 1):
            raise ValueError(f"a question is named twice: {', '.join(twice)}")
        return self

    def custom(self) -> Iterator[Question]:
        """Every question of ours, in the order of the sections."""
        yield from _questions_in(getattr(self, name) for name in type(self).model_fields)


def _questions_in(parts: Iterable[Any]) -> Iterator[Question]:
    for part in parts:
        if isinstance(part, Question):
            yield part
        elif isinstance(part, tuple):
            yield from _questions_in(part)
        elif isinstance(part, WireRecord):
            yield from _questions_in(getattr(part, name) for name in type(part).model_fields)


class OnsiteApplyConfiguration(WireRecord):
    """Makes people apply on LinkedIn. The address must answer LinkedIn's challenge (`webhooks.challenge_answer`)."""

    job_application_webhook_url: str = Field(pattern=r"^https?://[^\s/]+")
    questions: Questions | None = None
