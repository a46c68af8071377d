"""The Recruiter stand-in: who sees what, export, notes, InMail, rejection."""

import pytest
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.state import world

from .conftest import BERGEN, Company


@pytest.mark.row("17/in-ats")
def test_a_profile_shows_the_three_sections_behind_the_mark(connected: Company) -> None:
    text = connected.client("astrid").get("/recruiter/solveig").text

    for part in (
        "Jobs &amp; Statuses",
        "Interview Feedback",
        "Notes",
        "Phone screen",
        "Jonathan Ashby",
        "Cites the Sotra",
    ):
        assert part in text
    assert "http://127.0.0.1:8000/candidates/C-1" in text


def test_the_mark_goes_with_the_switch(connected: Company) -> None:
    client = connected.client("kari")
    form = {"application": connected.child.id, "level": "contract", "contract": BERGEN, "on": ""}
    client.post("/admin/ats/switch", data=form)

    text = connected.client("astrid").get("/recruiter/solveig").text

    assert 'id="mark"' not in text
    assert "No ATS is switched on for this contract" in text


def test_the_list_filters_by_text_and_mark(connected: Company) -> None:
    client = connected.client("astrid")

    assert "Marte Haugland" not in client.get("/recruiter?q=controls").text
    marked = client.get("/recruiter?show=ats").text
    assert "Solveig Brekke" in marked
    assert "Marte Haugland" not in marked


@pytest.mark.row("14/dialog")
def test_the_job_box_finds_by_title_and_by_id(connected: Company) -> None:
    client = connected.client("astrid")
    ats = connected.child.name

    by_title = client.get("/recruiter/solveig/jobs", query_string={"q": "subsea", "ats": ats}).get_json()
    by_id = client.get("/recruiter/marte/jobs", query_string={"q": "1062", "ats": ats}).get_json()

    assert [(one["job_id"], one["already"], one["recruiter_only"]) for one in by_title] == [("N1-1042", True, False)]
    assert [(one["job_id"], one["already"], one["recruiter_only"]) for one in by_id] == [("N1-1062", False, True)]


def test_a_restricted_job_is_offered_to_its_assignees_only(connected: Company) -> None:
    client = connected.client("astrid")
    query = {"q": "secret", "ats": connected.child.name}

    assert client.get("/recruiter/marte/jobs", query_string=query).get_json() == []
    connected.assign("N1-1070", "astrid")
    assert [one["job_id"] for one in client.get("/recruiter/marte/jobs", query_string=query).get_json()] == ["N1-1070"]


def test_change_ats_reaches_another_makers_jobs(connected: Company) -> None:
    client = connected.client("astrid")
    text = client.get("/recruiter/marte?ats=Harbourline+Hiring").text

    assert "Change ATS" in text
    assert "Harbourline Hiring" in text
    found = client.get("/recruiter/marte/jobs", query_string={"q": "", "ats": "Harbourline Hiring"}).get_json()
    assert [one["job_id"] for one in found] == ["HH-7"]


def test_export_counts_and_is_told(connected: Company) -> None:
    client = connected.client("astrid")
    form = {"job": "N1-1051", "email": "marte@example.org", "ats": connected.child.name}

    answer = client.post("/recruiter/marte/export", data=form, follow_redirects=True)

    assert "Marte Haugland was exported to Test engineer" in answer.text
    assert "1 of 300" in answer.text
    assert [row["email"] for row in exports.exports_of(connected.state, "marte")] == ["marte@example.org"]
    assert "Marte Haugland" in client.get("/recruiter?show=exported").text


def test_an_export_that_cannot_be_says_why_on_the_page(connected: Company) -> None:
    client = connected.client("astrid")
    form = {"job": "N1-9999", "ats": connected.child.name}

    answer = client.post(
        "/recruiter/marte/export",
        data=form,
        headers={"Referer": "http://localhost/recruiter/marte"},
        follow_redirects=True,
    )

    assert "Job N1-9999 is not open to this seat" in answer.text
    assert answer.request.path == "/recruiter/marte"


def test_notes_are_private_unless_public(connected: Company) -> None:
    client = connected.client("astrid")
    client.post("/recruiter/marte/note", data={"text": "Only mine"})
    client.post("/recruiter/marte/note", data={"text": "For all", "visibility": "PUBLIC"})

    assert "Only mine" in client.get("/recruiter/marte").text
    other = connected.client("jonathan").get("/recruiter/marte").text
    assert "For all" in other
    assert "Only mine" not in other


@pytest.mark.row("15.3/mailStubs")
def test_an_inmail_is_answered_by_the_member_who_is_asked_once_to_share(connected: Company) -> None:
    member = connected.client("solveig")
    assert "Share your profile with Brattvik Ocean Systems?" in member.get("/messages").text

    member.post("/messages/77120", data={"body": "Gladly", "share": "on", "share_email": "on"})

    assert "Gladly" in member.get("/messages").text
    assert world.consent(connected.state, "solveig", 90210) is not None
    assert "solveig.brekke@example.org" in connected.client("astrid").get("/recruiter/solveig").text
    stub = connected.state.db.row("select * from stubs where member = 'solveig'")
    assert stub is not None
    assert stub["email"] == "solveig.brekke@example.org"


def test_a_colleagues_message_shows_who_and_when_only(connected: Company) -> None:
    text = connected.client("astrid").get("/recruiter/solveig").text

    assert "Hei Solveig" in text
    assert "Jonathan Ashby wrote. Only they can read it." in text
    assert "Do you remember me?" not in text


def test_a_rejection_is_seen_by_its_author_only(connected: Company) -> None:
    connected.client("astrid").post("/recruiter/marte/reject", data={"reason": "Too far away"})

    assert "Too far away" in connected.client("astrid").get("/recruiter/marte").text
    assert "Too far away" not in connected.client("jonathan").get("/recruiter/marte").text


def test_other_seats_see_names_only(connected: Company) -> None:
    for person, words in (("henriette", "hiring manager’s seat"), ("solveig", "has no Recruiter seat")):
        text = connected.client(person).get("/recruiter/marte").text
        assert words in text
        assert "Marine electrician" not in text
    refused = connected.client("henriette").post("/recruiter/marte/note", data={"text": "x"}, follow_redirects=True)
    assert "This needs a Recruiter seat" in refused.text


def test_somebody_who_is_not_there_is_not_found(connected: Company) -> None:
    assert connected.client("astrid").get("/recruiter/nobody").status_code == 404
