"""Challenges, signatures, repeated pushes, resync and status notices (LinkedIn: webhook and notification pages)."""

from typing import Any

import pytest
from linkedin_sandbox.push import challenge

from .conftest import JOB, Receiver, Wire, mac, other

HOURS = 3600


def portal(wire: Wire, hook: Receiver, kind: str = "RESYNC_JOBS", path: str = "/jobs") -> None:
    hook.secret = "parent-secret"
    wire.control("webhooks", {"client_id": "parent", "kind": kind, "url": hook(path)})


def stands(wire: Wire) -> tuple[str, int]:
    (found,) = wire.look("webhooks")["webhooks"]
    return found["state"], found["misses"]


@pytest.mark.row("7.1/challenge")
def test_registering_challenges_the_address(wire: Wire, hook: Receiver) -> None:
    portal(wire, hook)
    (query,) = hook.challenges
    assert set(query) == {"challengeCode", "applicationId"}
    assert stands(wire) == ("ACTIVE", 0)


@pytest.mark.row("7.1/challenge")
def test_an_address_keeps_its_own_query_when_it_is_challenged(wire: Wire, hook: Receiver) -> None:
    portal(wire, hook, path="/jobs?customer=7&key=a%2Fb")
    (query,) = hook.challenges
    assert (query["customer"], query["key"], "challengeCode" in query) == (["7"], ["a/b"], True)


