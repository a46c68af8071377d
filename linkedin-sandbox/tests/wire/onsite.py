"""A job people apply to here, its questions and one set of answers."""

import base64
from typing import Any

from .conftest import JOB, Receiver, Wire

QUESTIONS: dict[str, Any] = {
    "contactInformationQuestions": {
        "middleNameQuestionRequirement": "OPTIONAL",
        "cellphoneNumberQuestionRequirement": "REQUIRED",
        "locationQuestionRequirement": "REQUIRED",
    },
    "resumeQuestions": {"resumeQuestionRequirement": "REQUIRED"},
    "coverLetterQuestions": {"textCoverLetterQuestionRequirement": "OPTIONAL"},
    "workQuestions": {"workExperienceQuestionSet": {"minRequired": 1, "repeatLimit": 2}},
    "educationQuestions": {"educationExperienceQuestionSet": {"repeatLimit": 1}},
    "voluntarySelfIdentificationQuestions": {"raceQuestionRequirement": "SKIP"},
    "additionalQuestions": {
        "customQuestionSets": [
            {
                "questions": [
                    {
                        "partnerQuestionIdentifier": "ferry",
                        "questionText": "Do you <b>travel</b>?",
                        "required": True,
                        "questionDetails": {
                            "multipleChoiceQuestionDetails": {
                                "choices": [
                                    {"symbolicName": "YES", "displayValue": "Yes"},
                                    {"symbolicName": "NO", "displayValue": "No"},
                                ],
                                "preferredFormComponent": "RADIO_BUTTONS",
                            }
                        },
                    },
                    {
                        "partnerQuestionIdentifier": "weeks",
                        "questionText": "How many weeks a year?",
                        "required": True,
                        "questionDetails": {
                            "numericQuestionDetails": {"integerQuestionDetails": {"minValue": 1, "maxValue": 52}}
                        },
                        "prerequisiteQuestionResponse": {
                            "prerequisiteQuestion": {"partnerQuestionIdentifier": "ferry"},
                            "prerequisiteResponse": {"multipleChoiceAnswerValue": {"symbolicNames": ["YES"]}},
                        },
                    },
                    {
                        "partnerQuestionIdentifier": "why",
                        "questionText": "Why here?",
                        "questionDetails": {"textQuestionDetails": {"minLength": 3, "maxLength": 40}},
                    },
                ]
            }
        ]
    },
}
RESUME = {"resume.0.file": {"name": "cv.pdf", "content": base64.b64encode(b"%PDF-1.4 me").decode()}}
ANSWERS = {
    "work.0.title": "Engineer",
    "work.0.employmentDates.start": "2020-01",
    "selfIdentification.0.disability": "DECLINED",
    "selfIdentification.0.gender": "FEMALE",
    "selfIdentification.0.veteranStatus": "NOT_VETERAN",
    "set0.0.q-ferry": "YES",
    "set0.0.q-weeks": "12",
    "set0.0.q-why": "Because of Æ",
}


def onsite(hook: Receiver, questions: Any = QUESTIONS, **changes: Any) -> dict[str, Any]:
    configuration = {"jobApplicationWebhookUrl": hook("/apply")} | ({"questions": questions} if questions else {})
    return JOB | {"onsiteApplyConfiguration": configuration} | changes


def apply(wire: Wire, **changes: Any) -> str:
    act = {"member": "sol", "external_job_posting_id": "J-1", "answers": ANSWERS, "files": RESUME} | changes
    found = str(wire.control("acts/apply", act)["job_application"])
    wire.control("pushes/deliver")
    return found
