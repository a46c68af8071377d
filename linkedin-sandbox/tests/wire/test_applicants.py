"""What applicants hear of their applications, and what a recruiter sees of them (LinkedIn: Apply Connect pages)."""

import json
from typing import Any

import httpx
import pytest

from .conftest import ORGANIZATION, Receiver, Wire, other
from .onsite import apply, onsite

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
