"""What is kept of an application made on LinkedIn: a closed list, cut out before anything is stored (LIP-01).

Answers about oneself (disability, gender, race, service in the armed forces) are never asked for and not on the list,
so they are nowhere here even when they come unasked.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linkedin_talent.answers import PhoneAnswer
from linkedin_talent.deliveries import ApplicationDelivery, read_delivery
from linkedin_talent.errors import ReplyError
from linkedin_talent.experience import DatesAnswer, PartialDate

from tiltrekk.candidates.services import EducationEntry, ExperienceEntry, Profile, is_email
from tiltrekk.careers.forms import LONGEST_LETTER, MOST_ENTRIES
from tiltrekk.linkedin.onsite import TERMS

MEDIA_LIFE = timedelta(days=30)  # of a file at LinkedIn (Receive Applications)
LONGEST_ID = 120  # characters
_PERSON = re.compile(r"urn:li:person:[\w-]{1,100}", re.ASCII)

# What is kept, by the names on the wire; a list holds several of the one shape in it. Under "" stands what may be there
# instead of an object.
TEXT, NUMBER = "text", "number"
Shape = dict[str, Any] | list[Any] | str
_SAID: Shape = {"value": TEXT}
_MEDIA: Shape = {"mediaUrl": TEXT}
_DAY: Shape = {"": TEXT, "year": NUMBER, "month": NUMBER, "day": NUMBER}
_DATES: Shape = {"start": _DAY, "end": _DAY}
_POST: Shape = {
    **dict.fromkeys(("titleAnswer", "companyAnswer", "cityAnswer", "descriptionAnswer"), _SAID),
    "employmentDatesAnswer": _DATES,
}
_SCHOOL: Shape = {
    **dict.fromkeys(("schoolAnswer", "degreeAnswer", "fieldOfStudyAnswer"), _SAID),
    "datesAttendedAnswer": _DATES,
}
_CONTACT: Shape = {
    **dict.fromkeys(("firstNameAnswer", "lastNameAnswer", "emailAnswer"), _SAID),
    "cellphoneNumberQuestionAnswer": {"countryCode": TEXT, "nationalNumber": TEXT},
}
_TICK: Shape = {"questionIdentifier": TEXT, "answer": {"multipleChoiceAnswerValue": {"symbolicNames": [TEXT]}}}
KEPT: Shape = {
    **dict.fromkeys(("type", "jobApplicationId", "jobApplicant", "externalJobId"), TEXT),
    "appliedAt": NUMBER,
    "applicantSkills": [{"skillName": TEXT}],
    "questionResponses": {
        "contactInformationQuestionResponses": _CONTACT,
        "resumeQuestionResponses": {"resumeQuestionAnswer": _MEDIA},
        "coverLetterQuestionResponses": {
            "coverLetterQuestionAnswer": _MEDIA,
            "textCoverLetterQuestionAnswer": {"answer": _SAID},
        },
        "workQuestionResponses": {"workExperienceQuestionSetResponses": [_POST]},
        "educationQuestionResponses": {"educationExperienceQuestionSetResponses": [_SCHOOL]},
        "additionalQuestionResponses": {"customQuestionSetResponses": [{"customQuestionResponses": [_TICK]}]},
    },
}


@dataclass(frozen=True)
class Applicant:
    """Somebody who applied on LinkedIn, in our words."""

    given_name: str
    surname: str
    email: str
    phone: str
    member: str
    letter: str
    profile: Profile
    accepts_terms: bool


def kept(body: bytes) -> tuple[dict[str, Any], list[str]]:
    """Return what is kept of a verified body, and the names of what is not. Raises ReplyError.

    A part in a shape nobody knows is left out, and keeps nobody out.
    """
    dropped: set[str] = set()
    found = _cut(_read(body), KEPT, "", dropped)
    told = read_delivery(json.dumps(found).encode())
    if not 0 < len(told.job_application_id) <= LONGEST_ID:
        raise ReplyError("the delivery has no usable jobApplicationId")
    applicant_of(told)
    return found, sorted(dropped)


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ReplyError("the delivery is not JSON") from None


def _cut(said: Any, shape: Shape, name: str, dropped: set[str]) -> Any:
    if isinstance(said, dict) and isinstance(shape, dict):
        dropped |= {key for key in said if key not in shape}
        cut = {key: _cut(value, shape[key], key, dropped) for key, value in said.items() if key in shape}
        return {key: value for key, value in cut.items() if value is not None}
    if isinstance(said, list) and isinstance(shape, list):
        return [one for each in said if (one := _cut(each, shape[0], name, dropped)) is not None]
    leaf = shape.get("") if isinstance(shape, dict) else shape
    if isinstance(leaf, str) and isinstance(said, str | int):
        return _storable(str(said)) if leaf == TEXT or isinstance(said, str) else said
    dropped |= set() if said is None else {name}
    return None


def _storable(text: str) -> str:
    """PostgreSQL stores neither NUL nor half a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def applicant_of(told: ApplicationDelivery) -> Applicant:
    """Return who applied. Raises ReplyError when nothing says who it is."""
    said = told.question_responses.contact_information_question_responses
    answers = (said.first_name_answer, said.last_name_answer, said.email_answer) if said else (None, None, None)
    first, last, email = (one.value.strip() if one else "" for one in answers)
    member = told.job_applicant if _PERSON.fullmatch(told.job_applicant) else ""
    email = email if is_email(email) else ""
    if not (first or last) or not (email or member):
        raise ReplyError("the delivery does not say who applied")
    return Applicant(
        given_name=first or last,
        surname=last if first else "",
        email=email,
        phone=_phone(said.cellphone_number_question_answer if said else None),
        member=member,
        letter=_letter(told),
        profile=_profile(told),
        accepts_terms=bool(told.answers.get(TERMS)),
    )


