"""The form of a job: its fields, made from the question schema."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from linkedin_sandbox.apply.schema import (
    ChoiceDetails,
    Configuration,
    ContactQuestions,
    CoverLetterQuestions,
    DocumentDetails,
    EducationQuestions,
    NumericDetails,
    Question,
    QuestionSet,
    Requirement,
    ResumeQuestions,
    SelfIdentificationQuestions,
    TextDetails,
    WorkQuestions,
)
from linkedin_sandbox.state.world import Member

DOCUMENTS = (".doc", ".docx", ".pdf")
RESUME_BYTES, LETTER_BYTES = 2 * 1024 * 1024, 512 * 1024
SHOWN = 3  # how many blocks of a repeated set the page holds, whatever its limit
SELF_IDENTIFICATION = {
    "disability": ("YES", "NO", "DECLINED"),
    "gender": ("FEMALE", "MALE", "NON_BINARY", "DECLINED"),
    "race": ("HISPANIC_OR_LATINO", "WHITE", "BLACK", "ASIAN", "OTHER", "DECLINED"),
    "veteranStatus": ("VETERAN", "NOT_VETERAN", "DECLINED"),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One field. ``kind``: text, multiline, email, tel, choice, choices, integer, decimal, dates or file."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    help: str = ""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    dropdown: bool = False
    least: float | None = None  # of a number; of a text, its length
    most: float | None = None  # of a number; of a text, its length; of a file, its bytes
    accept: tuple[str, ...] = ()
    only_if: tuple[str, str] | None = None  # asked only when that field has this value
    question: str = ""  # identifier of a question of the ATS


@dataclass(frozen=True, kw_only=True)
class Block:
    """Fields that belong together; ``number`` counts the blocks of a repeated set."""

    section: str
    heading: str
    items: tuple[Item, ...]
    number: int = 0
    needed: bool = True  # an unneeded block may stay empty as a whole
    repeats: bool = field(default=False)


def blocks(asked: Configuration, member: Member) -> list[Block]:
    """The whole form for one applicant, filled in from the profile."""
    questions = asked.questions
    contact, own = questions.contact_information_questions, questions.additional_questions
    about = questions.voluntary_self_identification_questions
    found = (
        _contact(contact or ContactQuestions(), member),
        *([_resume(questions.resume_questions)] if questions.resume_questions else ()),
        *([_letter(questions.cover_letter_questions)] if questions.cover_letter_questions else ()),
        *(_work(questions.work_questions) if questions.work_questions else ()),
        *(_education(questions.education_questions) if questions.education_questions else ()),
        *([_self_identification(about)] if about else ()),
        *(block for index, one in enumerate(own.custom_question_sets if own else ()) for block in _own_set(index, one)),
    )
    return [block for block in found if block.items]


def field_name(block: Block, item: Item) -> str:
    """The name of a field in the page."""
    return f"{block.section}.{block.number}.{item.name}"


def _maybe(requirement: Requirement, item: Item) -> Iterator[Item]:
    if requirement != "SKIP":
        yield replace(item, required=requirement == "REQUIRED")


def _contact(asked: ContactQuestions, member: Member) -> Block:
    items = (
        Item(name="firstName", label="First name", required=True, value=member.first_name),
        Item(name="lastName", label="Last name", required=True, value=member.last_name),
        *_maybe(asked.middle_name_question_requirement, Item(name="middleName", label="Middle name")),
        Item(
            name="email",
            label="E-mail address",
            kind="email",
            required=True,
            value=member.emails[0] if member.emails else "",
        ),
        *_maybe(
            asked.cellphone_number_question_requirement,
            Item(name="cellphone", label="Mobile number", kind="tel", value=member.phone),
        ),
        *_maybe(
            asked.location_question_requirement, Item(name="location", label="Where you live", value=member.location)
        ),
        *_custom(asked.custom_questions),
    )
    return Block(section="contact", heading="Contact", items=items)


def _resume(asked: ResumeQuestions) -> Block:
    file = Item(name="file", label="Résumé", kind="file", most=RESUME_BYTES, accept=DOCUMENTS)
    items = (*_maybe(asked.resume_question_requirement, file), *_custom(asked.custom_questions))
    return Block(section="resume", heading="Résumé", items=items)


def _letter(asked: CoverLetterQuestions) -> Block:
    file = Item(name="file", label="File", kind="file", most=LETTER_BYTES, accept=DOCUMENTS)
    text = Item(name="text", label="Text", kind="multiline")
    items = (
        *_maybe(asked.cover_letter_question_requirement, file),
        *_maybe(asked.text_cover_letter_question_requirement, text),
        *_custom(asked.custom_questions),
    )
    return Block(section="coverLetter", heading="Cover letter", items=items)


def _work(asked: WorkQuestions) -> list[Block]:
    one = asked.work_experience_question_set
    items = (
        *_maybe(one.title_question_requirement, Item(name="title", label="Title")),
        *_maybe(one.company_question_requirement, Item(name="company", label="Company")),
        *_maybe(one.employment_dates_question_requirement, Item(name="employmentDates", label="When", kind="dates")),
        *_maybe(one.city_question_requirement, Item(name="city", label="City")),
        *_maybe(one.description_question_requirement, Item(name="description", label="What you did", kind="multiline")),
        *_custom(one.custom_questions),
    )
    return _repeated("work", "Work", items, limit=one.repeat_limit, needed=one.min_required)


def _education(asked: EducationQuestions) -> list[Block]:
    one = asked.education_experience_question_set
    items = (
        *_maybe(one.school_question_requirement, Item(name="school", label="School")),
        *_maybe(one.degree_question_requirement, Item(name="degree", label="Degree")),
        *_maybe(one.field_of_study_question_requirement, Item(name="fieldOfStudy", label="Field of study")),
        *_maybe(one.dates_attended_question_requirement, Item(name="datesAttended", label="When", kind="dates")),
        *_maybe(one.city_question_requirement, Item(name="city", label="City")),
        *_custom(one.custom_questions),
    )
    return _repeated("education", "Education", items, limit=one.repeat_limit, needed=one.min_required)


def _self_identification(asked: SelfIdentificationQuestions) -> Block:
    requirements = {
        "disability": asked.disability_question_requirement,
        "gender": asked.gender_question_requirement,
        "race": asked.race_question_requirement,
        "veteranStatus": asked.veteran_status_question_requirement,
    }
    items = [
        item
        for name, requirement in requirements.items()
        for item in _maybe(requirement, _about_oneself(name, SELF_IDENTIFICATION[name]))
    ]
    custom = tuple(_custom(asked.custom_questions))
    return Block(section="selfIdentification", heading="About yourself", items=(*items, *custom))


def _about_oneself(name: str, symbols: tuple[str, ...]) -> Item:
    options = tuple((symbol, symbol.replace("_", " ").capitalize()) for symbol in symbols)
    label = {"veteranStatus": "Veteran status"}.get(name, name.capitalize())
    return Item(name=name, label=label, kind="choice", options=options, dropdown=True)


def _own_set(index: int, one: QuestionSet) -> list[Block]:
    heading = "More questions" if index == 0 else f"More questions, part {index + 1}"
    return _repeated(f"set{index}", heading, tuple(_custom(one.questions)), limit=one.repeat_limit, needed=1)


def _repeated(section: str, heading: str, items: tuple[Item, ...], *, limit: int, needed: int) -> list[Block]:
    count = min(limit, max(SHOWN, needed))
    return [
        Block(
            section=section,
            heading=f"{heading} {number + 1}" if limit > 1 else heading,
            items=items,
            number=number,
            needed=number < needed,
            repeats=True,
        )
        for number in range(count)
    ]


def _custom(questions: tuple[Question, ...]) -> Iterator[Item]:
    yield from (_asked(one) for one in questions)


def _asked(one: Question) -> Item:
    needs = one.prerequisite_question_response
    return Item(
        name=f"q-{one.partner_question_identifier}",
        label=one.question_text,
        required=one.required,
        help=one.help_message or "",
        question=one.partner_question_identifier,
        only_if=(f"q-{needs.question}", needs.answer) if needs else None,
        **_kind(one),
    )


def _kind(one: Question) -> dict[str, Any]:
    details = one.question_details
    if text := details.text_question_details:
        return _of_text(text)
    if choice := details.multiple_choice_question_details:
        return _of_choice(choice)
    if number := details.numeric_question_details:
        return _of_number(number)
    if document := details.document_question_details:
        return _of_document(document)
    return {"kind": "dates"}


def _of_text(asked: TextDetails) -> dict[str, Any]:
    kind = "multiline" if asked.preferred_form_component == "MULTILINE_TEXT" else "text"
    return {"kind": kind, "value": asked.suggested_value or "", "least": asked.min_length, "most": asked.max_length}


def _of_choice(asked: ChoiceDetails) -> dict[str, Any]:
    return {
        "kind": "choices" if asked.select_multiple else "choice",
        "options": tuple((one.symbolic_name, one.display_value) for one in asked.choices),
        "dropdown": asked.preferred_form_component == "DROPDOWN" and not asked.select_multiple,
        "value": asked.default_value_symbolic_name or "",
    }


def _of_number(asked: NumericDetails) -> dict[str, Any]:
    bounds = asked.integer_question_details or asked.decimal_question_details
    kind = "integer" if asked.integer_question_details else "decimal"
    return {"kind": kind} | ({"least": bounds.min_value, "most": bounds.max_value} if bounds else {})


def _of_document(asked: DocumentDetails) -> dict[str, Any]:
    accept = tuple(f".{one.lstrip('.').lower()}" for one in asked.acceptable_file_extensions)
    return {"kind": "file", "most": asked.maximum_size, "accept": accept or DOCUMENTS}
