"""What every call has in common: headers, encoding, batches, pages, the time limit."""

import json
import socket
from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fake_linkedin import CONTRACT, ORGANIZATION, FakeLinkedIn
from hypothesis import given
from hypothesis import strategies as st
from linkedin_talent import Application, CandidateKey, Endpoints, LinkedInClient, errors
from linkedin_talent.exchange import Deadline
from linkedin_talent.restli import CompoundKey, Protocol, decode_key, encode_key, ids_in, untunnel


def _keys(count: int) -> list[CandidateKey]:
    return [CandidateKey(f"C-{number}", ORGANIZATION) for number in range(count)]


def _sent_ids(request: httpx.Request) -> list[str]:
    query = request.url.query.decode()
    if "x-http-method-override" in request.headers:
        query = untunnel(request.headers["content-type"], request.content).query
    return [encode_key(key, Protocol.ONE) for key in ids_in(query)]


def _agreeing(request: httpx.Request) -> dict[str, Any]:
    return {"results": {key: {"status": 204} for key in _sent_ids(request)}, "errors": {}}


class Agreeing(FakeLinkedIn):
    """Acknowledges every element; answers `breaks` from the n-th call on."""

    breaks_at = 10**6

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/oauth/v2/accessToken":
            broken = len(self.requests) >= self.breaks_at
            self.replies = [(500, {"message": "Internal Server Error"}) if broken else (200, _agreeing(request))]
        return super().__call__(request)


def test_v2_speaks_protocol_1_without_a_version(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"elements": []})
    client.exports.requested("8d0f")
    assert linkedin.line == "GET /v2/exportedCandidates?q=request&requestId=8d0f"
    assert linkedin.last.headers["authorization"] == "Bearer token-1"
    assert "x-restli-protocol-version" not in linkedin.last.headers
    assert "linkedin-version" not in linkedin.last.headers
    assert "content-type" not in linkedin.last.headers


def test_rest_speaks_protocol_2_with_a_version(linkedin: FakeLinkedIn, versioned: LinkedInClient) -> None:
    linkedin.will_answer({"elements": []})
    versioned.exports.requested("8d0f")
    assert linkedin.line == "GET /rest/exportedCandidates?q=request&requestId=8d0f"
    assert linkedin.last.headers["x-restli-protocol-version"] == "2.0.0"
    assert linkedin.last.headers["linkedin-version"] == "202601"


@pytest.mark.parametrize(("count", "cut"), [(1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])])
@pytest.mark.req("LIP-12")
def test_batches_are_cut_at_one_hundred(count: int, cut: list[int]) -> None:
    linkedin = Agreeing()
    result = linkedin.client().candidates.delete(_keys(count))
    assert result.ok
    assert list(result) == _keys(count)
    assert [len(_sent_ids(request)) for request in linkedin.requests] == cut


def test_a_key_named_twice_is_sent_once() -> None:
    linkedin = Agreeing()
    assert len(linkedin.client().candidates.delete(_keys(2) * 2)) == 2
    assert len(_sent_ids(linkedin.last)) == 2


def test_an_empty_batch_sends_nothing() -> None:
    linkedin = Agreeing()
    assert len(linkedin.client().candidates.delete([])) == 0
    assert linkedin.requests == []


def test_a_long_query_is_tunnelled() -> None:
    linkedin = Agreeing()
    client = linkedin.client()
    client.candidates.delete(_keys(20))
    assert linkedin.last.method == "DELETE"
    client.candidates.delete(_keys(60))
    assert linkedin.line == "POST /v2/atsCandidates"
    assert linkedin.last.headers["x-http-method-override"] == "DELETE"
    assert linkedin.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert linkedin.last.headers["x-restli-method"] == "batch_delete"


def test_a_long_write_is_tunnelled_with_its_body() -> None:
    linkedin = Agreeing()
    linkedin.client().candidates.link(dict.fromkeys(_keys(80), "urn:li:person:x"))
    assert linkedin.last.headers["x-http-method-override"] == "POST"
    read = untunnel(linkedin.last.headers["content-type"], linkedin.last.content)
    assert len(json.loads(read.content)["entities"]) == len(ids_in(read.query)) == 80


def test_what_was_acknowledged_survives_a_later_failure() -> None:
    linkedin = Agreeing()
    linkedin.breaks_at = 1
    result = linkedin.client().candidates.delete(_keys(250))
    assert [key for key in result if result[key].ok] == _keys(100)
    assert len(linkedin.requests) == 2  # after the failure nothing more is sent
    assert all(isinstance(error, errors.ServerError) for error in result.errors.values())


def test_a_failure_of_the_first_part_is_raised() -> None:
    linkedin = Agreeing()
    linkedin.breaks_at = 0
    with pytest.raises(errors.ServerError):
        linkedin.client().candidates.delete(_keys(250))


# --- reading batch replies --------------------------------------------------------------------------------------


@given(st.permutations(["atsCandidateId", "dataProvider", "integrationContext"]), st.sampled_from(Protocol))
def test_a_reply_is_matched_as_sets_of_members(order: list[str], protocol: Protocol) -> None:
    linkedin, key = FakeLinkedIn(), CandidateKey("C 1,(æ)", ORGANIZATION)
    members = key.compound()
    shuffled = encode_key(CompoundKey({name: members[name] for name in order}), protocol)
    linkedin.will_answer({"results": {shuffled: {"status": 201}}, "errors": {}})
    assert linkedin.client().candidates.delete([key])[key].status == 201


