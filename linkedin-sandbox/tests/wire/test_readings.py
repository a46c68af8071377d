"""Assumptions in both readings, by raw HTTP."""

import json
from typing import Any

import pytest

from .conftest import (
    APPLICATION,
    APPLICATION_RECORD,
    CANDIDATE,
    CANDIDATE_RECORD,
    CONTRACT,
    JOB,
    ORGANIZATION,
    Receiver,
    Wire,
    ids,
    mac,
)


def readings(number: str, name: str, *outcomes: tuple[str, Any]) -> pytest.MarkDecorator:
    """One run for each value of a switch, with what is expected of it."""
    return pytest.mark.parametrize(
        ("wire", name), [({number: value}, outcome) for value, outcome in outcomes], indirect=["wire"]
    )


@pytest.mark.row("A-03")
@readings("A-03", "outcome", ("call", (400, None)), ("entity", (200, 2)))
def test_ids_and_entities_disagree(enabled: Wire, outcome: tuple[int, int | None]) -> None:
    other = CANDIDATE.replace("C-1", "C-2")
    reply = enabled.call("PUT", f"/v2/atsCandidates?{ids(other)}", {"entities": {CANDIDATE: CANDIDATE_RECORD}})
    found = len(reply.json()["errors"]) if reply.status_code == 200 else None
    assert (reply.status_code, found) == outcome


@pytest.mark.row("A-06", "3.4/tokens")
@readings("A-06", "seen", ("accepted", True), ("refused", False))
def test_a_parent_reads_its_childs_integrations(enabled: Wire, seen: bool) -> None:
    key = f"integrationContext={CONTRACT}&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS"
    reply = enabled.call("GET", f"/v2/atsIntegrations?{ids(key)}", token=enabled.parent_token)
    assert bool(reply.json()["results"]) == seen


@pytest.mark.row("A-09")
@readings("A-09", "more", ("keys", set()), ("entities", {"integrationName", "integrationStatus"}))
def test_what_the_plugin_hands_over(wire: Wire, more: set[str]) -> None:
    asked = {"api_key": wire.client_id, "member": "kari", "contract": 5501, "level": "company"}
    element = wire.control("acts/request-integration", asked)["integrations"][0]
    assert set(element) == {"integrationContext", "integrationType", "tenantType", "dataProvider"} | more


@pytest.mark.row("A-15", "6.8/403")
@readings("A-15", "status", ("403", 403), ("404", 404))
def test_data_before_enablement(wire: Wire, status: int) -> None:
    reply = wire.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD)
    text = "Not enough permissions to access: PUT /atsCandidates"
    assert (reply.status_code, reply.json()["message"]) == (status, text)


@pytest.mark.row("A-19", "8.2/listedAt")
@readings("A-19", "year", ("seconds", 1_700_000_000_000), ("milliseconds", 1_700_000_000))
def test_a_listed_at_in_seconds(wire: Wire, year: int) -> None:
    wire.task(wire.post_jobs(JOB | {"listedAt": 1_700_000_000}))
    assert wire.job_status()["jobPostingInfo"]["listedAt"] == year


@pytest.mark.row("A-20", "8.6/where")
@readings("A-20", "status", ("by-batch", 409), ("inside", 200))
def test_where_the_error_of_a_single_job_stands(wire: Wire, status: int) -> None:
    reply = wire.post_jobs({"externalJobPostingId": "J-1", "jobPostingOperationType": "CLOSE"})
    assert reply.status_code == status


@pytest.mark.row("A-21", "8.7/life")
@readings("A-21", "status", ("reopens", "SUCCEEDED"), ("final", "FAILED"))
def test_creating_a_closed_job_again(wire: Wire, status: str) -> None:
    wire.task(wire.post_jobs(JOB))
    wire.task(wire.post_jobs({"externalJobPostingId": "J-1", "jobPostingOperationType": "CLOSE"}))
    assert wire.task(wire.post_jobs(JOB))["status"] == status


@pytest.mark.row("A-24", "10.2/matchedMembers")
@readings("A-24", "kind", ("list", list), ("one", str))
def test_who_was_matched(enabled: Wire, kind: type) -> None:
    enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD)
    found = enabled.call("GET", f"/v2/atsCandidates?{ids(CANDIDATE)}").json()["results"][CANDIDATE]
    assert isinstance(found["matchedMembers"], kind)


@pytest.mark.row("A-26", "12/lists")
@readings("A-26", "names", ("members", {"atsEntityAclId", "atsEntityId", "atsEntityType"}), ("key", {"key"}))
def test_what_an_acl_finder_returns(enabled: Wire, names: set[str]) -> None:
    criteria = f"atsEntityId=J-1&atsEntityType=JOB_POSTING&dataProvider=ATS&integrationContext={ORGANIZATION}"
    assert enabled.put("atsEntityAcls", f"atsEntityAclId=u-1&{criteria}", {}).json()["errors"] == {}
    (found,) = enabled.call("GET", f"/v2/atsEntityAcls?q=criteria&{criteria}&start=0&count=10").json()["elements"]
    assert names <= set(found)


