"""What LinkedIn should ask people who apply there, worked out anew: our own apply form, in LinkedIn's words (§19.1)."""

from typing import Any

_TERMS = "%s may keep what I send here and use it to consider me for this job."


def asked(webhook: str, company: str, *, resume: str) -> dict[str, Any]:
    """The configuration of a job; ``resume`` says whether a résumé is asked for: OPTIONAL or REQUIRED."""
    ticked = {
        "choices": [{"symbolicName": "ACCEPTED", "displayValue": "Yes"}],
        "preferredFormComponent": "CHECKBOXES",
        "selectMultiple": True,
    }
    terms = {
        "partnerQuestionIdentifier": "terms",
        "questionText": _TERMS % company,
        "required": True,
        "questionDetails": {"multipleChoiceQuestionDetails": ticked},
    }
    contact = {
        "customQuestions": [],
        "middleNameQuestionRequirement": "SKIP",
        "cellphoneNumberQuestionRequirement": "OPTIONAL",
        "locationQuestionRequirement": "SKIP",
    }
    letter = {
        "customQuestions": [],
        "coverLetterQuestionRequirement": "SKIP",
        "textCoverLetterQuestionRequirement": "OPTIONAL",
    }
    return {
        "jobApplicationWebhookUrl": webhook,
        "questions": {
            "contactInformationQuestions": contact,
            "resumeQuestions": {"customQuestions": [], "resumeQuestionRequirement": resume},
            "coverLetterQuestions": letter,
            "additionalQuestions": {"customQuestionSets": [{"questions": [terms], "repeatLimit": 1}]},
        },
    }
