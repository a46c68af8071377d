"""Who wants to know is told every request and its answer, without the token."""

import httpx
import pytest
from fake_linkedin import ORGANIZATION, FakeLinkedIn
from linkedin_talent import Application, CandidateKey, Endpoints, LinkedInClient
from linkedin_talent.errors import LinkedInError
from linkedin_talent.exchange import Exchange


@pytest.fixture
def told() -> list[Exchange]:
    return []


@pytest.fixture
def observed(linkedin: FakeLinkedIn, told: list[Exchange]) -> LinkedInClient:
    return linkedin.client(observer=told.append)


def test_a_call_is_told_with_its_answer(linkedin: FakeLinkedIn, observed: LinkedInClient, told: list[Exchange]) -> None:
    linkedin.will_answer({"elements": []})
    observed.exports.requested("8d0f")
    [exchange] = told
    assert (exchange.verb, exchange.reply and exchange.reply.status) == ("GET", 200)
    assert exchange.url.endswith("/v2/exportedCandidates?q=request&requestId=8d0f")


def test_neither_token_nor_secret_is_told(
    linkedin: FakeLinkedIn, observed: LinkedInClient, told: list[Exchange]
) -> None:
    linkedin.will_answer({"results": {}, "errors": {}})
    observed.candidates.delete([CandidateKey("C-1", ORGANIZATION)])
    assert told[0].headers["Authorization"] == "Bearer ***"
    assert "token-1" not in repr(told)
    assert "secret-a" not in repr(told)


def test_a_call_without_an_answer_is_told_with_the_error(told: list[Exchange]) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/v2/accessToken":
            return httpx.Response(200, json={"access_token": "token-1", "expires_in": 1800})
        raise httpx.ConnectError("gone")

    http = httpx.Client(transport=httpx.MockTransport(broken))
    client = LinkedInClient(Endpoints.linkedin(), Application("id", ("s",)), http=http, observer=told.append)
    with pytest.raises(LinkedInError):
        client.exports.requested("8d0f")
    assert told[0].reply is None
    assert "ConnectError" in str(told[0].error)
