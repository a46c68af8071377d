"""Apply Connect: jobs people apply to here, and what becomes of their applications (LinkedIn: Apply Connect pages)."""

import base64
import json
from typing import Any

import httpx
import pytest

from .conftest import JOB, ORGANIZATION, Receiver, Wire, mac, other

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


@pytest.fixture
def connected(wire: Wire, hook: Receiver) -> Wire:
    hook.secret = wire.secret
    wire.connect("apply-connect")
    return wire


def apply(wire: Wire, **changes: Any) -> str:
    act = {"member": "sol", "external_job_posting_id": "J-1", "answers": ANSWERS, "files": RESUME} | changes
    found = str(wire.control("acts/apply", act)["job_application"])
    wire.control("pushes/deliver")
    return found


# --- configuration ------------------------------------------------------------------------------------------------


@pytest.mark.row("19.1/jobApplicationWebhookUrl", "8.5/linkedInApplyStatus", "6.4/APPLY_CONNECT", "7.1/apply-connect")
def test_the_webhook_is_challenged_and_people_apply_here(connected: Wire, hook: Receiver) -> None:
    assert connected.task(connected.post_jobs(onsite(hook)))["status"] == "SUCCEEDED"
    status = connected.job_status()
    assert (status["linkedInApplyStatus"], status["linkedInApplyStatusDetail"]) == ("ENABLED", None)
    assert len(hook.challenges) == 1
    assert hook.challenges[0]["applicationId"] == [connected.urn.rpartition(":")[2]]
    assert len(hook.challenges[0]["challengeCode"][0]) == 36


def offsite_because(wire: Wire, job: dict[str, Any]) -> str:
    assert wire.task(wire.post_jobs(job))["status"] == "SUCCEEDED", "the job is posted all the same"
    found = wire.job_status()
    assert found["linkedInApplyStatus"] == "NOT_ENABLED"
    return str(found["linkedInApplyStatusDetail"]["statusMessage"])


@pytest.mark.row("7.1/failed")
def test_a_webhook_that_fails_the_challenge_leaves_the_job_off_site(connected: Wire, hook: Receiver) -> None:
    hook.secret = "not ours"
    assert offsite_because(connected, onsite(hook)) == "This URL did not pass the security challenge check"


@pytest.mark.row("6.4/APPLY_CONNECT")
def test_without_the_integration_the_job_stays_off_site(wire: Wire, hook: Receiver) -> None:
    hook.secret = wire.secret
    assert "APPLY_CONNECT is not enabled" in offsite_because(wire, onsite(hook))


def custom(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"additionalQuestions": {"customQuestionSets": [{"questions": list(questions)}]}}


def question(name: str, component: str = "RADIO_BUTTONS", needs: str = "") -> dict[str, Any]:
    choices = [{"symbolicName": "A", "displayValue": "A"}]
    details = {"multipleChoiceQuestionDetails": {"choices": choices, "preferredFormComponent": component}}
    found: dict[str, Any] = {"partnerQuestionIdentifier": name, "questionText": "?", "questionDetails": details}
    if needs:
        answer = {"multipleChoiceAnswerValue": {"symbolicNames": ["A"]}}
        prerequisite = {"prerequisiteQuestion": {"partnerQuestionIdentifier": needs}, "prerequisiteResponse": answer}
        found["prerequisiteQuestionResponse"] = prerequisite
    return found


@pytest.mark.row("19.1/partnerQuestionIdentifier", "19.1/prerequisiteQuestionResponse")
@pytest.mark.parametrize(
    ("questions", "why"),
    [
        (custom(question("a"), question("a")), "partnerQuestionIdentifier a is not unique"),
        (custom(question("a", "DROPDOWN"), question("b", needs="a")), "a is not a RADIO_BUTTONS question"),
        (custom(question("a"), question("b"), question("c", needs="a"), question("d", needs="b")), "one prerequisite"),
    ],
)
def test_questions_that_do_not_go_together_leave_the_job_off_site(
    connected: Wire, hook: Receiver, questions: dict[str, Any], why: str
) -> None:
    assert why in offsite_because(connected, onsite(hook, questions))


