"""Every page: the ribbon, the navigation, the clock, the person, the wire strip; signing in and out."""

import pytest
from linkedin_sandbox import web
from linkedin_sandbox.app import create_app
from linkedin_sandbox.state import ledger

from .conftest import Company

PAGES = [
    "/",
    "/login",
    "/recruiter",
    "/admin/ats",
    "/admin/seats",
    "/admin/events",
    "/jobs",
    "/frames",
    "/world",
    "/messages",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("member", [None, "astrid", "kari", "henriette", "solveig"])
def test_every_page_is_marked_and_complete_for_everybody(connected: Company, path: str, member: str | None) -> None:
    page = connected.client(member).get(path)

    assert page.status_code == 200
    text = page.text
    for part in ("Sandbox – not LinkedIn", "Control room", "Admin settings", "data-clock", "broken", "waivers"):
        assert part in text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert ">None<" not in text.replace('class="effect">None<', "")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_works_in_an_empty_world(path: str) -> None:
    app = create_app()

    assert app.test_client().get(path).status_code == 200
    app.extensions[web.EXTENSION].close()


def test_signing_in_names_the_person_and_the_cookie_reaches_frames_on_other_sites(company: Company) -> None:
    client = company.client()
    answer = client.post("/login", data={"member": "kari", "next": "/admin/ats"})

    assert answer.location == "/admin/ats"
    assert "SameSite=None" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Kari Myklebust" in client.get("/").text

    client.post("/logout")
    assert "Nobody signed in" in client.get("/").text


@pytest.mark.parametrize("bad", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_signing_in_leads_to_own_paths_only(company: Company, bad: str) -> None:
    answer = company.client().post("/login", data={"member": "kari", "next": bad})

    assert answer.location == "/"


def test_a_form_of_another_site_is_turned_away(company: Company) -> None:
    answer = company.client("kari").post("/control/reset", headers={"Origin": "http://elsewhere.example"})

    assert answer.status_code == 403


def test_the_strip_tells_the_last_call(company: Company) -> None:
    entry = ledger.Entry(method="PUT", path="/v2/atsCandidates", caller="Fyrlykt", status=200, effect=["1 created"])
    ledger.record(company.state, entry)

    text = company.client("astrid").get("/recruiter").text

    assert "PUT /v2/atsCandidates" in text
    assert "1 created" in text


@pytest.mark.row("3.1/authorization")
def test_the_consent_page_names_application_and_scopes_and_leads_back(company: Company) -> None:
    client = company.client("astrid")
    query = {
        "response_type": "code",
        "client_id": company.child.client_id,
        "redirect_uri": "http://127.0.0.1:8000/back",
        "scope": "openid profile",
        "state": "s1",
    }
    page = client.get("/oauth/v2/authorization", query_string=query)

    assert page.status_code == 200
    assert "Allow Fyrlykt - Brattvik?" in page.text
    assert "openid" in page.text

    cancelled = client.post("/oauth/v2/authorization", data=query | {"answer": "cancel"})
    assert "error=user_cancelled_authorize" in (cancelled.location or "")
    allowed = client.post("/oauth/v2/authorization", data=query | {"answer": "allow"})
    assert "code=" in (allowed.location or "")
    assert "state=s1" in (allowed.location or "")
