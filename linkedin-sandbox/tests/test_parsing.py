"""Whatever is sent is read as it was sent, or refused; no bytes make the sandbox stumble."""

import json
import re
import socket
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from linkedin_sandbox.fixture import Sandbox
from linkedin_talent.restli import CompoundKey, Protocol, encode_key, encode_query

from .batches import wire
from .conftest import ORGANIZATION, Customer, candidate_record, job_record

SERVED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
PATHS = (
    "/v2/atsCandidates",
    "/v2/atsApplications",
    "/v2/atsApplications/(atsJobApplicationId:a,dataProvider:ATS)/stages",
    "/v2/simpleJobPostings",
    "/v2/simpleJobPostingTasks",
    "/v2/jobPostingStatus",
    "/v2/seatsV2",
    "/v2/conversationEvents",
    "/v2/provisionedApplications",
    "/v2/developerApplicationsSecurity",
    "/v2/atsIntegrations",
    "/v2/atsEntityAcls",
    "/rest/candidates",
    "/rest/seatsV2",
    "/rest/integrations",
    "/oauth/v2/accessToken",
    "/oauth/v2/introspectToken",
    "/oauth/v2/authorization",
    "/sandbox/api/world",
    "/sandbox/api/clock",
    "/sandbox/api/ledger",
    "/sandbox/api/acts/export",
    "/recruiter",
    "/login",
)
VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
HEADERS = (
    "Content-Type",
    "X-Restli-Method",
    "X-Restli-Protocol-Version",
    "X-HTTP-Method-Override",
    "Authorization",
    "LinkedIn-Version",
    "Cookie",
)
NASTY = st.sampled_from(
    ["(" * 3000, "List(" * 3000 + ")" * 3000, "²", "9" * 5000, "%00", "%ff%fe", "\ud800", "-1", "1e999", "null"]
)
QUERY_NAMES = st.sampled_from(
    ["ids", "ids[0]", "ids[²]", "ids[0].a", "start", "count", "q", "fields", "contracts", "action", "after", "limit"]
)


@pytest.fixture
def client(linkedin: Sandbox, enabled: Customer) -> Iterator[httpx.Client]:
    with wire(linkedin.base, enabled) as running:
        yield running


def exchange(base: httpx.URL, verb: str, target: bytes, headers: dict[str, bytes], body: bytes) -> int:
    """Send these very bytes, which no client library would; the status of the answer."""
    lines = [
        f"{verb} ".encode() + re.sub(rb"[\r\n]", b"", target) + b" HTTP/1.1",
        b"Host: localhost",
        b"Connection: close",
    ]
    lines += [name.encode() + b": " + value for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}".encode(), b"", body]
    with socket.create_connection((base.host, base.port or 80), timeout=20) as connection:
        connection.sendall(b"\r\n".join(lines))
        with connection.makefile("rb") as answer:
            return int(answer.readline().split()[1])


def key_of(name: str) -> CompoundKey:
    return CompoundKey(atsCandidateId=name, dataProvider="ATS", integrationContext=ORGANIZATION)


@pytest.mark.req("SB-04")
@SERVED
@given(names=st.lists(IDS, min_size=1, max_size=3, unique=True), protocol=st.sampled_from(Protocol))
@example(names=["a&b=c", "(x,y:z)", "''", "%41", "a+b c", "æ/?#[0].x"], protocol=Protocol.ONE)
@example(names=["a&b=c", "(x,y:z)", "''", "%41", "a+b c", "æ/?#[0].x"], protocol=Protocol.TWO)
def test_a_key_arrives_as_it_was_sent(client: httpx.Client, names: list[str], protocol: Protocol) -> None:
    headers = {"X-Restli-Protocol-Version": protocol.value}
    keys = [key_of(name) for name in names]
    url = f"/v2/atsCandidates?{encode_query({'ids': keys}, protocol)}"
    entities = {
        encode_key(key, protocol): candidate_record(firstName=name) for key, name in zip(keys, names, strict=True)
    }
    put = client.put(url, json={"entities": entities}, headers=headers)
    assert set(put.json()["results"]) == set(entities), put.text
    found = client.get(url, headers=headers).json()["results"]
    assert {one: found[one]["firstName"] for one in found} == {one: entities[one]["firstName"] for one in entities}
    client.delete(url, headers=headers)


