"""Rest.li, OAuth, provisioning and configuration by raw HTTP (LinkedIn: API guide, authentication, provisioning)."""

import time
from typing import Any

import pytest

from .conftest import CANDIDATE, CANDIDATE_RECORD, CONTRACT, JOB, ORGANIZATION, Receiver, Wire, ids

DAY = 24 * 3600


@pytest.mark.row("2.1/headers", "2.1/protocol")
def test_a_misspelt_protocol_header_is_ignored_and_the_query_decides(enabled: Wire) -> None:
    two = "(atsCandidateId:C-1,dataProvider:ATS,integrationContext:urn%3Ali%3Aorganization%3A90210)"
    body = {"entities": {two: CANDIDATE_RECORD}}
    headers = {"X_RestLi_Protocol_Version_": "2.0.0"}
    reply = enabled.call("PUT", f"/v2/atsCandidates?ids=List({two})", body, **headers)
    assert list(reply.json()["results"].values()) == [{"status": 201}]
    assert {"x-li-uuid", "x-li-fabric", "x-li-request-id"} <= set(reply.headers)


@pytest.mark.row("2.5/paging")
def test_a_finder_is_read_page_by_page(enabled: Wire) -> None:
    path = f"/v2/seatsV2?q=attributes&contracts={CONTRACT}&start=0&count=1"
    first = enabled.call("GET", path).json()
    (link,) = first["paging"]["links"]
    assert (first["paging"]["start"], first["paging"]["count"], first["paging"]["total"]) == (0, 1, 2)
    assert (link["rel"], link["type"]) == ("next", "application/json")
    second = enabled.call("GET", link["href"]).json()
    assert second["paging"]["links"] == []
    assert [one["firstName"] for one in (*first["elements"], *second["elements"])] == ["Kari", "Ola"]


@pytest.mark.row("2.5/fields")
def test_fields_trim_the_reply(enabled: Wire) -> None:
    enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD)
    found = enabled.call("GET", f"/v2/atsCandidates?{ids(CANDIDATE)}&fields=matchedMembers").json()["results"]
    assert set(found[CANDIDATE]) == {"matchedMembers"}


@pytest.mark.row("2.6/414")
@pytest.mark.parametrize(("length", "status"), [(3000, 200), (4200, 414)])
def test_a_long_query_has_to_be_tunnelled(wire: Wire, length: int, status: int) -> None:
    reply = wire.call("GET", f"/v2/jobPostingStatus?ids={'x' * length}")
    assert reply.status_code == status
    tunnelled = wire.http.post(
        "/v2/jobPostingStatus",
        content=f"ids={'x' * length}",
        headers={
            "Authorization": f"Bearer {wire.token}",
            "X-HTTP-Method-Override": "GET",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert tunnelled.status_code == 200


@pytest.mark.row("2.7/405", "3.2/GET")
def test_a_method_that_is_not_there(wire: Wire) -> None:
    assert wire.call("DELETE", "/v2/simpleJobPostings").status_code == 405
    assert wire.http.get("/oauth/v2/accessToken").status_code == 405


@pytest.mark.row("2.7/401")
def test_a_token_that_nobody_gave(wire: Wire) -> None:
    reply = wire.call("GET", "/v2/jobPostingStatus?ids=1", token="made up")
    assert reply.json() == {"message": "Invalid access token", "serviceErrorCode": 65600, "status": 401}


@pytest.mark.row("2.7/revoked", "A-05")
@pytest.mark.parametrize(("wire", "code"), [({"A-05": "65601"}, 65601), ({"A-05": "65600"}, 65600)], indirect=["wire"])
def test_a_revoked_token(wire: Wire, code: int) -> None:
    wire.control("tokens/revoke", {"client_id": wire.client_id})
    reply = wire.call("GET", "/v2/jobPostingStatus?ids=1")
    assert (reply.status_code, reply.json()["serviceErrorCode"]) == (401, code)


@pytest.mark.row("3.2/refresh_token")
def test_a_refresh_token_gives_new_tokens_and_ends_on_its_day(wire: Wire) -> None:
    patch = {"patch": {"$set": {"oauth2AuthorizedCallbackUrls": ["https://ats.test/back"]}}}
    wire.call("POST", f"/v2/provisionedApplications/{wire.urn}", patch, token=wire.parent_token)
    asked = {"member": "ola", "client_id": wire.client_id, "redirect_uri": "https://ats.test/back", "scope": "openid"}
    code = wire.control("acts/consent", asked)["redirect"].partition("code=")[2].partition("&")[0]
    own = {"client_id": wire.client_id, "client_secret": wire.secret}
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": "https://ats.test/back"} | own
    first = wire.http.post("/oauth/v2/accessToken", data=form).json()
    assert (first["expires_in"], first["refresh_token_expires_in"]) == (60 * DAY, 365 * DAY)
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]} | own
    wire.control("clock", {"advance_seconds": 100 * DAY})
    second = wire.http.post("/oauth/v2/accessToken", data=again).json()
    assert wire.call("GET", "/v2/userinfo", token=second["access_token"]).status_code == 200
    assert wire.call("GET", "/v2/userinfo", token=first["access_token"]).status_code == 401
    assert abs(second["refresh_token_expires_in"] - 265 * DAY) < 60, "its own clock is not extended"
    wire.control("clock", {"advance_seconds": 266 * DAY})
    late = wire.http.post("/oauth/v2/accessToken", data=again)
    text = "The provided authorization grant or refresh token is invalid, expired or revoked"
    assert (late.status_code, late.json()["error_description"]) == (400, text)


