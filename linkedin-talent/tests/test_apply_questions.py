"""What LinkedIn would refuse in the questions of a job is refused here, each rule by itself."""

from typing import Any

import pytest
from linkedin_talent.apply_questions import (
    EducationExperienceQuestions,
    MultipleChoiceQuestion,
    NumericQuestion,
    OnsiteApplyConfiguration,
    Question,
    QuestionDetails,
    Questions,
    QuestionSet,
    Requirement,
    TextQuestion,
    VoluntarySelfIdentificationQuestions,
    WorkExperienceQuestions,
)
from pydantic import BaseModel, ValidationError

TEXT: dict[str, Any] = {"textQuestionDetails": {}}


def _choices(component: str = "RADIO_BUTTONS") -> dict[str, Any]:
    choices = [{"symbolicName": name, "displayValue": name} for name in ("yes", "no")]
    return {"multipleChoiceQuestionDetails": {"choices": choices, "preferredFormComponent": component}}


def _question(name: str, details: dict[str, Any] | None = None, after: tuple[str, ...] = ()) -> dict[str, Any]:
    question = {"partnerQuestionIdentifier": name, "questionText": name, "questionDetails": details or TEXT}
    if after:
        question["prerequisiteQuestionResponse"] = {
            "prerequisiteQuestion": {"partnerQuestionIdentifier": after[0]},
            "prerequisiteResponse": {"multipleChoiceAnswerValue": {"symbolicNames": list(after[1:])}},
        }
    return question


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (QuestionDetails, {}),
        (QuestionDetails, TEXT | _choices()),
        (TextQuestion, {"preferredFormComponent": "DROPDOWN"}),
        (MultipleChoiceQuestion, {"choices": []}),
        (MultipleChoiceQuestion, _choices()["multipleChoiceQuestionDetails"] | {"defaultValueSymbolicName": "maybe"}),
        (
            MultipleChoiceQuestion,
            _choices()["multipleChoiceQuestionDetails"]
            | {"favorableMultipleChoiceAnswer": {"favorableSymbolicNames": ["maybe"]}},
        ),
        (MultipleChoiceQuestion, {"choices": [{"symbolicName": "a", "displayValue": "A"}] * 2}),
        (NumericQuestion, {}),
        (NumericQuestion, {"integerQuestionDetails": {}, "decimalQuestionDetails": {}}),
        (WorkExperienceQuestions, {"repeatLimit": 11}),
        (EducationExperienceQuestions, {"repeatLimit": 4}),
        (QuestionSet, {"questions": [_question("a")], "repeatLimit": 11}),
        (QuestionSet, {"questions": []}),
        (Question, _question("")),
        (Question, _question("a", after=("b", "yes", "no"))),
        (QuestionSet, {"questions": [_question("a", after=("b", "yes"))]}),
        (QuestionSet, {"questions": [_question("b"), _question("a", after=("b", "yes"))]}),
        (QuestionSet, {"questions": [_question("b", _choices("DROPDOWN")), _question("a", after=("b", "yes"))]}),
        (QuestionSet, {"questions": [_question("b", _choices()), _question("a", after=("b", "maybe"))]}),
        (
            QuestionSet,
            {
                "questions": [
                    _question("b", _choices()),
                    _question("c", _choices()),
                    _question("a", after=("b", "yes")),
                    _question("d", after=("c", "yes")),
                ]
            },
        ),
        (OnsiteApplyConfiguration, {}),
        (OnsiteApplyConfiguration, {"jobApplicationWebhookUrl": "/hook"}),
        (
            Questions,
            {
                "resumeQuestions": {"customQuestions": [_question("a")]},
                "additionalQuestions": {"customQuestionSets": [{"questions": [_question("a")]}]},
            },
        ),
    ],
)
def test_each_rule_of_the_schema_holds(kind: type[BaseModel], fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind.model_validate(fields)


def test_questions_may_hang_on_one_answer() -> None:
    asked = QuestionSet.model_validate(
        {
            "questions": [
                _question("b", _choices()),
                _question("a", after=("b", "yes")),
                _question("c", after=("b", "no")),
            ]
        }
    )
    assert asked.repeat_limit == 1


def test_what_is_not_said_is_linkedins_own_default() -> None:
    assert WorkExperienceQuestions().wire() == {
        "customQuestions": [],
        "minRequired": 0,
        "repeatLimit": 10,
        "titleQuestionRequirement": "REQUIRED",
        "employmentDatesQuestionRequirement": "REQUIRED",
        "cityQuestionRequirement": "OPTIONAL",
        "companyQuestionRequirement": "OPTIONAL",
        "descriptionQuestionRequirement": "OPTIONAL",
    }
    assert EducationExperienceQuestions().repeat_limit == 3
    asked = VoluntarySelfIdentificationQuestions()
    assert {asked.gender_question_requirement, asked.race_question_requirement} == {Requirement.REQUIRED}
