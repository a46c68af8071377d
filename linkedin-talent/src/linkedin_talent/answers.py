"""The kinds of answers to a job's questions (LinkedIn: Receive Applications; §19.2)."""

from typing import Any

from linkedin_talent.records import WireRecord

__all__ = [
    "Answer",
    "AsItCame",
    "ChoiceAnswer",
    "CustomAnswer",
    "CustomAnswers",
    "MediaAnswer",
    "NumericAnswer",
    "PhoneAnswer",
    "TextAnswer",
]


AsItCame = dict[str, Any] | list[Any] | str | float | bool
"""A part whose shape is not the assumed one: nobody's application is refused for that."""


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
    """Answers to questions of ours: of a section beside LinkedIn's own, or of one set; a repeated set comes several
    times.
    """

    custom_question_responses: tuple[CustomAnswer, ...] = ()
