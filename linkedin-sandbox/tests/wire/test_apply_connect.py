"""Apply Connect: jobs people apply to here, and how applications arrive (LinkedIn: Apply Connect pages)."""

import base64
from typing import Any

import pytest

from .conftest import Receiver, Wire, mac, other
from .onsite import ANSWERS, RESUME, apply, onsite

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