# --- provisioning -------------------------------------------------------------------------------------------------


def provision(wire: Wire, **changes: Any) -> int:
    body = {"uniqueForeignId": "second", "name": "Harbour - Second", "description": "x"} | changes
    return wire.call("POST", "/v2/provisionedApplications", body, token=wire.parent_token).status_code


@pytest.mark.row("5.1/name", "5.1/create")
@pytest.mark.parametrize(
    ("changes", "status"),
    [({"name": "x" * 51}, 400), ({"name": "Harbour - LinkedIn"}, 400), ({"description": ""}, 422), ({}, 201)],
)
def test_an_application_is_named_as_the_rules_say(wire: Wire, changes: dict[str, Any], status: int) -> None:
    assert provision(wire, **changes) == status


@pytest.mark.row("A-07", "5.3/update")
@pytest.mark.parametrize(
    ("wire", "statuses"),
    [({"A-07": "rest.li"}, (201, 409, 204)), ({"A-07": "plain"}, (200, 400, 200))],
    indirect=["wire"],
)
def test_the_statuses_of_provisioning(wire: Wire, statuses: tuple[int, int, int]) -> None:
    patch = {"patch": {"$set": {"validJsSdkDomains": ["https://ats.test"]}}}
    updated = wire.call("POST", f"/v2/provisionedApplications/{wire.urn}", patch, token=wire.parent_token)
    assert (provision(wire), provision(wire), updated.status_code) == statuses
    path = "/v2/provisionedApplications?q=credentialsByUniqueForeignId&uniqueForeignId=fjordtech-1"
    (found,) = wire.call("GET", path, token=wire.parent_token).json()["elements"]
    assert found["validJsSdkDomains"] == ["https://ats.test"]


@pytest.mark.row("5.3/update")
def test_nothing_else_of_an_application_changes(wire: Wire) -> None:
    patch = {"patch": {"$set": {"name": "Harbour - Renamed"}}}
    reply = wire.call("POST", f"/v2/provisionedApplications/{wire.urn}", patch, token=wire.parent_token)
    assert reply.status_code == 403
    assert reply.json()["message"].startswith("Unpermitted fields present in REQUEST_BODY")


