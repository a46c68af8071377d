"""Wire facts of applying on LinkedIn, and of résumés: typed from LinkedIn's Apply Connect and Middleware pages."""

import json
from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest
from facts import request
from fake_linkedin import FakeLinkedIn
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import ApplicationKey, LinkedInClient, errors
from linkedin_talent.answers import PhoneAnswer, TextAnswer
from linkedin_talent.apply_profile import read_profile, verify_profile
from linkedin_talent.deliveries import DeliveryError, read_delivery, refusal
from linkedin_talent.experience import DatesAnswer, PartialDate, SelfIdentificationAnswers, WorkAnswers
from linkedin_talent.lifecycle import ApplicationAction
from linkedin_talent.resumes import Resume
from linkedin_talent.webhooks import read_status_change, signature

MOMENT = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
DELIVERY = (
    b'{"type":"EXPORT_JOB_APPLICATION","jobApplicationId":"urn:li:jobApplication:88","jobApplicant":"urn:li:person:x9",'
    b'"externalJobId":"N1-1042","appliedAt":1741068000000,"applicantSkills":[{"skillUrn":"urn:li:skill:1",'
    b'"skillName":"Tre","jobMatched":true,"assessmentVerified":false}],"questionResponses":{'
    b'"contactInformationQuestionResponses":{"firstNameAnswer":{"value":"K\\u00e5re"},'
    b'"lastNameAnswer":{"value":"Nordmann"},"emailAnswer":{"value":"kare@mail.test"},'
    b'"cellphoneNumberQuestionAnswer":{"countryCode":"47","nationalNumber":"90000000","extension":"1"},'
    b'"locationAnswer":{"city":"Oslo"},"customQuestionResponses":[{"questionIdentifier":"q-name",'
    b'"answer":{"textAnswerValue":{"value":"K."}}}]},'
    b'"resumeQuestionResponses":{"resumeQuestionAnswer":{"mediaUrn":"urn:li:media:/A/1",'
    b'"mediaUrl":"https://www.linkedin.com/ambry/?x-li-ambry-ep=AQE"}},'
    b'"coverLetterQuestionResponses":{"textCoverLetterQuestionAnswer":{"answer":{"value":"Hei"}}},'
    b'"workQuestionResponses":{"workExperienceQuestionSetResponses":[{"titleAnswer":{"value":"Snekker"},'
    b'"companyAnswer":{"value":"Bygg"},"cityAnswer":{"value":"Voss"},"descriptionAnswer":{"value":"Tre"},'
    b'"employmentDatesAnswer":{"start":"2020-01","end":{"year":2024,"month":12,"day":31}},"hoursAnswer":{"value":"37"},'
    b'"customQuestionResponses":[{"questionIdentifier":"q-boss","answer":{"textAnswerValue":{"value":"Ida"}}}]},'
    b'{"titleAnswer":{"value":"Maler"}}]},"educationQuestionResponses":{"educationExperienceQuestionSetResponses":[{'
    b'"schoolAnswer":{"value":"NTNU"},"degreeAnswer":{"value":"Master"},"fieldOfStudyAnswer":{"value":"Bygg"},'
    b'"cityAnswer":{"value":"Trondheim"},"datesAttendedAnswer":{"start":"2015","end":"next year"}}]},'
    b'"voluntarySelfIdentificationQuestionResponses":{"disabilityAnswer":{"multipleChoiceAnswerValue":'
    b'{"symbolicNames":["DECLINED"]}},"genderAnswer":{"multipleChoiceAnswerValue":{"symbolicNames":["FEMALE"]}},'
    b'"raceAnswer":{"textAnswerValue":{"value":"x"}},"veteranStatusAnswer":{"multipleChoiceAnswerValue":'
    b'{"symbolicNames":["NOT_VETERAN"]}},"heightAnswer":{"value":"2"}},'
    b'"additionalQuestionResponses":{"customQuestionSetResponses":[{"customQuestionResponses":['
    b'{"questionIdentifier":"q-one","answer":{"multipleChoiceAnswerValue":{"symbolicNames":["yes"]}}},'
    b'{"questionIdentifier":"q-int","answer":{"numericAnswerValue":{"integerValue":0}}},'
    b'{"questionIdentifier":"q-dec","answer":{"numericAnswerValue":{"decimalValue":2.5}}},'
    b'{"questionIdentifier":"q-date","answer":{"dateAnswerValue":{"year":2025}}},'
    b'{"questionIdentifier":"q-call","answer":{"phoneNumberAnswerValue":{"nationalNumber":"9"}}},'
    b'{"questionIdentifier":"q-file","answer":{"documentAnswerValue":{"mediaUrl":"https://www.linkedin.com/ambry/2"}}},'
    b'{"questionIdentifier":"q-new","answer":{"hologramAnswerValue":{"x":1}}}]}]}}}'
)


