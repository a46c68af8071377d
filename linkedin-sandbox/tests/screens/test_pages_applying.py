"""Applying on a job's page, one's own applications, and Recruiter with several contracts."""

import io

import pytest
from linkedin_sandbox.apply import lifecycle
from linkedin_sandbox.apply import rules as applying
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.push import webhooks
from linkedin_sandbox.state import world

from .conftest import ABERDEEN, BERGEN, CONTEXT, Company

HOOK = "http://127.0.0.1:8000/apply"


@pytest.fixture
def onsite(connected: Company, monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of a job people apply to here; its webhook answers every challenge."""
    state, child = connected.state, connected.child
    monkeypatch.setattr("linkedin_sandbox.push.challenge.passes", lambda *_: True)
    webhooks.register(state, child.id, webhooks.APPLY, HOOK)
    levels.request(state, child.id, "kari", BERGEN, "apply-connect")
    state.db.do("update levels set state = 'ENABLED' where level = 'apply-connect'")
    questions = {
        "resumeQuestions": {"resumeQuestionRequirement": "REQUIRED"},
        "workQuestions": {"workExperienceQuestionSet": {}},
    }
    configuration = {"jobApplicationWebhookUrl": HOOK, "questions": questions}
    connected.job("N1-2000", "Winch operator", onsiteApplyConfiguration=configuration)
    return listings.search(state, "N1-2000")[0].number


@pytest.mark.row("19.1/form", "19.1/resumeQuestionRequirement")
def test_a_member_fills_in_the_form_and_sends_a_resume(connected: Company, onsite: int) -> None:
    client, path = connected.client("solveig"), f"/jobs/view/{onsite}/apply"
    assert f"{path}" in client.get(f"/jobs/view/{onsite}").text
    form = client.get(path).text
    for part in ("Sandbox – not LinkedIn", 'value="Solveig"', ".doc, .docx, .pdf, at most 2048 KB", "Work 1", "Work 3"):
        assert part in form

    given = {"contact.0.firstName": "Solveig", "contact.0.lastName": "Brekke", "contact.0.email": "s@mail.test"}
    refused = client.post(path, data=given, headers={"Referer": f"http://localhost{path}"}, follow_redirects=True)
    assert "Résumé: an answer is needed." in refused.text
    file = {"resume.0.file": (io.BytesIO(b"%PDF"), "cv.pdf")}
    sent = client.post(path, data=given | file, follow_redirects=True)

    assert "Your application is sent." in sent.text
    assert "On its way to the company" in sent.text
    assert "has applied to this job" in client.get(path).text
    lifecycle.tick(connected.state, connected.child.id, CONTEXT, on=True)
    (row,) = applying.of_member(connected.state, "solveig")
    body = {"jobApplicationId": f"{applying.URN}{row['id']}", "action": "HIRED", "performedAt": 1_790_000_000_000}
    lifecycle.create(connected.state, connected.call, body | {"integrationContext": CONTEXT})
    assert "The company hired you" in client.get("/jobs/applications").text


@pytest.mark.row("19.1/form")
def test_nobody_applies_without_signing_in(connected: Company, onsite: int) -> None:
    assert "Applying here needs a member" in connected.client().get(f"/jobs/view/{onsite}/apply").text
    other = listings.search(connected.state, "N1-1042")[0].number
    assert connected.client("solveig").get(f"/jobs/view/{other}/apply").status_code == 404


@pytest.mark.row("17/chooser")
def test_a_person_with_two_seats_chooses_the_contract(connected: Company) -> None:
    world.put(connected.state, "seats", world.Seat(id=77140, contract=ABERDEEN, member="astrid"))
    client = connected.client("astrid")
    page = client.post("/recruiter/contract", data={"seat": "77140"}, follow_redirects=True)
    assert '<option value="77140" selected>' in page.text
    client.post("/recruiter/solveig/note", data={"text": "From Aberdeen"})
    assert connected.state.db.value("select seat from notes where text = 'From Aberdeen'") == 77140
    assert "not yours" in client.post("/recruiter/contract", data={"seat": "77121"}, follow_redirects=True).text


@pytest.mark.row("15.2/answers")
def test_a_member_declines_on_the_page(connected: Company) -> None:
    connected.client("solveig").post("/messages/77120", data={"body": "", "answer": "DECLINE", "share": "on"})

    assert "Not interested, thank you." in connected.client("solveig").get("/messages").text
    assert connected.state.db.value("select count(*) from stubs") == 0


@pytest.mark.row("14/closed")
def test_an_account_is_closed_on_the_world_page(connected: Company) -> None:
    page = connected.client().post("/world/close-account", data={"member": "solveig"}, follow_redirects=True)

    assert "The account is closed." in page.text
    assert "Close the account of Solveig Brekke" not in page.text
    assert connected.client("astrid").get("/recruiter/solveig").status_code == 404


def test_webhooks_and_versions_stand_in_the_control_room(connected: Company, onsite: int) -> None:
    client = connected.client("kari")
    form = {"client_id": "parent1", "kind": "RESYNC_JOBS", "url": "http://127.0.0.1:8000/jobs", "act": "register"}
    assert "passed the challenge" in client.post("/control/webhook", data=form, follow_redirects=True).text
    asked = {"client_id": connected.child.client_id, "jobs": ""}
    assert "asked for its jobs again" in client.post("/control/resync", data=asked, follow_redirects=True).text
    assert "calls get 426" in client.post("/control/version", data={"version": "202504"}, follow_redirects=True).text
    connected.state.db.do("update webhooks set state = 'BLOCKED', misses = 3")
    assert "Blocked" in client.get("/").text
    validated = client.post("/control/webhook", data=form | {"act": "validate"}, follow_redirects=True)
    assert "Blocked" not in validated.text.split("Resync jobs")[1].split("</tr>")[0]