@pytest.mark.row("5.4/roll", "5.4/delete", "5.4/two-secrets")
def test_a_parent_rolls_and_deletes_a_childs_secret(wire: Wire) -> None:
    path = "/v2/developerApplicationsSecurity?action="
    child = {"childDeveloperApplication": wire.urn}
    roll = f"{path}rollDeveloperApplicationSecret"
    made = wire.call("POST", roll, child, token=wire.parent_token).json()["value"]["client_secret"]
    assert wire.call("POST", roll, child, token=wire.parent_token).status_code == 400, "two are the most"
    assert wire.get_token(wire.client_id, wire.secret)
    assert wire.get_token(wire.client_id, made)
    delete = f"{path}deleteDeveloperApplicationSecret"
    gone = wire.call("POST", delete, child | {"client_secret": wire.secret}, token=wire.parent_token)
    assert gone.status_code == 200
    form = {"grant_type": "client_credentials", "client_id": wire.client_id, "client_secret": wire.secret}
    assert wire.http.post("/oauth/v2/accessToken", data=form).status_code == 401
    last = wire.call("POST", delete, child | {"client_secret": made}, token=wire.parent_token)
    assert last.status_code == 400, "the last one stays"


# --- configuration ------------------------------------------------------------------------------------------------


@pytest.mark.row("6.7/viewers", "6.7/read-delete")
def test_viewers_are_all_users_or_the_lists(enabled: Wire) -> None:
    reply = enabled.configure("JOB_POSTING_VIEWERS", "SOME")
    assert reply.json()["errors"]["JOB_POSTING_VIEWERS"]["status"] == 400
    wrong_type = enabled.configure("APPLICATION_VIEWERS", "ALL_PRODUCT_USERS", "ONE_CLICK_EXPORT")
    assert wrong_type.json()["errors"]["APPLICATION_VIEWERS"]["status"] == 400
    assert enabled.configure("JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS").json()["errors"] == {}
    key = f"integrationContext={ORGANIZATION}&integrationType=ONE_CLICK_EXPORT&tenantType=RECRUITER&dataProvider=ATS"
    path = f"/v2/atsIntegrations/{key}/configurations?ids=JOB_POSTING_VIEWERS"
    read = enabled.call("GET", path).json()
    assert read["results"] == {"JOB_POSTING_VIEWERS": {"configurationValue": {"string": "ALL_PRODUCT_USERS"}}}
    assert enabled.call("DELETE", path).json()["results"] == {"JOB_POSTING_VIEWERS": {"status": 204}}
    assert enabled.call("GET", path).json()["results"] == {}


@pytest.mark.row("7.1/3s")
def test_a_challenge_is_answered_within_three_seconds(wire: Wire, hook: Receiver) -> None:
    hook.secret, at_once = "parent-secret", hook.answer

    def late(path: str) -> tuple[int, bytes]:
        time.sleep(3.2)
        return at_once(path)

    hook.answer = late  # type: ignore[method-assign]
    body = {"client_id": "parent", "kind": "RESYNC_JOBS", "url": hook("/jobs")}
    assert "security challenge" in wire.refused("webhooks", body)


# --- throttles and limits -----------------------------------------------------------------------------------------


def spent(wire: Wire, name: str, window: str, n: int) -> None:
    """As if so many calls or records had come already."""
    application = int(wire.urn.rpartition(":")[2])
    wire.state.db.add("throttles", replace=True, application=application, name=name, window=window, n=n)


