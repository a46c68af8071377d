"""Member sign-in and introspection."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from fake_linkedin import NOW
from linkedin_talent import Application, Endpoints, LinkedInClient, errors
from linkedin_talent.oauth import ConsentError, MemberToken, UserInfo


class Server:
    """Answers every request with one reply."""

    def __init__(self, body: Any, status: int = 200) -> None:
        self.reply = httpx.Response(status, json=body)
        self.requests: list[httpx.Request] = []
        http = httpx.Client(transport=httpx.MockTransport(self))
        self.oauth = LinkedInClient(
            Endpoints.linkedin(), Application("child-77", ("s",)), http=http, clock=lambda: NOW
        ).oauth

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.reply

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.requests[-1].content.decode()))


def test_the_authorization_address_names_everything_linkedin_needs() -> None:
    url = Server({}).oauth.authorization_url(redirect_uri="https://ats.test/back?a=1", state="s&t", scopes=["openid"])
    assert url.startswith("https://www.linkedin.com/oauth/v2/authorization?")
    assert parse_qs(urlsplit(url).query) == {
        "response_type": ["code"],
        "client_id": ["child-77"],
        "redirect_uri": ["https://ats.test/back?a=1"],
        "state": ["s&t"],
        "scope": ["openid"],
    }


def test_a_code_is_exchanged_for_a_members_token() -> None:
    server = Server({"access_token": "AQX", "expires_in": 5184000, "scope": "openid,profile"})
    token = server.oauth.exchange("c-1", redirect_uri="https://ats.test/back")
    assert (token.value, token.expires_at, token.scope) == ("AQX", NOW + timedelta(days=60), "openid,profile")
    assert str(server.requests[0].url) == "https://www.linkedin.com/oauth/v2/accessToken"
    assert server.form == {
        "grant_type": "authorization_code",
        "code": "c-1",
        "redirect_uri": "https://ats.test/back",
        "client_id": "child-77",
        "client_secret": "s",
    }


def test_a_used_code_is_a_token_error_with_linkedins_words() -> None:
    said = "Unable to retrieve access token: authorization code not found"
    server = Server({"error": "invalid_request", "error_description": said}, 401)
    with pytest.raises(errors.TokenError, match=said):
        server.oauth.exchange("c-1", redirect_uri="https://ats.test/back")


def test_a_server_that_fails_is_not_a_refusal() -> None:
    with pytest.raises(errors.ServerError) as caught:
        Server({}, 503).oauth.application_token()
    assert not caught.value.permanent


@pytest.mark.parametrize("body", [{}, {"access_token": "t"}, {"access_token": "t", "expires_in": "soon"}])
def test_a_token_reply_must_hold_a_token_and_its_life(body: dict[str, Any]) -> None:
    with pytest.raises(errors.ReplyError):
        Server(body).oauth.application_token()


@pytest.mark.parametrize(
    ("locale", "read"),
    [("en-US", "en-US"), ({"country": "NO", "language": "nb"}, "nb-NO"), ({"language": "nb"}, "nb"), (None, "")],
)
def test_the_locale_may_be_text_or_an_object(locale: object, read: str) -> None:
    assert UserInfo.model_validate({"sub": "x", "locale": locale}).locale == read


def test_userinfo_gives_the_person_urn_and_optional_claims() -> None:
    server = Server({"sub": "782bbtaQ", "name": "Kari Lie", "given_name": "Kari", "family_name": "Lie"})
    info = server.oauth.userinfo(MemberToken("AQX", NOW))
    assert (info.person_urn, info.given_name, info.email) == ("urn:li:person:782bbtaQ", "Kari", None)
    assert str(server.requests[0].url) == "https://api.linkedin.com/v2/userinfo"
    assert server.requests[0].headers["authorization"] == "Bearer AQX"


def test_introspection_reads_what_linkedin_says_of_a_token() -> None:
    server = Server({"active": False, "client_id": "child-77", "status": "revoked", "auth_type": "2L"})
    said = server.oauth.introspect("AQX")
    assert (said.active, said.status, said.auth_type) == (False, "revoked", "2L")
    assert server.form == {"token": "AQX", "client_id": "child-77", "client_secret": "s"}


# --- the way back from the consent page -------------------------------------------------------------------------


def test_the_code_is_taken_from_the_way_back(client: LinkedInClient) -> None:
    assert client.oauth.code_from({"code": "AQTx", "state": "s-1"}, state="s-1") == "AQTx"


@pytest.mark.parametrize(
    ("query", "code", "cancelled"),
    [
        ({"state": "s-1", "error": "user_cancelled_login", "error_description": "no"}, "user_cancelled_login", True),
        ({"state": "s-1", "error": "user_cancelled_authorize"}, "user_cancelled_authorize", True),
        ({"state": "s-1", "error": "unauthorized_scope_error"}, "unauthorized_scope_error", False),
        ({"state": "s-1"}, "", False),
        ({"state": "another", "code": "AQTx"}, "state", False),
        ({"state": "æ", "code": "AQTx"}, "state", False),
        ({"code": "AQTx"}, "state", False),
    ],
)
def test_a_way_back_without_a_code_is_an_error(
    client: LinkedInClient, query: dict[str, str], code: str, cancelled: bool
) -> None:
    with pytest.raises(ConsentError) as raised:
        client.oauth.code_from(query, state="s-1")
    assert (raised.value.code, raised.value.cancelled, raised.value.permanent) == (code, cancelled, True)