@pytest.mark.row("A-30", "15.3/mailStubs")
@readings("A-30", "within", ("flat", False), ("candidate", True))
def test_the_shape_of_a_stub(enabled: Wire, within: bool) -> None:
    enabled.control("acts/inmail", {"seat": 2, "member": "sol"})
    enabled.control("acts/inmail-reply", {"seat": 2, "member": "sol", "share": True})
    path = f"/v2/mailStubs?q=contract&contract={CONTRACT}&owners=urn:li:seat:2"
    (stub,) = enabled.call("GET", path).json()["elements"]
    assert (stub["candidate"] if within else stub)["lastName"] == "Brekke"
    assert stub["owner"] == "urn:li:seat:2"


@pytest.mark.row("A-36", "10.1/lastName")
@readings("A-36", "errors", ("required", 1), ("optional", 0))
def test_a_candidate_without_a_last_name(enabled: Wire, errors: int) -> None:
    record = {name: value for name, value in CANDIDATE_RECORD.items() if name != "lastName"}
    assert len(enabled.put("atsCandidates", CANDIDATE, record).json()["errors"]) == errors


@pytest.mark.row("A-27", "13/unknown")
@readings("A-27", "outcome", ("404", "errors"), ("204", "results"))
def test_deleting_what_is_not_there(enabled: Wire, outcome: str) -> None:
    assert CANDIDATE in enabled.call("DELETE", f"/v2/atsCandidates?{ids(CANDIDATE)}").json()[outcome]


@pytest.mark.row("A-04", "2.4/batch")
@readings("A-04", "statuses", ("split", [201, 204]), ("200", [200, 200]))
def test_the_status_of_an_entity(enabled: Wire, statuses: list[int]) -> None:
    calls = [enabled.put("atsApplications", APPLICATION, APPLICATION_RECORD).json() for _ in range(2)]
    assert [one["results"][APPLICATION]["status"] for one in calls] == statuses


@pytest.mark.row("15.2/answers")
@pytest.mark.parametrize(("answer", "shared"), [("ACCEPT", 1), ("DECLINE", 0)])
def test_an_inmail_is_accepted_or_declined(enabled: Wire, answer: str, shared: int) -> None:
    enabled.control("acts/inmail", {"seat": 2, "member": "sol"})
    enabled.control("acts/inmail-reply", {"seat": 2, "member": "sol", "share": True, "answer": answer})
    reply = next(one for one in enabled.look("activities?seat=1&member=sol")["activities"] if one["kind"] == "reply")
    assert (reply["answer"], reply["text"]) == (answer, None), "a colleague sees the answer, not its words"
    path = f"/v2/mailStubs?q=contract&contract={CONTRACT}&owners=urn:li:seat:2"
    assert len(enabled.call("GET", path).json()["elements"]) == shared


FEED = """<source><expectedJobCount>{count}</expectedJobCount>{jobs}</source>"""
FEED_JOB = """<job><partnerJobId>{id}</partnerJobId><company>Fjordtech</company><title>Welder {id}</title>
<description><![CDATA[{text}]]></description><applyUrl>https://ats.test/{id}</applyUrl><companyId>90210</companyId>
<location>Bergen, Norway</location><posterEmail>ola@fjordtech.test</posterEmail></job>"""


def feed(*names: str) -> bytes:
    jobs = "".join(FEED_JOB.format(id=name, text=JOB["description"]) for name in names)
    return FEED.format(count=len(names), jobs=jobs).encode()


@pytest.mark.row("A-23", "9/read")
@readings("A-23", "listed", ("closed", {"F-1"}), ("kept", {"F-1", "F-2"}))
def test_a_job_that_left_the_feed(wire: Wire, hook: Receiver, listed: set[str]) -> None:
    wire.control("feed", {"url": hook("/feed.xml")})
    for names in (("F-1", "F-2"), ("F-1",)):
        hook.pages["/feed.xml"] = feed(*names)
        wire.control("feed/read", {"url": hook("/feed.xml")})
    assert {one["external_id"] for one in wire.look("listings")["listings"]} == listed


@pytest.mark.row("A-32", "18/button")
@readings("A-32", "prefix", ("prefixed", "hmacsha256="), ("bare", ""))
def test_what_apply_with_linkedin_signs(wire: Wire, prefix: str) -> None:
    session = wire.control("acts/sign-in", {"member": "sol"})
    here = {"api_key": wire.client_id, "origin": "http://127.0.0.1:8010", "mode": "BUTTON_DATA"}
    headers = {"Cookie": f"{session['cookie']}={session['session']}"}
    answer = wire.http.post("/frames/apply", params=here, data={"part": "email"}, headers=headers).json()
    profile, signature = answer["values"]
    text = json.dumps(profile, separators=(",", ":"))
    assert signature == mac(wire.secret, prefix + text)