@pytest.mark.row("20/daily", "2.7/429")
def test_the_hundred_thousandth_call_of_a_day_is_the_last(enabled: Wire) -> None:
    enabled.control("clock", {"set": 1_900_000_000_000 // (DAY * 1000) * DAY * 1000 + 1000})
    enabled.control("clock", {"freeze": True})
    enabled.token = enabled.get_token(enabled.client_id, enabled.secret)
    day = f"day {enabled.look('clock')['now'] // (DAY * 1000)}"
    spent(enabled, "atsCandidates", day, 99_999)
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 200
    reply = enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD)
    text = "Resource level throttle limit for calls to this resource is reached."
    assert (reply.status_code, reply.json()["message"]) == (429, text)
    enabled.control("clock", {"advance_seconds": DAY})
    enabled.token = enabled.get_token(enabled.client_id, enabled.secret)
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 200, "reset at 00:00 UTC"


@pytest.mark.row("20/minute")
def test_ten_thousand_records_go_in_a_minute(enabled: Wire) -> None:
    enabled.control("clock", {"freeze": True})
    spent(enabled, "atsCandidates records", f"minute {enabled.look('clock')['now'] // 60_000}", 10_000)
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 429
    enabled.control("clock", {"advance_seconds": 60})
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 200


def test_throttles_can_be_turned_off_and_on_again(enabled: Wire) -> None:
    enabled.control("clock", {"freeze": True})
    spent(enabled, "atsCandidates records", f"minute {enabled.look('clock')['now'] // 60_000}", 10_000)
    assert enabled.control("throttles", {"on": False}) == {"on": False}
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 200
    assert enabled.control("throttles", {"on": True}) == {"on": True}
    assert enabled.put("atsCandidates", CANDIDATE, CANDIDATE_RECORD).status_code == 429


@pytest.mark.req("LIP-12")
@pytest.mark.row("14/300")
def test_a_seat_exports_three_hundred_times_a_month(enabled: Wire) -> None:
    enabled.post_jobs(JOB)
    now = enabled.look("clock")["now"]
    row = {"request": "", "seat": 2, "member": "sol", "external_id": "J-1", "email": "", "created_at": now}
    for _ in range(299):
        enabled.state.db.add("exports", **row)
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "J-1"}
    enabled.control("acts/export", act)
    assert "300 exports" in enabled.refused("acts/export", act)
    enabled.control("clock", {"advance_seconds": 32 * DAY})
    enabled.control("acts/export", act)


@pytest.mark.row("15.1/seatsV2")
def test_seats_by_state(enabled: Wire) -> None:
    enabled.control("world", {"seats": [{"id": 9, "contract": 5501, "member": "sol", "state": "PARKED"}]})
    path = f"/v2/seatsV2?q=attributes&contracts={CONTRACT}&start=0&states="
    (parked,) = enabled.call("GET", f"{path}PARKED").json()["elements"]
    assert (parked["id"], parked["state"], parked["contract"]) == (9, "PARKED", CONTRACT)
    assert len(enabled.call("GET", f"{path}ACTIVE").json()["elements"]) == 2
    assert enabled.call("GET", f"{path}ASLEEP").status_code == 400


@pytest.mark.row("fault/426", "fault/status")
def test_a_sunset_version_and_a_date_to_come_back_at(wire: Wire) -> None:
    wire.control("faults", {"route": "GET /v2/*", "status": 426})
    reply = wire.call("GET", "/v2/jobPostingStatus?ids=1")
    assert (reply.status_code, reply.json()["code"]) == (426, "NONEXISTENT_VERSION")
    date = "Sun, 22 Nov 2026 12:00:00 GMT"
    wire.control("faults", {"route": "GET /v2/*", "status": 429, "retry_after": date})
    assert wire.call("GET", "/v2/jobPostingStatus?ids=1").headers["Retry-After"] == date
    for status in (401, 403, 404, 409, 413, 503):
        wire.control("faults", {"route": "GET /v2/*", "status": status})
        assert wire.call("GET", "/v2/jobPostingStatus?ids=1").status_code == status


@pytest.mark.row("fault/delay")
def test_a_late_answer(wire: Wire) -> None:
    wire.control("faults", {"route": "GET /v2/*", "kind": "delay", "seconds": 0.3})
    began = time.monotonic()
    assert wire.call("GET", "/v2/jobPostingStatus?ids=1").status_code == 200
    assert time.monotonic() - began >= 0.3