def test_elements_fail_one_by_one(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    good, refused, failed, silent = _keys(4)

    def name(key: CandidateKey) -> str:
        return encode_key(key.compound(), Protocol.ONE)

    linkedin.will_answer(
        {
            "results": {name(good): {"status": 204}, name(failed): {"status": 503}},
            "errors": {name(refused): {"status": 404, "message": "not known", "serviceErrorCode": 0}},
        }
    )
    result = client.candidates.delete([good, refused, failed, silent])
    assert not result.ok
    assert result[good].ok
    assert (result[refused].status, result.errors[refused].message) == (404, "not known")
    assert result.errors[refused].permanent
    assert (result[failed].status, result.errors[failed].permanent) == (503, False)
    assert (result[silent].status, result.errors[silent].permanent) == (0, False)


@pytest.mark.parametrize("body", [{}, {"results": None}, {"results": []}, {"results": {"((": {"status": 204}}}])
def test_a_reply_without_results_acknowledges_nothing(
    linkedin: FakeLinkedIn, client: LinkedInClient, body: dict[str, Any]
) -> None:
    linkedin.will_answer(body)
    key = _keys(1)[0]
    assert not client.candidates.delete([key])[key].ok


def test_a_status_beside_the_results_counts_too(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    key = _keys(1)[0]
    linkedin.will_answer({"results": {}, "statuses": {encode_key(key.compound(), Protocol.ONE): 204}})
    assert client.candidates.delete([key])[key].ok


# --- pages ------------------------------------------------------------------------------------------------------


def test_pages_are_read_until_one_is_not_full(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    for size in (100, 100, 3):
        linkedin.will_answer({"elements": [{"id": number} for number in range(size)], "paging": {}})
    assert len(list(client.seats.find([CONTRACT]))) == 203
    starts = [dict(httpx.QueryParams(request.url.query))["start"] for request in linkedin.requests]
    assert starts == ["0", "100", "200"]


def test_a_reply_without_elements_is_no_empty_page(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"paging": {}})
    with pytest.raises(errors.ReplyError):
        list(client.seats.find([CONTRACT]))


# --- the time limit ---------------------------------------------------------------------------------------------


class Trickle:
    """A server that sends a complete head and then one byte at a time, for ever."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            try:
                while True:
                    connection.sendall(b" ")
                    sleep(0.05)
            except OSError:
                return


def test_the_time_limit_is_one_for_all_steps_of_a_call() -> None:
    now = [100.0]
    deadline = Deadline(30, now=lambda: now[0])
    now[0] = 125.0
    assert deadline.left() == 5
    deadline.check()
    now[0] = 130.0
    with pytest.raises(errors.TransportError, match="time limit"):
        deadline.check()


def test_a_silent_server_ends_with_the_time_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        client = LinkedInClient(Endpoints(address, address, address), Application("id", ("s",)), deadline=0.3)
        began = monotonic()
        with client, pytest.raises(errors.TransportError, match="ReadTimeout"):
            client.exports.requested("r")
        assert monotonic() - began < 2


@pytest.mark.req("FLT-16")
def test_a_trickling_answer_ends_with_the_time_limit() -> None:
    server = Trickle()
    client = LinkedInClient(
        Endpoints(server.address, server.address, server.address), Application("id", ("s",)), deadline=0.5
    )
    began = monotonic()
    with client, pytest.raises(errors.TransportError):
        client.exports.requested("r")
    server.listener.close()
    server.thread.join(2)
    assert monotonic() - began < 2


def test_the_clients_keys_read_back() -> None:
    key = CandidateKey("C-1", ORGANIZATION)
    read = decode_key(encode_key(key.compound(), Protocol.TWO))
    assert isinstance(read, CompoundKey)
    assert CandidateKey.read(read) == key


# --- how a reply writes its keys --------------------------------------------------------------------------------

_ids = st.text(st.sampled_from(list(",():'%&=[]+ æ漢🙂ab1")), min_size=1, max_size=8)


def _as_little_as_it_must(text: str) -> str:
    """Rest.li's escaping in bodies and headers (LinkedIn's own client calls it reduced)."""
    return "".join(f"%{ord(sign):02X}" if sign in "(),':" else sign for sign in text)


@given(_ids, st.sampled_from([quote, _as_little_as_it_must, str]), st.sampled_from(Protocol))
def test_a_reply_may_escape_a_key_wholly_little_or_not_at_all(
    id_: str, spelling: Callable[[str], str], protocol: Protocol
) -> None:
    linkedin = FakeLinkedIn()
    linkedin.will_answer({"results": {spelling(id_): {"status": 204}}})
    client = linkedin.client(protocol=protocol)
    assert client.candidate_notes.delete(CandidateKey("C-1", ORGANIZATION), [id_]).ok


@given(_ids, _ids)
def test_a_compound_key_may_come_escaped_as_little_as_it_must(one: str, two: str) -> None:
    linkedin = FakeLinkedIn()
    context, candidate = _as_little_as_it_must(two), _as_little_as_it_must(one)
    key = f"(integrationContext:{context},atsCandidateId:{candidate},dataProvider:ATS)"
    linkedin.will_answer({"results": {key: {"status": 204}}})
    assert linkedin.client(protocol=Protocol.TWO).candidates.delete([CandidateKey(one, two)]).ok


def test_an_escaped_key_is_no_other_key(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"results": {"a%20b": {"status": 204}}})
    result = client.candidate_notes.delete(CandidateKey("C-1", ORGANIZATION), ["a b", "a%20b"])
    assert (result["a b"].ok, result["a%20b"].ok) == (True, False)