def test_a_delivered_application_is_read() -> None:
    told = read_delivery(DELIVERY)
    assert (told.job_application_id, told.job_applicant) == ("urn:li:jobApplication:88", "urn:li:person:x9")
    assert (told.external_job_id, told.applied_at) == ("N1-1042", MOMENT)
    assert [(skill.skill_name, skill.job_matched) for skill in told.applicant_skills] == [("Tre", True)]
    contact = told.question_responses.contact_information_question_responses
    assert contact is not None
    assert contact.first_name_answer is not None
    assert (contact.first_name_answer.value, contact.location_answer) == ("Kåre", {"city": "Oslo"})
    assert contact.cellphone_number_question_answer == PhoneAnswer(
        country_code="47", national_number="90000000", extension="1"
    )
    letter = told.question_responses.cover_letter_question_responses
    assert letter is not None
    assert letter.text_cover_letter_question_answer is not None
    assert letter.text_cover_letter_question_answer.answer is not None
    assert letter.text_cover_letter_question_answer.answer.value == "Hei"


def test_the_posts_somebody_held_are_read() -> None:
    first, second = read_delivery(DELIVERY).work
    texts = (first.title_answer, first.company_answer, first.city_answer, first.description_answer)
    assert [one and one.value for one in texts] == ["Snekker", "Bygg", "Voss", "Tre"]
    assert first.employment_dates_answer == DatesAnswer(
        start=PartialDate(year=2020, month=1), end=PartialDate(year=2024, month=12, day=31)
    )
    assert first.model_extra == {"hoursAnswer": {"value": "37"}}
    assert second.title_answer == TextAnswer(value="Maler")
    assert second.employment_dates_answer is None


def test_the_schools_somebody_went_to_are_read() -> None:
    (school,) = read_delivery(DELIVERY).education
    texts = (school.school_answer, school.degree_answer, school.field_of_study_answer, school.city_answer)
    assert [one and one.value for one in texts] == ["NTNU", "Master", "Bygg", "Trondheim"]
    assert school.dates_attended_answer == DatesAnswer(start=PartialDate(year=2015), end="next year")


def test_what_somebody_says_about_themselves_is_read() -> None:
    said = read_delivery(DELIVERY).question_responses.voluntary_self_identification_question_responses
    assert isinstance(said, SelfIdentificationAnswers)
    chosen = (said.disability_answer, said.gender_answer, said.race_answer, said.veteran_status_answer)
    assert [one and one.value for one in chosen] == [("DECLINED",), ("FEMALE",), "x", ("NOT_VETERAN",)]
    assert said.model_extra == {"heightAnswer": {"value": "2"}}


SHAPED = ["workExperienceQuestionSetResponses", "genderAnswer", "titleAnswer", "start", "value", "x"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["workExperienceQuestionSetResponses", "genderAnswer", "titleAnswer", "start", "value", "x"]
            ),
            inner,
        )
    ),
    max_leaves=8,
)
UNDOCUMENTED = (
    "workQuestionResponses",
    "educationQuestionResponses",
    "voluntarySelfIdentificationQuestionResponses",
)


@given(st.sampled_from(UNDOCUMENTED), JSON)
def test_no_shape_of_an_undocumented_part_refuses_an_application(part: str, shape: Any) -> None:
    said = json.loads(DELIVERY)
    said["questionResponses"][part] = shape
    told = read_delivery(json.dumps(said).encode())
    assert told.answers["q-name"] == "K."
    kept = told.wire()["questionResponses"].get(part)
    assert (kept is None) == (shape is None)


@pytest.mark.parametrize("shape", [{"rows": [{"a": 1}]}, ["a"], "text", 7, {"workExperienceQuestionSetResponses": 7}])
def test_what_comes_in_another_shape_stays_as_it_came(shape: Any) -> None:
    said = json.loads(DELIVERY)
    said["questionResponses"]["workQuestionResponses"] = shape
    told = read_delivery(json.dumps(said).encode())
    assert told.work == ()
    kept = told.question_responses.work_question_responses
    assert (kept.model_extra if isinstance(kept, WorkAnswers) else kept) == shape


