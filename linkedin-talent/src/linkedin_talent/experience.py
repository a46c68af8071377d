"""What somebody who applies on LinkedIn says of work, education and themselves (LinkedIn: Receive Applications; §19.2).

LinkedIn documents which of these questions there are (§19.1), and not how their answers are written: the names are by
analogy with the sections it does show (A-33, A-48). What comes otherwise is kept as it came and refuses nothing.
"""

import re
from typing import Any

from pydantic import Field, model_validator

from linkedin_talent.answers import Answer, AsItCame, CustomAnswers, TextAnswer
from linkedin_talent.records import WireRecord

__all__ = [
    "DatesAnswer",
    "EducationAnswers",
    "EducationExperience",
    "PartialDate",
    "SelfIdentificationAnswers",
    "WorkAnswers",
    "WorkExperience",
]


class PartialDate(WireRecord):
    """A year, a month or a day; text such as `2021-04` reads as one."""

    year: int
    month: int | None = None
    day: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, said: Any) -> Any:
        if not isinstance(said, str):
            return said
        parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", said)
        if parts is None:
            raise ValueError("not a date")
        return dict(zip(("year", "month", "day"), (part and int(part) for part in parts.groups()), strict=True))


class DatesAnswer(WireRecord):
    """From when until when; without an end: to this day."""

    start: PartialDate | AsItCame | None = Field(default=None, union_mode="left_to_right")
    end: PartialDate | AsItCame | None = Field(default=None, union_mode="left_to_right")


class WorkExperience(CustomAnswers):
    """One post somebody held."""

    title_answer: TextAnswer | None = None
    company_answer: TextAnswer | None = None
    city_answer: TextAnswer | None = None
    description_answer: TextAnswer | None = None
    employment_dates_answer: DatesAnswer | None = None


class WorkAnswers(CustomAnswers):
    """The posts somebody held, as many as the job asks for."""

    work_experience_question_set_responses: tuple[WorkExperience, ...] = ()


class EducationExperience(CustomAnswers):
    """One school somebody went to."""

    school_answer: TextAnswer | None = None
    degree_answer: TextAnswer | None = None
    field_of_study_answer: TextAnswer | None = None
    city_answer: TextAnswer | None = None
    dates_attended_answer: DatesAnswer | None = None


class EducationAnswers(CustomAnswers):
    """The schools somebody went to, as many as the job asks for."""

    education_experience_question_set_responses: tuple[EducationExperience, ...] = ()


class SelfIdentificationAnswers(CustomAnswers):
    """What somebody chose to say about themselves; each answer's `value` holds symbols of LinkedIn's."""

    disability_answer: Answer | None = None
    gender_answer: Answer | None = None
    race_answer: Answer | None = None
    veteran_status_answer: Answer | None = None
