"""Tokens: one for all callers until shortly before its end, one new one when LinkedIn refuses it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import httpx
import pytest
from fake_linkedin import NOW, FakeLinkedIn
from linkedin_talent import AccessToken, Application, Endpoints, LinkedInClient, errors
from linkedin_talent.tokens import EARLY, MemoryTokenStore

EMPTY: dict[str, list[str]] = {"elements": []}


@pytest.mark.req("RSC-106")
def test_one_token_serves_calls_until_shortly_before_it_expires(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    for _ in range(3):
        linkedin.will_answer(EMPTY)
        client.exports.requested("r")
        linkedin.advance(minutes=9)
    assert len(linkedin.token_requests) == 1
    linkedin.advance(minutes=2, seconds=1)  # 29 minutes and a second: less than EARLY remains
    linkedin.will_answer(EMPTY)
    client.exports.requested("r")
    assert len(linkedin.token_requests) == 2
    assert linkedin.last.headers["authorization"] == "Bearer token-2"


def test_the_grant_is_client_credentials_in_a_form(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer(EMPTY)
    client.exports.requested("r")
    assert linkedin.token_requests == [
        {"grant_type": "client_credentials", "client_id": "child-77", "client_secret": "secret-a"}
    ]


@pytest.mark.parametrize("life", [1800, "1800"])
def test_the_life_may_be_a_number_or_text(linkedin: FakeLinkedIn, client: LinkedInClient, life: object) -> None:
    linkedin.token_life = life
    assert client.oauth.application_token().expires_at == NOW + timedelta(seconds=1800)


def test_a_refused_token_is_replaced_once_and_the_call_repeated(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"serviceErrorCode": 65601}, 401)
    linkedin.will_answer(EMPTY)
    assert client.exports.requested("r") == []
    assert [request.headers["authorization"] for request in linkedin.requests] == ["Bearer token-1", "Bearer token-2"]


def test_a_second_refusal_is_final(linkedin: FakeLinkedIn, client: LinkedInClient) -> None:
    linkedin.will_answer({"serviceErrorCode": 65600, "message": "Invalid access token"}, 401)
    linkedin.will_answer({"serviceErrorCode": 65600, "message": "Invalid access token"}, 401)
    with pytest.raises(errors.AuthenticationError) as caught:
        client.exports.requested("r")
    assert caught.value.permanent
    assert len(linkedin.requests) == 2
    assert len(linkedin.token_requests) == 2


def test_callers_at_once_cause_one_fetch() -> None:
    store = MemoryTokenStore()
    fetched: list[int] = []
    start = Barrier(8)

    def fetch() -> AccessToken:
        fetched.append(1)
        return AccessToken("t", NOW + timedelta(minutes=30))

    def obtain(_: int) -> str:
        start.wait()
        return store.obtain("child", usable=lambda token: token.usable(NOW), fetch=fetch).value

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(obtain, range(8))) == {"t"}
    assert len(fetched) == 1


def test_a_failed_fetch_leaves_the_store_as_it_was() -> None:
    store = MemoryTokenStore()
    good = AccessToken("good", NOW + timedelta(minutes=30))

    def fail() -> AccessToken:
        raise errors.ServerError("down")

    store.obtain("child", usable=lambda _: True, fetch=lambda: good)
    with pytest.raises(errors.ServerError):
        store.obtain("child", usable=lambda _: False, fetch=fail)
    assert store.obtain("child", usable=lambda _: True, fetch=fail) is good


def test_a_token_close_to_its_end_is_not_usable() -> None:
    token = AccessToken("t", NOW + EARLY)
    assert not token.usable(NOW)
    assert token.usable(NOW - timedelta(seconds=1))


def test_secrets_and_tokens_do_not_print_themselves() -> None:
    assert "hush" not in repr(Application("id", ("hush",)))
    assert "hush" not in repr(AccessToken("hush", NOW))


@pytest.mark.parametrize(("client_id", "secrets"), [("", ("s",)), ("id", ()), ("id", ("",))])
def test_an_application_needs_an_id_and_a_secret(client_id: str, secrets: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="secret"):
        Application(client_id, secrets)


def _two_secrets(accepted: str) -> tuple[LinkedInClient, list[str]]:
    tried: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        secret = dict(httpx.QueryParams(request.content.decode()))["client_secret"]
        tried.append(secret)
        if secret != accepted:
            wrong = {"error": "invalid_client_id", "error_description": "Client authentication failed"}
            return httpx.Response(401, json=wrong)
        return httpx.Response(200, json={"access_token": "t", "expires_in": 1800})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    return LinkedInClient(Endpoints.linkedin(), Application("id", ("new", "old")), http=http), tried


def test_while_a_secret_is_rolled_both_are_tried_in_order() -> None:
    client, tried = _two_secrets("old")
    assert client.oauth.application_token().value == "t"
    assert tried == ["new", "old"]
    client, tried = _two_secrets("new")
    client.oauth.application_token()
    assert tried == ["new"]


def test_without_a_good_secret_the_token_endpoints_words_are_raised() -> None:
    client, tried = _two_secrets("other")
    with pytest.raises(errors.TokenError, match="Client authentication failed") as caught:
        client.oauth.application_token()
    assert (caught.value.status, caught.value.code, caught.value.permanent) == (401, "invalid_client_id", True)
    assert tried == ["new", "old"]