@pytest.mark.row("A-40")
@readings("A-40", "offered", ("open", 1), ("expired", 0))
def test_a_job_listed_long_ago(enabled: Wire, offered: int) -> None:
    enabled.task(enabled.post_jobs(JOB | {"listedAt": 1_600_000_000_000}))
    assert len(enabled.look("jobs-offered?seat=2")["jobs"]) == offered


@pytest.mark.row("A-12", "6.5/unrequested")
@readings("A-12", "status", ("404", 404), ("403", 403))
def test_naming_what_nobody_asked_for(wire: Wire, status: int) -> None:
    key = f"integrationContext={CONTRACT}&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS"
    body = {"entities": {key: {"patch": {"$set": {"integrationName": "x"}}}}}
    reply = wire.call("POST", f"/v2/atsIntegrations?{ids(key)}", body, x_restli_method="batch_partial_update")
    (error,) = reply.json()["errors"].values()
    assert error["status"] == status


@pytest.mark.row("A-13", "6.6/get")
@readings("A-13", "symbol", ("ENABLED", "ENABLED"), ("ACTIVE", "ACTIVE"))
def test_the_symbol_of_an_enabled_integration(enabled: Wire, symbol: str) -> None:
    key = f"integrationContext={CONTRACT}&integrationType=CSA_API&tenantType=RECRUITER&dataProvider=ATS"
    (found,) = enabled.call("GET", f"/v2/atsIntegrations?{ids(key)}").json()["results"].values()
    assert found["integrationStatus"] == symbol


@pytest.mark.row("A-10", "6.3/states")
@readings("A-10", "state", ("naming", "PARTNER_READY"), ("notify", "REQUESTED"))
def test_what_makes_the_partner_ready(wire: Wire, state: str) -> None:
    asked = {"api_key": wire.client_id, "member": "kari", "contract": 5501, "level": "premium"}
    (one,) = wire.control("acts/request-integration", asked)["integrations"]
    key = "&".join(f"{name}={value}" for name, value in one.items())
    body = {"entities": {key: {"patch": {"$set": {"integrationName": "Promoted"}}}}}
    wire.call("POST", f"/v2/atsIntegrations?{ids(key)}", body, x_restli_method="batch_partial_update")
    levels = wire.look("levels?contract=5501")["installations"][0]["levels"]
    assert [level["state"] for level in levels if level["level"] == "premium"] == [state]


@pytest.mark.row("A-11", "6.3/bundles")
@readings("A-11", "types", ("four", 4), ("csa-only", 1))
def test_what_a_contract_bundle_asks_for(wire: Wire, types: int) -> None:
    asked = {"api_key": wire.client_id, "member": "kari", "contract": 5501, "level": "contract"}
    assert len(wire.control("acts/request-integration", asked)["integrations"]) == types


@pytest.mark.row("A-29", "15.1/start")
@readings("A-29", "status", ("400", 400), ("zero", 200))
def test_seats_without_a_start(enabled: Wire, status: int) -> None:
    assert enabled.call("GET", f"/v2/seatsV2?q=attributes&contracts={CONTRACT}").status_code == status


@pytest.mark.row("A-31", "15.4/prospectNotes")
@readings("A-31", "told", ("visibility", "PUBLIC"), ("silent", None))
def test_whether_a_note_is_public(enabled: Wire, told: str | None) -> None:
    enabled.control("acts/note", {"seat": 2, "member": "sol", "text": "Call", "visibility": "PUBLIC"})
    now = enabled.look("clock")["now"]
    path = f"/v2/prospectNotes?q=criteria&contract={CONTRACT}&cutoffDate={now - 60_000}&beforeDate={now}"
    (note,) = enabled.call("GET", path).json()["elements"]
    assert (note["note"], note.get("visibility")) == ("Call", told)


@pytest.mark.row("A-28", "14/exporter")
@readings("A-28", "named", ("named", True), ("none", False))
def test_who_exported(enabled: Wire, named: bool) -> None:
    enabled.post_jobs(JOB)
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "J-1"}
    request = enabled.control("acts/export", act)["request_id"]
    (found,) = enabled.call("GET", f"/v2/exportedCandidates?q=request&requestId={request}").json()["elements"]
    assert ("exporter" in found) == named


@pytest.mark.row("A-41", "14/closed")
@readings("A-41", "status", ("on", 200), ("off", 404))
def test_closed_accounts(enabled: Wire, status: int) -> None:
    path = f"/v2/exportedCandidates?q=closed&integrationContext={ORGANIZATION}"
    assert enabled.call("GET", path).status_code == status
