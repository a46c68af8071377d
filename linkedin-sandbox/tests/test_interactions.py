"""Recruiter's own events as an ATS pulls them: seats, InMail, stub profiles, notes."""

from datetime import timedelta

import httpx
import pytest
from linkedin_sandbox.fixture import Sandbox
from linkedin_talent.records import from_millis

from .acts import person
from .conftest import CONTRACT, Customer


@pytest.mark.row("15.2/conversationEvents", "15.3/mailStubs", "15.4/prospectNotes")
def test_inmail_consent_and_notes_are_pulled_in_windows(linkedin: Sandbox, enabled: Customer) -> None:
    start = from_millis(linkedin.get("clock")["now"])
    linkedin.post("acts/inmail", {"seat": 2, "member": "sol", "subject": "Job"})
    linkedin.post("acts/inmail-reply", {"seat": 2, "member": "sol", "share": True, "share_email": True})
    linkedin.post("acts/inmail-reply", {"seat": 2, "member": "sol", "share": True})
    note = linkedin.post("acts/note", {"seat": 2, "member": "sol", "text": "Call", "visibility": "PUBLIC"})["id"]
    hush = linkedin.post("acts/note", {"seat": 2, "member": "sol", "text": "Hush"})["id"]
    linkedin.post("acts/note-change", {"seat": 2, "note": note})
    end, client = start + timedelta(hours=1), enabled.client
    events = list(client.conversations.find("urn:li:seat:2", start=start, end=end))
    assert len(events) == 3
    stubs = list(client.mail_stubs.find(CONTRACT, ["urn:li:seat:2"], start=start, end=end))
    assert [(one.member, one.email_addresses) for one in stubs] == [(person(enabled, "sol"), ("sol@mail.test",))]
    pull = linkedin.get("store", resource="notes")["records"]
    assert [(one["text"], one["active"]) for one in pull] == [("Call", 0), ("Hush", 1)]
    found = client.prospect_notes.find(CONTRACT, after=start, until=end)
    assert (found.public, sorted(found.withdrawn)) == ((), [note, hush])


@pytest.mark.row("15.4/prospectNotes")
def test_a_window_longer_than_twelve_hours_is_refused(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    query = {
        "q": "criteria",
        "contract": CONTRACT,
        "cutoffDate": "1000",
        "beforeDate": str(1000 + 12 * 3600 * 1000 + 1),
    }
    reply = httpx.get(f"{linkedin.base}/v2/prospectNotes", params=query, headers={"Authorization": f"Bearer {token}"})
    assert reply.status_code == 400


@pytest.mark.row("15.1/start", "A-29")
def test_seats_need_a_start(linkedin: Sandbox, enabled: Customer) -> None:
    token = enabled.client.oauth.application_token().value
    query = {"q": "attributes", "contracts": CONTRACT}
    reply = httpx.get(f"{linkedin.base}/v2/seatsV2", params=query, headers={"Authorization": f"Bearer {token}"})
    assert (reply.status_code, linkedin.get("ledger", broken=1)["entries"][-1]["section"]) == (400, "15.1")


@pytest.mark.row("15.2/12", "2.7/429")
def test_conversations_are_asked_for_twelve_times_a_minute(linkedin: Sandbox, enabled: Customer) -> None:
    linkedin.post("clock", {"freeze": True})
    now = from_millis(linkedin.get("clock")["now"])
    pull = enabled.client.conversations.find
    for _ in range(12):
        assert list(pull("urn:li:seat:2", start=now, end=now + timedelta(hours=1))) == []
    token = enabled.client.oauth.application_token().value
    url = f"{linkedin.base}/v2/conversationEvents?q=criteria&viewer=urn:li:seat:2&timeRange.start=1&timeRange.end=2"
    assert httpx.get(url, headers={"Authorization": f"Bearer {token}"}).status_code == 429


@pytest.mark.row("16/activities")
def test_colleagues_see_who_wrote_and_not_what(linkedin: Sandbox, enabled: Customer) -> None:
    linkedin.post("acts/inmail", {"seat": 2, "member": "sol", "body": "Secret words"})
    linkedin.post("acts/note", {"seat": 2, "member": "sol", "text": "Mine"})
    linkedin.post("acts/reject", {"seat": 2, "member": "sol"})
    own = linkedin.get("activities", seat=2, member="sol")["activities"]
    others = linkedin.get("activities", seat=1, member="sol")["activities"]
    assert sorted(one["kind"] for one in own) == ["inmail", "note", "rejection"]
    assert [(one["kind"], one["text"], one["who"]) for one in others] == [("inmail", None, "Ola Vik")]


def test_a_member_who_takes_no_inmail_gets_none(linkedin: Sandbox) -> None:
    with pytest.raises(httpx.HTTPStatusError) as caught:
        linkedin.post("acts/inmail", {"seat": 2, "member": "sven"})
    assert "does not take InMail" in caught.value.response.json()["error"]