def _phone(said: PhoneAnswer | None) -> str:
    if said is None or not said.national_number:
        return ""
    country = f"+{said.country_code.lstrip('+')} " if said.country_code else ""
    return f"{country}{said.national_number}"[:40]


def _letter(told: ApplicationDelivery) -> str:
    said = told.question_responses.cover_letter_question_responses
    text = said.text_cover_letter_question_answer if said else None
    return text.answer.value.strip()[:LONGEST_LETTER] if text and text.answer else ""


def media_of(told: ApplicationDelivery) -> tuple[str, str]:
    """Return LinkedIn's addresses of the résumé and of the cover letter; empty where there is none."""
    said = told.question_responses
    resume, letter = said.resume_question_responses, said.cover_letter_question_responses
    files = (resume and resume.resume_question_answer, letter and letter.cover_letter_question_answer)
    first, second = (one.media_url if one else "" for one in files)
    return first, second


def _profile(told: ApplicationDelivery) -> Profile:
    experience = [
        ExperienceEntry(
            title=_text(one.title_answer, 160),
            organisation=_text(one.company_answer, 160),
            location=_text(one.city_answer, 120),
            description=_text(one.description_answer, LONGEST_LETTER),
            **_span(one.employment_dates_answer),
        )
        for one in told.work[:MOST_ENTRIES]
    ]
    education = [
        EducationEntry(
            school=_text(one.school_answer, 160),
            degree=_text(one.degree_answer, 160),
            field=_text(one.field_of_study_answer, 160),
            **_span(one.dates_attended_answer),
        )
        for one in told.education[:MOST_ENTRIES]
    ]
    return Profile(
        experience=[one for one in experience if one.title],
        education=[one for one in education if one.school],
        skills=[skill.skill_name for skill in told.applicant_skills[:MOST_ENTRIES]],
    )


def _text(said: Any, longest: int) -> str:
    return said.value.strip()[:longest] if said else ""


def _span(said: DatesAnswer | None) -> dict[str, date | None]:
    return {"started": _day(said and said.start), "ended": _day(said and said.end)}


def _day(said: Any) -> date | None:
    """The first of the month; nothing for what is no date."""
    if not isinstance(said, PartialDate):
        return None
    try:
        return date(said.year, said.month or 1, 1)
    except (ValueError, OverflowError):
        return None
