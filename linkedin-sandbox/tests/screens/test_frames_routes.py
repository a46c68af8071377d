"""Loader, extensions and frames as HTTP: who may hold them, what each viewer is shown, what forms answer."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.integrations import rules as integrations
from linkedin_sandbox.state import ledger, persons

from .conftest import BERGEN, CONTEXT, Company

HOST = "http://localhost:8000"
EXTENSIONS = [
    ("/rsc/extensions/onboarding-widget", "/frames/onboarding"),
    ("/recruiter/widget/ATSIntegration", "/frames/onboarding"),
    ("/rsc/extensions/profile-widget", "/frames/profile"),
    ("/recruiter/widget/hcm", "/frames/profile"),
    ("/talentwidgets/extensions/apply-with-linkedin-widget-v3", "/frames/apply"),
]


def _query(company: Company, **more: str) -> dict[str, str]:
    return {"api_key": company.child.client_id, "origin": HOST} | more


def _profile(company: Company, candidate: str, **more: str) -> dict[str, str]:
    return _query(company, atsCandidateId=candidate, integrationContext=CONTEXT, showUnlinkUrl="true", **more)


def _get(company: Company, path: str, query: dict[str, str], member: str | None = None) -> str:
    answer = company.client(member).get(path, query_string=query)
    assert answer.status_code == 200
    return answer.text


def test_the_loader_is_a_script(company: Company) -> None:
    answer = company.client().get("/xdoor/scripts/in.js")

    assert answer.mimetype == "text/javascript"
    assert "window.IN" in answer.text
    assert "eval(" not in answer.text


@pytest.mark.row("6.2/plugin")
@pytest.mark.parametrize(("path", "frame"), EXTENSIONS)
def test_an_extension_draws_on_a_registered_page(company: Company, path: str, frame: str) -> None:
    query = {"api_key": company.child.client_id}
    answer = company.client().get(path, query_string=query, headers={"Referer": f"{HOST}/any/page"})

    assert "window.IN.extend(" in answer.text
    assert f'"{frame}"' in answer.text


@pytest.mark.row("6.2/domains")
@pytest.mark.parametrize(
    ("key", "referer", "words"),
    [
        ("", HOST, "names no application"),
        ("own", "http://elsewhere.example/", "is not in validJsSdkDomains"),
        ("own", "", "sends no Referer"),
    ],
)
def test_elsewhere_an_extension_only_complains(company: Company, key: str, referer: str, words: str) -> None:
    query = {"api_key": company.child.client_id if key else "nobody"}
    headers = {"Referer": referer} if referer else {}
    text = company.client().get("/rsc/extensions/profile-widget", query_string=query, headers=headers).text

    assert text.startswith("console.error(")
    assert words in text
    assert ledger.counts(company.state)["broken"] == 1


def test_a_frame_lets_itself_be_held_by_registered_pages_only(company: Company) -> None:
    client = company.client()
    policy = client.get("/frames/onboarding", query_string=_query(company)).headers["Content-Security-Policy"]

    assert f"frame-ancestors 'self' {HOST}" in policy
    assert "script-src 'self'" in policy
    foreign = _query(company, origin="http://elsewhere.example")
    assert client.get("/frames/onboarding", query_string=foreign).status_code == 403
    assert client.get("/frames/onboarding", query_string={"api_key": "nobody"}).status_code == 404


@pytest.mark.row("6.2/onintegrate", "6.3/states", "6.3/chooser")
def test_the_plugin_walks_from_connect_to_enabled(company: Company) -> None:
    query = _query(company, supportedBundledIntegrationTypes="RECRUITER_SYSTEM_CONNECT_CONTRACT")
    assert "Connect" in _get(company, "/frames/onboarding", query)
    assert "administers no Recruiter contract" in _get(company, "/frames/onboarding", query, "astrid")
    assert "Choose the contract" in _get(company, "/frames/onboarding", query, "kari")

    query["contract"] = str(BERGEN)
    assert ">Request</button>" in _get(company, "/frames/onboarding", query, "kari")
    answer = _press(company, query, "request")
    assert answer["callback"] == "onintegrate"
    assert {tuple(sorted(one)) for one in answer["values"][0]} == {
        ("dataProvider", "integrationContext", "integrationType", "tenantType")
    }
    assert {one["integrationType"] for one in answer["values"][0]} == set(levels.types_of(company.state, "contract"))

    assert ">Notify partner</button>" in _get(company, "/frames/onboarding", query, "kari")
    assert _press(company, query, "notify")["values"] == answer["values"]
    company.name_integrations()
    assert "A contract admin switches it on" in _get(company, "/frames/onboarding", query, "kari")
    levels.switch(company.state, BERGEN, "contract", on=True, member="kari")
    assert "Data may flow" in _get(company, "/frames/onboarding", query, "kari")


def _press(company: Company, query: dict[str, str], act: str, member: str = "kari") -> dict[str, Any]:
    form = {"act": act, "level": "contract", "contract": str(BERGEN)}
    answer = company.client(member).post("/frames/onboarding", query_string=query, data=form).json
    assert isinstance(answer, dict)
    return answer


def test_each_level_has_its_own_row_in_the_order_of_the_tag(company: Company) -> None:
    query = _query(company, contract=str(BERGEN))
    query["supportedBundledIntegrationTypes"] = "RECRUITER_SYSTEM_CONNECT_COMPANY,RECRUITER_SYSTEM_CONNECT_CONTRACT"
    text = _get(company, "/frames/onboarding", query, "kari")

    assert text.index("Company level access") < text.index("Contract level access")


def test_who_administers_nothing_cannot_request(company: Company) -> None:
    assert "Only an administrator" in _press(company, _query(company), "request", member="astrid")["error"]


@pytest.mark.row("16/widget")
@pytest.mark.req("LI-22")
def test_signed_out_the_profile_frame_shows_the_name_and_a_way_in(connected: Company) -> None:
    text = _get(connected, "/frames/profile", _profile(connected, "C-1"))

    assert "Solveig Brekke" in text
    assert "Sign in with a Recruiter seat" in text
    assert "Halden" not in text
    assert 'data-state="signed-out"' in text


@pytest.mark.req("LI-22")
@pytest.mark.parametrize("member", ["henriette", "solveig"])
def test_without_a_recruiter_seat_it_says_so_and_no_more(connected: Company, member: str) -> None:
    text = _get(connected, "/frames/profile", _profile(connected, "C-1"), member)

    assert "No Recruiter seat" in text
    assert "Halden" not in text


@pytest.mark.row("16/widget", "16/activities")
def test_a_match_shows_profile_and_activities(connected: Company) -> None:
    profile = _get(connected, "/frames/profile", _profile(connected, "C-1"), "astrid")
    for part in ("Process engineer, Halden Subsea", "Send InMail", "Save to a job", "Unlink", "University of Bergen"):
        assert part in profile

    activities = _get(connected, "/frames/profile", _profile(connected, "C-1", tab="activities"), "astrid")
    for part in (
        "You wrote: “Hei Solveig",
        "Jonathan Ashby wrote. Only they can read it.",
        "counter-offer",
        "Met at the fair",
    ):
        assert part in activities
    assert "Do you remember me?" not in activities
    assert "own secret" not in activities


@pytest.mark.row("16/widget", "16/link")
def test_possible_matches_are_offered_and_linked(connected: Company) -> None:
    query = _profile(connected, "C-2")
    text = _get(connected, "/frames/profile", query, "astrid")
    assert "Which of these is Tobias Wrenfield?" in text
    assert "Same name" in text

    answer = _act(connected, query, act="link", member="tobias-j")
    assert answer["callback"] == "onlink"
    assert answer["values"] == [persons.urn_of(connected.child.id, "tobias-j")]
    assert "Automation lead, Marlow Wind" in connected.client("astrid").get(answer["next"]).text

    undone = _act(connected, query | {"linked": "tobias-j"}, act="unlink", member="tobias-j")
    assert (undone["callback"], undone["values"]) == ("onunlink", answer["values"])
    assert "Which of these" in connected.client("astrid").get(undone["next"]).text


def test_no_match_says_so_and_people_are_found_by_hand(connected: Company) -> None:
    assert "No match for Gunnhild Moltu" in _get(connected, "/frames/profile", _profile(connected, "C-3"), "astrid")
    by_name = _get(connected, "/frames/profile", _profile(connected, "C-3", search="marte haug"), "astrid")
    by_link = _get(
        connected, "/frames/profile", _profile(connected, "C-3", search="https://www.linkedin.com/in/marte/"), "astrid"
    )
    assert "Link Marte Haugland" in by_name
    assert "Link Marte Haugland" in by_link
    assert "Nobody has that name" in _get(
        connected, "/frames/profile", _profile(connected, "C-3", search="zzz"), "astrid"
    )


def test_a_candidate_that_was_never_synced_is_said_to_be_so(connected: Company) -> None:
    assert "Not synced yet" in _get(connected, "/frames/profile", _profile(connected, "C-404"), "astrid")


def test_inmail_and_saving_stay_inside(connected: Company) -> None:
    query = _profile(connected, "C-1")
    sent = _act(connected, query, act="inmail", member="solveig", subject="Hello", body="A second message")
    saved = _act(connected, query, act="save", member="solveig", job="N1-1051 Test engineer")

    assert (sent["callback"], saved["callback"]) == ("", "")
    assert "You saved Solveig to N1-1051" in connected.client("astrid").get(saved["next"]).text


def _act(company: Company, query: dict[str, str], /, **form: str) -> dict[str, Any]:
    answer = company.client("astrid").post("/frames/profile", query_string=query, data=form).json
    assert isinstance(answer, dict)
    return answer


@pytest.mark.row("18/button", "A-32")
@pytest.mark.req("LI-44")
def test_the_apply_button_hands_over_what_was_ticked_with_a_signature(connected: Company) -> None:
    query = _query(connected, integrationContext=CONTEXT, companyJobCode="N1-1042", mode="BUTTON_DATA")
    assert "Apply with my profile" in _get(connected, "/frames/apply", query)
    consent = _get(connected, "/frames/apply", query | {"ask": "1"}, "solveig")
    assert "Share with Brattvik Ocean Systems?" in consent
    assert "For Subsea process engineer, this once." in consent

    form = {"part": ["email", "career"]}
    answer = connected.client("solveig").post("/frames/apply", query_string=query, data=form).json
    assert isinstance(answer, dict)
    profile, signature = answer["values"]
    assert answer["callback"] == "callbackMethod"
    assert profile["emailAddress"] == "solveig.brekke@example.org"
    assert profile["skills"][0] == {"name": "Separation"}
    assert "phoneNumber" not in profile
    text = json.dumps(profile, separators=(",", ":"))
    key = connected.child.secrets[-1].encode()
    assert signature == hmac.new(key, f"hmacsha256={text}".encode(), hashlib.sha256).hexdigest()


def test_nobody_signed_in_shares_nothing(connected: Company) -> None:
    answer = connected.client().post("/frames/apply", query_string=_query(connected), data={"part": "email"})

    assert answer.status_code == 409
    assert answer.json == {"error": "Sign in first."}


@pytest.mark.row("6.4/APPLY_WITH_LINKEDIN")
@pytest.mark.req("LI-43")
def test_apply_with_linkedin_is_asked_for_named_and_switched_on(company: Company) -> None:
    query = _query(company, contract=str(BERGEN), supportedBundledIntegrationTypes="APPLY_WITH_LINKEDIN")
    assert "Apply with LinkedIn" in _get(company, "/frames/onboarding", query, "kari")
    form = {"act": "request", "level": "apply", "contract": str(BERGEN)}
    answer = company.client("kari").post("/frames/onboarding", query_string=query, data=form).get_json()

    (element,) = answer["values"][0]
    assert (element["integrationType"], element["tenantType"]) == ("APPLY_WITH_LINKEDIN", "JOBS")
    integrations.name(company.state, company.call, CONTEXT, "APPLY_WITH_LINKEDIN", "Fyrlykt, apply")
    switch = {"application": str(company.child.id), "level": "apply", "contract": str(BERGEN), "on": "1"}
    page = company.client("kari").post("/admin/ats/switch", data=switch, follow_redirects=True)
    assert "Apply with LinkedIn is on" in page.text
    assert levels.status(company.state, company.child.id, CONTEXT, "APPLY_WITH_LINKEDIN") == "ENABLED"
    assert not levels.enabled(company.state, company.child.id, CONTEXT)  # that is Recruiter's data