def test_answers_to_our_questions_are_read_by_identifier() -> None:
    answers = read_delivery(DELIVERY).answers
    assert (answers["q-name"], answers["q-boss"]) == ("K.", "Ida")
    assert answers["q-one"] == ("yes",)
    assert (answers["q-int"], answers["q-dec"]) == (0, 2.5)
    assert answers["q-date"] == {"year": 2025}
    assert answers["q-call"].national_number == "9"
    assert answers["q-file"].media_url == "https://www.linkedin.com/ambry/2"
    assert answers["q-new"] is None  # a shape of tomorrow stays in the answer itself


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"type":"RESYNC_JOBS"}', DELIVERY.replace(b"appliedAt", b"a")])
def test_what_is_no_application_is_an_error(body: bytes) -> None:
    with pytest.raises(errors.ReplyError):
        read_delivery(body)


def _places(said: Any) -> list[tuple[Any, ...]]:
    """Every place in it, as the steps that lead there."""
    steps = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [place for step, inner in steps for place in [(step,), *((step, *more) for more in _places(inner))]]


NEEDED = {"type", "jobApplicationId", "jobApplicant", "externalJobId", "appliedAt", "questionIdentifier"}
OPTIONAL = [
    place for place in _places(json.loads(DELIVERY)) if place[-1] not in NEEDED and not isinstance(place[-1], int)
]


@pytest.mark.parametrize("place", OPTIONAL, ids=lambda place: ".".join(map(str, place[1:])) or place[0])
@pytest.mark.parametrize("absent", [True, False])
def test_no_application_is_refused_for_what_it_leaves_out(place: tuple[Any, ...], absent: bool) -> None:
    said = json.loads(DELIVERY)
    *way, last = place
    holder = reduce(lambda part, step: part[step], way, said)
    holder[last] = None
    if absent:
        del holder[last]
    told = read_delivery(json.dumps(said).encode())
    assert told.job_application_id == "urn:li:jobApplication:88"
    assert isinstance(told.answers, dict)


def test_an_id_of_digits_may_be_a_number() -> None:
    assert read_delivery(DELIVERY.replace(b'"N1-1042"', b"1042")).external_job_id == "1042"


def test_a_receiver_that_fails_says_why() -> None:
    assert refusal(DeliveryError.UNKNOWN_JOB, "N1-1042") == {
        "errorCode": "UNKNOWN_JOB",
        "additionalErrorDetails": "N1-1042",
    }


MEDIA = "https://www.linkedin.com/ambry/?x-li-ambry-ep=AQE"


def test_a_file_is_fetched_with_the_token(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b"{}", 401)
    linkedin.will_answer(b"%PDF-1.7 \x00\xff")
    assert client.media.download(MEDIA) == b"%PDF-1.7 \x00\xff"
    assert linkedin.wire == (
        "GET www.linkedin.com/ambry/?x-li-ambry-ep=AQE\naccept: */*\nauthorization: Bearer token-2"
    )
    linkedin.will_answer(b'{"message":"Resource gone","status":404}', 404)
    with pytest.raises(errors.NotFoundError):
        client.media.download(MEDIA)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.test/ambry/",
        "http://www.linkedin.com/ambry/",
        "https://www.linkedin.com@evil.test/",
        "https://www.linkedin.com.evil.test/",
        "//www.linkedin.com/ambry",
        "",
    ],
)
def test_the_token_goes_to_nobody_else(linkedin: FakeLinkedIn, client: LinkedInClient, address: str) -> None:
    with pytest.raises(errors.ReplyError, match="does not lie with LinkedIn"):
        client.media.download(address)
    assert (linkedin.requests, linkedin.token_requests) == ([], [])


@pytest.mark.parametrize(
    "address", [f"{MEDIA}\x00", f"{MEDIA}\n", "https://www.linkedin.com/\x7f", f"{MEDIA}{'a' * 70_000}"]
)
def test_an_address_nobody_can_ask_is_an_error_of_the_reply(
    linkedin: FakeLinkedIn, client: LinkedInClient, address: str
) -> None:
    with pytest.raises(errors.ReplyError, match="address"):
        client.media.download(address)
    assert linkedin.requests == []