@pytest.mark.row("19.1/schema")
@pytest.mark.parametrize(
    ("questions", "field"),
    [
        ({"workQuestions": {}}, "questions/workQuestions/workExperienceQuestionSet"),
        ({"workQuestions": {"workExperienceQuestionSet": {"repeatLimit": 11}}}, "repeatLimit"),
        ({"educationQuestions": {"educationExperienceQuestionSet": {"repeatLimit": 4}}}, "repeatLimit"),
        ({"resumeQuestions": {"resumeQuestionRequirement": "MAYBE"}}, "resumeQuestionRequirement"),
        ({"resumeQuestions": {"colour": "blue"}}, "colour"),
        (custom({"partnerQuestionIdentifier": "a", "questionText": "?", "questionDetails": {}}), "questionDetails"),
        (custom(question("a", "SLIDER")), "preferredFormComponent"),
    ],
)
def test_a_configuration_that_does_not_fit_is_refused_by_its_field(
    connected: Wire, hook: Receiver, questions: dict[str, Any], field: str
) -> None:
    element = connected.post_jobs(onsite(hook, questions)).json()["elements"][0]
    assert element["status"] == 422
    assert element["error"]["message"].startswith("ERROR :: /onsiteApplyConfiguration/")
    assert field in element["error"]["message"]


@pytest.mark.row("19.1/availability")
def test_a_job_people_apply_to_here_is_public(connected: Wire, hook: Receiver) -> None:
    connected.connect("contract")
    assert connected.post_jobs(onsite(hook, availability="PRIVATE_TO_ATS_INTEGRATION")).status_code == 400


# --- applying and delivery ----------------------------------------------------------------------------------------


@pytest.mark.row(
    "19.2/EXPORT_JOB_APPLICATION",
    "7.2/signature",
    "19.2/contactInformationQuestionResponses",
    "19.2/additionalQuestionResponses",
    "19.2/applicantSkills",
)
def test_an_application_is_delivered_signed_and_in_ascii(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook))
    number = apply(connected)
    (event,) = hook.received
    assert event.path == "/apply"
    assert event.body.isascii()
    assert event.headers["X-LI-Signature"] == mac(connected.secret, "hmacsha256=" + event.body.decode())
    body = event.json
    assert (body["type"], body["jobApplicationId"], body["externalJobId"]) == ("EXPORT_JOB_APPLICATION", number, "J-1")
    assert number.startswith("urn:li:jobApplication:")
    assert body["jobApplicant"].startswith("urn:li:person:")
    assert body["applicantSkills"][0]["skillName"] == "separation"
    assert [one["jobMatched"] for one in body["applicantSkills"]] == [True, False]
    answers = body["questionResponses"]
    assert answers["contactInformationQuestionResponses"] == {
        "firstNameAnswer": {"value": "Solveig"},
        "lastNameAnswer": {"value": "Brekke"},
        "emailAnswer": {"value": "sol@mail.test"},
        "cellphoneNumberQuestionAnswer": {"countryCode": "47", "nationalNumber": "90011222"},
        "locationAnswer": {"value": "Bergen, Norway"},
    }
    assert answers["additionalQuestionResponses"] == {
        "customQuestionSetResponses": [
            {
                "customQuestionResponses": [
                    {
                        "questionIdentifier": "ferry",
                        "answer": {"multipleChoiceAnswerValue": {"symbolicNames": ["YES"]}},
                    },
                    {"questionIdentifier": "weeks", "answer": {"numericAnswerValue": {"integerValue": 12}}},
                    {"questionIdentifier": "why", "answer": {"textAnswerValue": {"value": "Because of Æ"}}},
                ]
            }
        ]
    }
    work = answers["workQuestionResponses"]["workExperienceQuestionSetResponses"]
    assert work == [{"titleAnswer": {"value": "Engineer"}, "employmentDatesAnswer": {"start": "2020-01"}}]


@pytest.mark.row("19.2/media", "19.2/resumeQuestionResponses")
def test_a_resume_is_fetched_with_the_childs_token_for_thirty_days(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook))
    apply(connected)
    media = hook.received[0].json["questionResponses"]["resumeQuestionResponses"]["resumeQuestionAnswer"]
    assert media["mediaUrn"].startswith("urn:li:media:")
    assert "/ambry/?x-li-ambry-ep=" in media["mediaUrl"]
    reply = connected.call("GET", media["mediaUrl"])
    assert (reply.content, reply.headers["content-type"]) == (b"%PDF-1.4 me", "application/pdf")
    assert connected.http.get(media["mediaUrl"]).status_code == 401
    assert connected.call("GET", media["mediaUrl"], token=connected.parent_token).status_code == 403
    connected.control("clock", {"advance_seconds": 30 * 24 * 3600 + 1})
    late = connected.get_token(connected.client_id, connected.secret)
    assert connected.call("GET", media["mediaUrl"], token=late).status_code == 404


