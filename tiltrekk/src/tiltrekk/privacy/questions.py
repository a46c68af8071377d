"""The questions, the same for everybody and not to be changed (PROC-27).

Date of birth is left out: the figures do not need it, and it names people better than all other answers together.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PREFER_NOT = ("prefer_not", _("I prefer not to say"))
NOT_STATED = ("", pgettext_lazy("equality answer", "Left empty"))


@dataclass(frozen=True)
class Question:
    """One question; ``choices`` are the values kept and their words, without *left empty*."""

    key: str
    label: Any
    choices: tuple[tuple[str, Any], ...]
    help: Any = ""

    @property
    def answers(self) -> tuple[tuple[str, Any], ...]:
        """All that may have been answered, in the order of the report."""
        return (*self.choices, NOT_STATED)


QUESTIONS = (
    Question(
        "gender",
        pgettext_lazy("equality question", "Gender"),
        (("female", _("Female")), ("male", _("Male")), PREFER_NOT),
    ),
    Question(
        "ethnicity",
        pgettext_lazy("equality question", "Ethnic origin"),
        (
            ("american_indian", _("American Indian or Alaska Native")),
            ("asian", _("Asian")),
            ("black", _("Black or African American")),
            ("hispanic", _("Hispanic or Latino")),
            ("multiracial", _("Two or more origins")),
            ("pacific", _("Native Hawaiian or other Pacific Islander")),
            ("white", _("White")),
            PREFER_NOT,
        ),
    ),
    Question(
        "disability",
        pgettext_lazy("equality question", "Disability"),
        (("yes", _("Yes, I have a disability or had one before")), ("no", _("No, I have none")), PREFER_NOT),
    ),
    Question(
        "veteran",
        pgettext_lazy("equality question", "Veteran status"),
        (("protected", _("I am a protected veteran")), ("not_protected", _("I am not")), PREFER_NOT),
        _("Protected by law in the United States: disabled, recently separated, or with a campaign badge or medal."),
    ),
    Question(
        "military",
        pgettext_lazy("equality question", "Military service"),
        (("serving_or_served", _("I serve or have served")), ("not_served", _("I have not served")), PREFER_NOT),
    ),
)