def test_what_happened_to_an_application_is_told(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(None, 201)
    client.lifecycle_actions.create(
        "urn:li:jobApplication:88", ApplicationAction.VIEWED, at=MOMENT, organization="urn:li:organization:90210"
    )
    assert linkedin.wire == request(
        "POST /v2/jobApplicationLifecycleActions",
        '{"jobApplicationId":"urn:li:jobApplication:88","action":"APPLICATION_VIEWED","performedAt":1741068000000,'
        '"integrationContext":"urn:li:organization:90210"}',
        method="create",
        protocol="2.0.0",
    )
    linkedin.will_answer(b'{"message":"Resource does not exist","serviceErrorCode":0,"status":404}', 404)
    with pytest.raises(errors.NotFoundError):
        client.lifecycle_actions.create("urn:li:jobApplication:0", "HIRED", at=MOMENT, organization="o")


def test_a_resume_gets_an_address_is_put_there_and_named(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(
        b'{"uploadUrl":"https://www.linkedin.com/dms-uploads/9?k=1","resumeUrn":"urn:li:ambryBlob:/A"}'
    )
    to = client.resume_uploads.create("urn:li:contract:5150", file_name="cv.txt", content_type="text/plain")
    assert linkedin.wire == request(
        "POST /v2/hireMediaUrl",
        '{"contentType":"text/plain","fileName":"cv.txt","blobTtl":{"duration":72,"unit":"HOUR"},'
        '"hiringContext":"urn:li:contract:5150","usageParameters":{"recruiterSystemConnectResumeParameters":{}}}',
        protocol="2.0.0",
    )
    linkedin.will_answer(None, 201)
    client.resume_uploads.upload(to, b"Navn: Kari", content_type="text/plain")
    assert linkedin.wire == (
        "PUT www.linkedin.com/dms-uploads/9?k=1\naccept: */*\nauthorization: Bearer token-1\n"
        "content-type: text/plain\n\nNavn: Kari"
    )
    linkedin.will_answer(b'{"results":{"cv-1":{"status":201}}}')
    resume = Resume(ats_created_at=MOMENT, resume_urn=to.resume_urn, file_name="cv.txt")
    assert client.resumes.upsert(ApplicationKey("A-7", "urn:li:organization:90210"), {"cv-1": resume}).ok
    assert linkedin.wire == request(
        "PUT /v2/atsApplications/atsJobApplicationId=A-7&dataProvider=ATS"
        "&integrationContext=urn:li:organization:90210/resumes?ids=cv-1",
        '{"entities":{"cv-1":{"atsCreatedAt":1741068000000,"resumeUrn":"urn:li:ambryBlob:/A","fileName":"cv.txt"}}}',
        method="batch_update",
    )


def test_an_upload_address_may_come_wrapped(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(b'{"value":{"uploadUrl":"https://www.linkedin.com/u","resumeUrn":"urn:li:ambryBlob:/A"}}')
    to = client.resume_uploads.create("urn:li:contract:5150", file_name="cv.txt", content_type="text/plain")
    assert (to.upload_url, to.resume_urn) == ("https://www.linkedin.com/u", "urn:li:ambryBlob:/A")


def test_a_changed_job_status_is_read() -> None:
    told = read_status_change(
        b'{"externalJobPostingId":"N1-1042","developerApplicationUrn":"urn:li:developerApplication:771204",'
        b'"type":"JOB_POSTING_STATUS","jobPostingUrl":"https://www.linkedin.com/jobs/view/3","listingStatus":"LISTED",'
        b'"linkedInApplyStatus":"NOT_ENABLED","promotionStatus":"NOT_PROMOTED"}'
    )
    assert (told.external_job_posting_id, told.listing_status) == ("N1-1042", "LISTED")
    assert (told.developer_application_urn, told.type) == ("urn:li:developerApplication:771204", "JOB_POSTING_STATUS")


def test_an_apply_profile_is_believed_only_when_it_is_signed() -> None:
    text = '{"firstName":"Kåre","emailAddress":"kare@mail.test","positions":[{"title":"Snekker"}]}'
    signed = signature(text.encode("ascii", "backslashreplace").replace(b"\\xe5", b"\\u00e5"), "s3")
    assert verify_profile(text, signed, ["old", "s3"])
    assert not verify_profile(text.replace("kare@", "per@"), signed, ["s3"])
    profile = read_profile(text)
    assert (profile.first_name, profile.positions[0].title) == ("Kåre", "Snekker")
    for nonsense in ("", "[]", '{"positions":7}'):
        with pytest.raises(errors.ReplyError):
            read_profile(nonsense)