@pytest.mark.row("19.1/resumeQuestionRequirement", "19.1/customQuestions")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"files": {}}, "Résumé: an answer is needed."),
        ({"files": {"resume.0.file": {"name": "cv.exe", "content": ""}}}, "only .doc, .docx, .pdf"),
        (
            {"files": {"resume.0.file": {"name": "cv.pdf", "content": base64.b64encode(b"x" * (2**21 + 1)).decode()}}},
            "larger than 2048 KB",
        ),
        ({"answers": {}}, "Title: an answer is needed."),
        ({"answers": ANSWERS | {"set0.0.q-weeks": "53"}}, "too small or too large"),
        ({"answers": ANSWERS | {"set0.0.q-why": "x"}}, "too short or too long"),
        ({"answers": ANSWERS | {"set0.0.q-ferry": "PERHAPS"}}, "choose one of the answers"),
    ],
)
def test_the_form_holds_to_the_schema(connected: Wire, hook: Receiver, changes: dict[str, Any], why: str) -> None:
    connected.post_jobs(onsite(hook))
    act = {"member": "sol", "external_job_posting_id": "J-1", "answers": ANSWERS, "files": RESUME} | changes
    assert why in connected.refused("acts/apply", act)
    assert hook.received == []


@pytest.mark.row("19.1/prerequisiteQuestionResponse")
def test_a_question_with_a_prerequisite_is_asked_of_those_who_gave_the_answer(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook))
    apply(
        connected,
        answers={name: one for name, one in ANSWERS.items() if "weeks" not in name} | {"set0.0.q-ferry": "NO"},
    )
    sets = hook.received[0].json["questionResponses"]["additionalQuestionResponses"]["customQuestionSetResponses"]
    assert [one["questionIdentifier"] for one in sets[0]["customQuestionResponses"]] == ["ferry", "why"]


@pytest.mark.row("19.1/questions")
def test_without_questions_name_email_and_phone_are_asked(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    apply(connected, answers={}, files={})
    assert set(hook.received[0].json["questionResponses"]["contactInformationQuestionResponses"]) == {
        "firstNameAnswer",
        "lastNameAnswer",
        "emailAnswer",
        "cellphoneNumberQuestionAnswer",
    }
    act = {"member": "sol", "external_job_posting_id": "J-1"}
    assert "has applied to this job already" in connected.refused("acts/apply", act)


@pytest.mark.row("19.2/six-retries", "19.2/200")
@other(A_47="last-attempt")
def test_an_application_is_sent_again_six_times(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    hook.statuses = [204] * 7
    connected.control("clock", {"freeze": True})
    apply(connected, answers={}, files={})
    for seen in range(1, 7):
        assert len(hook.received) == seen
        connected.token = connected.get_token(connected.client_id, connected.secret)
        assert connected.job_status()["linkedInApplyStatus"] == "ENABLED"
        connected.control("clock", {"advance_seconds": 400})
        connected.control("pushes/deliver")
    connected.control("clock", {"advance_seconds": 400})
    connected.control("pushes/deliver")
    assert len(hook.received) == 7
    assert len({one.body for one in hook.received}) == 1
    found = connected.job_status()
    assert found["linkedInApplyStatus"] == "NOT_ENABLED", "the first application of the job never arrived"
    assert "could not be delivered" in found["linkedInApplyStatusDetail"]["statusMessage"]


@pytest.mark.row("19.2/conversion", "A-47")
@other(A_47="first-attempt")
def test_a_job_goes_off_site_when_its_first_application_is_not_taken(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    hook.statuses = [500]
    apply(connected, answers={}, files={})
    assert connected.job_status()["linkedInApplyStatus"] == "NOT_ENABLED"
    assert not connected.look("listings")["listings"][0]["onsite"]
    update = onsite(hook, questions=None, jobPostingOperationType="UPDATE")
    connected.post_jobs(update)
    assert connected.job_status()["linkedInApplyStatus"] == "ENABLED", "an UPDATE asks anew"


@pytest.mark.row("19.2/conversion")
def test_a_later_application_that_fails_changes_nothing(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    apply(connected, answers={}, files={})
    hook.statuses = [500]
    apply(connected, member="ola", answers={"contact.0.cellphone": "1"}, files={})
    assert connected.job_status()["linkedInApplyStatus"] == "ENABLED"


# --- what the applicant hears -------------------------------------------------------------------------------------


def tell(wire: Wire, number: str, action: str = "APPLICATION_VIEWED", **changes: Any) -> httpx.Response:
    body = {"jobApplicationId": number, "action": action, "performedAt": 1_700_000_000_000}
    body |= {"integrationContext": ORGANIZATION} | changes
    return wire.call("POST", "/v2/jobApplicationLifecycleActions", body, X_RestLi_Method="create")


def told(wire: Wire) -> list[str]:
    """What the applicant has heard."""
    return [one["action"] for one in wire.look("applications?member=sol")["applications"][0]["told"]]


@pytest.mark.row("19.3/jobApplicationLifecycleActions", "19.3/notifications", "A-34")
@other(A_34="201")
def test_the_applicant_hears_each_thing_once_and_only_where_the_box_is_ticked(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    number = apply(connected, answers={}, files={})
    reply = tell(connected, number)
    assert (reply.status_code, reply.content) == (201, b"")
    assert told(connected) == []
    tick = {"client_id": connected.client_id, "integration_context": ORGANIZATION, "on": True}
    connected.control("acts/applicant-notifications", tick)
    for action in ("APPLICATION_VIEWED", "APPLICATION_VIEWED", "RESUME_DOWNLOADED", "APPLICATION_REJECTED"):
        assert tell(connected, number, action).status_code == 201
    assert told(connected) == ["APPLICATION_VIEWED", "RESUME_DOWNLOADED", "APPLICATION_REJECTED"]
    assert len(connected.look("store?resource=lifecycle_actions")["records"]) == 5


@pytest.mark.row("19.3/action")
@pytest.mark.parametrize("action", ["SCREENED", "INTERVIEWED", "HIRED"])
def test_newer_pages_name_three_more_actions(connected: Wire, hook: Receiver, action: str) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    assert tell(connected, apply(connected, answers={}, files={}), action).status_code == 201


@pytest.mark.row("19.3/action")
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"action": "FORGOTTEN"}, 422),
        ({"performedAt": None}, 422),
        ({"jobApplicationId": "urn:li:jobApplication:1"}, 404),
        ({"integrationContext": "urn:li:organization:1"}, 404),
    ],
)
def test_an_action_on_nothing_is_refused(connected: Wire, hook: Receiver, changes: dict[str, Any], status: int) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    assert tell(connected, apply(connected, answers={}, files={}), **changes).status_code == status


# --- other readings -----------------------------------------------------------------------------------------------


@pytest.mark.row("A-33", "A-34", "A-48")
@other(A_33="voluntarySelfIdentificationResponses", A_34="200", A_48="left-out")
def test_the_other_names_and_statuses(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook))
    number = apply(connected)
    answers = hook.received[0].json["questionResponses"]
    assert answers["voluntarySelfIdentificationResponses"]["genderAnswer"] == {
        "multipleChoiceAnswerValue": {"symbolicNames": ["FEMALE"]}
    }
    assert "workQuestionResponses" not in answers
    assert tell(connected, number).status_code == 200


