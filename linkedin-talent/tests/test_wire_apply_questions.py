"""Wire facts of what is asked of applicants on LinkedIn: typed from LinkedIn's Apply Connect pages."""

from datetime import UTC, datetime
from typing import Any

from linkedin_talent.apply_questions import OnsiteApplyConfiguration
from linkedin_talent.jobs import JobPosting

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
WIRE: dict[str, Any] = {
    "jobApplicationWebhookUrl": "https://f.test/hook",
    "questions": {
        "contactInformationQuestions": {
            "customQuestions": [
                {
                    "partnerQuestionIdentifier": "q-name",
                    "questionText": "<p>Kallenavn?</p>",
                    "required": False,
                    "helpMessage": "Kort",
                    "questionDetails": {
                        "textQuestionDetails": {"minLength": 1, "maxLength": 20, "preferredFormComponent": "TEXT"}
                    },
                }
            ],
            "middleNameQuestionRequirement": "SKIP",
            "cellphoneNumberQuestionRequirement": "REQUIRED",
            "locationQuestionRequirement": "SKIP",
        },
        "workQuestions": {
            "workExperienceQuestionSet": {
                "customQuestions": [],
                "minRequired": 1,
                "repeatLimit": 2,
                "titleQuestionRequirement": "REQUIRED",
                "employmentDatesQuestionRequirement": "REQUIRED",
                "cityQuestionRequirement": "OPTIONAL",
                "companyQuestionRequirement": "OPTIONAL",
                "descriptionQuestionRequirement": "OPTIONAL",
            }
        },
        "additionalQuestions": {
            "customQuestionSets": [
                {
                    "questions": [
                        {
                            "partnerQuestionIdentifier": "q-visa",
                            "questionText": "Trenger du visum?",
                            "required": True,
                            "questionDetails": {
                                "multipleChoiceQuestionDetails": {
                                    "choices": [
                                        {"symbolicName": "yes", "displayValue": "Ja"},
                                        {"symbolicName": "no", "displayValue": "Nei"},
                                    ],
                                    "preferredFormComponent": "RADIO_BUTTONS",
                                    "selectMultiple": False,
                                    "favorableMultipleChoiceAnswer": {"favorableSymbolicNames": ["no"]},
                                }
                            },
                        },
                        {
                            "partnerQuestionIdentifier": "q-years",
                            "questionText": "Hvor lenge?",
                            "questionDetails": {
                                "numericQuestionDetails": {
                                    "integerQuestionDetails": {"minValue": 0, "maxValue": 9},
                                    "favorableNumericAnswer": {"favorableFloor": 5.0},
                                }
                            },
                            "prerequisiteQuestionResponse": {
                                "prerequisiteQuestion": {"partnerQuestionIdentifier": "q-visa"},
                                "prerequisiteResponse": {"multipleChoiceAnswerValue": {"symbolicNames": ["yes"]}},
                            },
                        },
                        {
                            "partnerQuestionIdentifier": "q-when",
                            "questionText": "Når?",
                            "questionDetails": {
                                "dateRangeQuestionDetails": {"startLabel": "Fra", "hideEndDateLabel": True}
                            },
                        },
                        {
                            "partnerQuestionIdentifier": "q-file",
                            "questionText": "Attest",
                            "questionDetails": {
                                "documentQuestionDetails": {"maximumSize": 2000, "acceptableFileExtensions": ["pdf"]}
                            },
                        },
                    ],
                    "repeatLimit": 3,
                }
            ]
        },
    },
}


def test_what_is_asked_is_written_as_it_is_documented() -> None:
    asked = OnsiteApplyConfiguration.model_validate(WIRE)
    assert asked.wire() == WIRE
    assert asked.questions is not None
    assert [one.partner_question_identifier for one in asked.questions.custom()] == [
        "q-name",
        "q-visa",
        "q-years",
        "q-when",
        "q-file",
    ]


def test_a_posting_carries_what_is_asked() -> None:
    job = JobPosting(
        integration_context="urn:li:organization:90210",
        company_apply_url="https://f.test/a",
        external_job_posting_id="N1-1042",
        job_posting_operation_type="CREATE",
        title="Snekker",
        description="x" * 100,
        listed_at=MOMENT,
        location="Oslo, Norway",
        poster_email="ida@f.test",
        availability="PUBLIC",
        onsite_apply=OnsiteApplyConfiguration.model_validate(WIRE),
    )
    assert job.wire()["onsiteApplyConfiguration"] == WIRE