@pytest.mark.req("SB-05")
@SERVED
@given(
    verb=st.sampled_from(VERBS),
    path=st.sampled_from(PATHS),
    query=st.lists(st.tuples(QUERY_NAMES, NASTY | st.text(max_size=6)), max_size=3),
    headers=st.dictionaries(
        st.sampled_from(HEADERS),
        st.binary(max_size=12).map(lambda raw: bytes(b for b in raw if b not in b"\r\n\0").strip()),
        max_size=3,
    ),
    body=st.binary(max_size=40)
    | NASTY.map(lambda text: json.dumps({"entities": {text: {}}, "elements": [text], "id": text}).encode())
    | NASTY.map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_bytes_are_answered_with_a_5xx(
    client: httpx.Client, *, verb: str, path: str, query: list[tuple[str, str]], headers: dict[str, bytes], body: bytes
) -> None:
    target = path.encode() + b"?" + "&".join(f"{name}={text}" for name, text in query).encode("utf-8", "surrogatepass")
    signed = {"Authorization": client.headers["Authorization"].encode(), "LinkedIn-Version": b"202611"} | headers
    status = exchange(client.base_url, verb, target, signed, body)
    assert status < 500, (verb, target[:200], headers, body[:200])


CANDIDATE = f"ids[0].atsCandidateId=C&ids[0].dataProvider=ATS&ids[0].integrationContext={ORGANIZATION}"
TUNNELLED = {"X-HTTP-Method-Override": b"GET", "Content-Type": b"application/x-www-form-urlencoded"}
CREATE = {"X-Restli-Method": b"batch_create"}


def candidate(**changes: object) -> bytes:
    key = CANDIDATE.replace("ids[0].", "")
    return json.dumps({"entities": {key: candidate_record(**changes)}}).encode()


def job(**changes: object) -> bytes:
    return json.dumps({"elements": [job_record(**changes)]}).encode()


@pytest.mark.req("SB-05")
@pytest.mark.parametrize(
    ("verb", "target", "headers", "body"),
    [
        ("GET", "/v2/atsCandidates?ids=" + "List(" * 500 + ")" * 500, {"X-Restli-Protocol-Version": b"2.0.0"}, b""),
        ("POST", "/v2/atsCandidates", TUNNELLED, b"ids[" + b"9" * 5000 + b"].a=1"),
        ("POST", "/v2/atsCandidates", TUNNELLED, b"ids=\xff"),
        (
            "POST",
            "/v2/atsCandidates",
            {"X-HTTP-Method-Override": b"PUT", "Content-Type": b"multipart/mixed; boundary=\xff"},
            b"",
        ),
        ("GET", "/v2/seatsV2?q=attributes&contracts=urn:li:contract:²&start=²", {}, b""),
        ("GET", "/v2/seatsV2?q=attributes&start=0&contracts=urn:li:contract:" + "9" * 30, {}, b""),
        ("PUT", f"/v2/atsCandidates?{CANDIDATE}", {}, candidate(emailAddresses=["\ud800@x.test"])),
        ("PUT", f"/v2/atsCandidates?{CANDIDATE}", {}, b'{"entities":' + b"[" * 100_000),
        ("POST", "/v2/simpleJobPostings", CREATE, job(externalJobPostingId="\ud800")),
        ("POST", "/v2/simpleJobPostings", CREATE, job(title="Half a \ud800 character")),
        ("POST", "/v2/simpleJobPostings", CREATE, job(integrationContext="urn:li:organization:²")),
        ("POST", "/v2/simpleJobPostings", CREATE, job(integrationContext="urn:li:organization:" + "9" * 30)),
        ("GET", "/v2/jobPostingStatus?ids=²", {}, b""),
        ("POST", "/sandbox/api/clock", {}, b'{"set": 1' + b"0" * 30 + b"}"),
        ("POST", "/sandbox/api/clock", {}, b'{"advance_seconds": 1e300}'),
        ("POST", "/sandbox/api/acts/note", {}, b'{"seat": 2, "member": "sol", "text": "\\ud800"}'),
        ("POST", "/sandbox/api/feed", {}, b'{"url": "http://127.0.0.1:1/f", "interval_seconds": 1e300}'),
        ("GET", "/sandbox/api/ledger?after=" + "9" * 30, {}, b""),
        ("GET", "/jobs/view/" + "9" * 30, {}, b""),
    ],
)
def test_what_once_made_it_stumble_is_refused(
    client: httpx.Client, *, verb: str, target: str, headers: dict[str, bytes], body: bytes
) -> None:
    signed = {"Authorization": client.headers["Authorization"].encode()} | headers
    assert exchange(client.base_url, verb, target.encode(), signed, body) < 500
    for page in (
        "/sandbox/api/listings",
        "/sandbox/api/jobs-offered?seat=2",
        "/jobs",
        "/",
    ):  # and nothing of it lies in wait
        assert exchange(client.base_url, "GET", page.encode(), {}, b"") == 200


@pytest.mark.req("SB-05")
def test_a_body_that_is_not_json_arms_nothing(linkedin: Sandbox) -> None:
    reply = httpx.post(f"{linkedin.base}/sandbox/api/faults", content=b"status=500")
    assert reply.status_code == 400
    assert linkedin.get("faults")["faults"] == []