@pytest.mark.row("A-33", "A-48")
@other(A_33="voluntarySelfIdentificationQuestionResponses", A_48="analogy")
def test_answers_about_oneself_by_analogy(connected: Wire, hook: Receiver) -> None:
    connected.post_jobs(onsite(hook))
    apply(connected)
    found = hook.received[0].json["questionResponses"]["voluntarySelfIdentificationQuestionResponses"]
    assert set(found) == {"disabilityAnswer", "genderAnswer", "veteranStatusAnswer"}


# --- widgets ------------------------------------------------------------------------------------------------------


@pytest.mark.row("19.4/APPLICANT_HIGHLIGHTS", "19.4/HcmWidget")
@pytest.mark.parametrize("path", ["/frames/applicant-highlights", "/frames/profile"])
def test_the_widgets_show_who_applied(connected: Wire, hook: Receiver, path: str) -> None:
    connected.post_jobs(onsite(hook, questions=None))
    number = apply(connected, answers={}, files={})
    here = {"api_key": connected.client_id, "origin": "http://127.0.0.1:8010", "integrationContext": ORGANIZATION}
    shown = connected.http.get(path, params=here | {"liJobApplicationId": number}).text
    assert "Solveig Brekke" in shown
    assert "Applied here" in shown
    by_profile = {"liApplicantProfileUrl": "https://www.linkedin.com/in/sol", "applicantEmail": "sol@mail.test"}
    assert "Solveig Brekke" in connected.http.get(path, params=here | by_profile).text
    nobody = here | {"liJobApplicationId": "urn:li:jobApplication:1"}
    assert "No applicant to show" in connected.http.get(path, params=nobody).text


@pytest.mark.row("19.4/APPLICANT_HIGHLIGHTS")
def test_the_extension_draws_its_tag_with_every_attribute(connected: Wire) -> None:
    path = "/talentwidgets/extensions/applicant-highlights-widget"
    patch = {"patch": {"$set": {"validJsSdkDomains": ["http://127.0.0.1:9"]}}}
    connected.call("POST", f"/v2/provisionedApplications/{connected.urn}", patch, token=connected.parent_token)
    headers = {"Referer": "http://127.0.0.1:9/"}
    script = connected.http.get(path, params={"api_key": connected.client_id}, headers=headers).text
    assert script.startswith('window.IN.extend("ApplicantHighlights", "/frames/applicant-highlights"')
    names = ("integrationContext", "liJobApplicationId", "atsJobPostingId", "applicantEmail", "liApplicantProfileUrl")
    assert json.dumps(names) in script