@pytest.mark.row("7.1/failed")
@pytest.mark.parametrize("answer", [b"[]", b"null", b'"text"', b"{}", b"7", b"{", b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_answer_fails_the_challenge(
    wire: Wire, hook: Receiver, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(hook, "answer", lambda _path: (200, answer))
    body = {"client_id": "parent", "kind": "RESYNC_JOBS", "url": hook("/jobs")}
    assert wire.refused("webhooks", body) == "This URL did not pass the security challenge check"


@pytest.mark.row("7.1/challenge")
def test_an_answer_in_drops_is_too_late(wire: Wire, hook: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(challenge, "SECONDS", 0.2)
    hook.drops = 0.05  # each byte comes well within the limit, the whole does not
    hook.secret = "parent-secret"
    body = {"client_id": "parent", "kind": "RESYNC_JOBS", "url": hook("/jobs")}
    assert wire.refused("webhooks", body) == "This URL did not pass the security challenge check"


@pytest.mark.row("7.1/failed")
def test_an_address_that_answers_wrongly_is_not_registered(wire: Wire, hook: Receiver) -> None:
    hook.secret = "wrong"
    body = {"client_id": "parent", "kind": "RESYNC_JOBS", "url": hook("/jobs")}
    assert wire.refused("webhooks", body) == "This URL did not pass the security challenge check"


@pytest.mark.row("7.1/https")
@pytest.mark.parametrize(
    "url",
    [
        "http://ats.test/hook",
        "https://x.ngrok.io/hook",
        "https://x.ngrok-free.app/h",
        "no",
        f"https://{'a' * 99}.test/",
        "https://ats.test/\x00",
        "https://ats.test/a\nb",
    ],
)
def test_only_public_https_addresses_are_taken(wire: Wire, url: str) -> None:
    assert "https" in wire.refused("webhooks", {"client_id": "parent", "kind": "RESYNC_JOBS", "url": url})


@pytest.mark.row("7.1/2h", "7.1/blocked")
def test_three_misses_block_an_address_until_it_is_validated_by_hand(wire: Wire, hook: Receiver) -> None:
    portal(wire, hook)
    wire.control("clock", {"advance_seconds": 2 * HOURS - 10})
    wire.control("due")
    assert len(hook.challenges) == 1, "two hours have not passed"
    hook.secret = "lost"
    for misses in (1, 2):
        wire.control("clock", {"advance_seconds": 2 * HOURS + 1})
        wire.control("due")
        assert stands(wire) == ("ACTIVE", misses)
    hook.secret = "parent-secret"
    wire.control("clock", {"advance_seconds": 2 * HOURS + 1})
    wire.control("due")
    assert stands(wire) == ("ACTIVE", 0), "one good answer forgives the misses"
    hook.secret = "lost"
    for _ in range(3):
        wire.control("clock", {"advance_seconds": 2 * HOURS + 1})
        wire.control("due")
    assert stands(wire) == ("BLOCKED", 3)
    asked = len(hook.challenges)
    wire.control("clock", {"advance_seconds": 9 * HOURS})
    wire.control("due")
    assert len(hook.challenges) == asked, "a blocked address is left alone"
    assert "no webhook" in wire.refused("acts/resync", {"client_id": wire.client_id})
    hook.secret = "parent-secret"
    again = {"client_id": "parent", "kind": "RESYNC_JOBS", "url": hook("/jobs")}
    wire.control("webhooks/validate", again)
    assert stands(wire) == ("ACTIVE", 0)
    wire.control("acts/resync", {"client_id": wire.client_id})


@pytest.mark.row("7.1/portal")
def test_an_event_type_has_one_address_and_only_the_parent_has_it(wire: Wire, hook: Receiver) -> None:
    portal(wire, hook, path="/old")
    portal(wire, hook, path="/new")
    assert [one["url"] for one in wire.look("webhooks")["webhooks"]] == [hook("/new")]
    child = {"client_id": wire.client_id, "kind": "RESYNC_JOBS", "url": hook("/child")}
    assert "parent" in wire.refused("webhooks", child)


@pytest.mark.row("7.4/RESYNC_JOBS")
@pytest.mark.parametrize(("jobs", "everything"), [([], True), (["J-1", "J-2"], False)])
def test_jobs_are_asked_for_again(wire: Wire, hook: Receiver, jobs: list[str], everything: bool) -> None:
    portal(wire, hook)
    wire.control("acts/resync", {"client_id": wire.client_id, "external_job_posting_ids": jobs})
    wire.control("pushes/deliver")
    (event,) = hook.received
    expected: dict[str, Any] = {"developerApplicationUrn": wire.urn, "type": "RESYNC_JOBS"}
    expected |= {"syncAllOpenJobs": everything} | ({"externalJobPostingIds": jobs} if jobs else {})
    assert event.json == expected
    assert event.headers["X-LI-Signature"] == mac("parent-secret", "hmacsha256=" + event.body.decode())


@pytest.mark.row("7.4/JOB_POSTING_STATUS")
def test_a_job_that_linkedin_closes_is_told_of(wire: Wire, hook: Receiver) -> None:
    portal(wire, hook, "JOB_POSTING_STATUS")
    wire.post_jobs(JOB)
    assert wire.job_status()["listingStatus"] == "LISTED"
    wire.control("acts/job-reported", {"client_id": wire.client_id, "external_job_posting_id": "J-1"})
    wire.control("pushes/deliver")
    told = hook.received[0].json
    assert (told["type"], told["developerApplicationUrn"]) == ("JOB_POSTING_STATUS", wire.urn)
    assert (told["externalJobPostingId"], told["listingStatus"]) == ("J-1", "NOT_LISTED")


@pytest.mark.row("7.4/JOB_POSTING_STATUS")
def test_a_job_that_goes_off_site_is_told_of(wire: Wire, hook: Receiver) -> None:
    hook.secret = wire.secret
    wire.connect("apply-connect")
    wire.post_jobs(JOB | {"onsiteApplyConfiguration": {"jobApplicationWebhookUrl": hook("/apply")}})
    portal(wire, hook, "JOB_POSTING_STATUS")
    wire.control("acts/job-offsite", {"client_id": wire.client_id, "external_job_posting_id": "J-1"})
    wire.control("pushes/deliver")
    assert hook.received[0].json["linkedInApplyStatus"] == "NOT_ENABLED"


# --- pushes of Recruiter ------------------------------------------------------------------------------------------


def exported(wire: Wire, hook: Receiver) -> str:
    """Export one person; the request id. The notices of the set-up are out of the way."""
    hook.secret = wire.secret
    wire.connect("contract", hook("/callback"))
    wire.post_jobs(JOB)
    wire.control("pushes/deliver")
    hook.received.clear()
    act = {"seat": 2, "member": "sol", "external_job_posting_id": "J-1"}
    return str(wire.control("acts/export", act)["request_id"])


@pytest.mark.row("7.3/EXPORT_CANDIDATE_PROFILE", "7.2/signature", "14/exportedCandidates")
def test_a_push_holds_an_id_and_no_data(wire: Wire, hook: Receiver) -> None:
    request = exported(wire, hook)
    wire.control("pushes/deliver")
    (event,) = hook.received
    assert set(event.json) == {"id", "type", "expiresAt"}
    assert (event.json["id"], event.json["type"]) == (request, "EXPORT_CANDIDATE_PROFILE")
    assert event.headers["X-LI-Signature"] == mac(wire.secret, "hmacsha256=" + event.body.decode())
    (element,) = wire.call("GET", f"/v2/exportedCandidates?q=request&requestId={request}").json()["elements"]
    assert (element["externalJobPostingId"], element["candidate"]["lastName"]) == ("J-1", "Brekke")


@pytest.mark.row("A-18", "7.3/2xx")
@pytest.mark.parametrize(("wire", "calls"), [({"A-18": "6"}, 7), ({"A-18": "0"}, 1)], indirect=["wire"])
def test_a_push_that_is_not_taken_is_repeated(wire: Wire, hook: Receiver, calls: int) -> None:
    exported(wire, hook)
    wire.control("clock", {"freeze": True})
    hook.statuses = [500] * 20
    for _ in range(9):
        wire.control("pushes/deliver")
        wire.control("clock", {"advance_seconds": 400})
    assert len(hook.received) == calls


@pytest.mark.row("A-17", "14/request-expiry")
@pytest.mark.parametrize(("wire", "hours"), [({"A-17": "24"}, 24), ({"A-17": "1"}, 1)], indirect=["wire"])
def test_a_request_id_ends(wire: Wire, hook: Receiver, hours: int) -> None:
    request = exported(wire, hook)
    path = f"/v2/exportedCandidates?q=request&requestId={request}"
    wire.control("clock", {"advance_seconds": hours * HOURS - 60})
    token = wire.get_token(wire.client_id, wire.secret)
    assert len(wire.call("GET", path, token=token).json()["elements"]) == 1
    wire.control("clock", {"advance_seconds": 61})
    assert wire.call("GET", path, token=token).json()["elements"] == []


@pytest.mark.row("A-08", "5.4/two-secrets")
@pytest.mark.parametrize(("wire", "elder"), [({"A-08": "elder"}, True), ({"A-08": "newer"}, False)], indirect=["wire"])
def test_one_of_two_secrets_signs(wire: Wire, hook: Receiver, elder: bool) -> None:
    exported(wire, hook)
    path = "/v2/developerApplicationsSecurity?action=rollDeveloperApplicationSecret"
    rolled = wire.call("POST", path, {}, X_RestLi_Method="action").json()["value"]["client_secret"]
    wire.control("pushes/deliver")
    signed = hook.received[0].headers["X-LI-Signature"]
    assert signed == mac(wire.secret if elder else rolled, "hmacsha256=" + hook.received[0].body.decode())


@pytest.mark.row("A-16")
@pytest.mark.parametrize(("wire", "challenges"), [({"A-16": "off"}, 0), ({"A-16": "on"}, 1)], indirect=["wire"])
def test_a_callback_url_is_challenged_or_not(wire: Wire, hook: Receiver, challenges: int) -> None:
    hook.secret = wire.secret
    wire.connect("contract", hook("/callback"))
    assert len(hook.challenges) == challenges


@pytest.mark.row("A-18")
@other(A_18="0")
def test_an_application_is_repeated_whatever_is_assumed_of_recruiters_pushes(wire: Wire, hook: Receiver) -> None:
    hook.secret = wire.secret
    wire.connect("apply-connect")
    wire.post_jobs(JOB | {"onsiteApplyConfiguration": {"jobApplicationWebhookUrl": hook("/apply")}})
    hook.statuses = [500]
    wire.control("acts/apply", {"member": "sol", "external_job_posting_id": "J-1"})
    wire.control("pushes/deliver")
    wire.control("clock", {"advance_seconds": 5})
    wire.control("pushes/deliver")
    assert len(hook.received) == 2
