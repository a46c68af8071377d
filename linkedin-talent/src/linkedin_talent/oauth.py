"""OAuth 2.0 and OpenID Connect: application tokens, member sign-in, introspection.

Source: LinkedIn's pages "Authorization Code Flow", "Client Credential Flow", "Token Introspection" and "Sign In
with LinkedIn using OpenID Connect".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

import httpx
from pydantic import ConfigDict, field_validator

from linkedin_talent.assumptions import PERSON_URN_PREFIX
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.errors import LinkedInError, ReplyError, TokenError
from linkedin_talent.exchange import Deadline, Reply, send
from linkedin_talent.records import WireRecord, read_record
from linkedin_talent.tokens import AccessToken, Application, Clock, TokenStore

__all__ = ["ApplicationTokens", "ConsentError", "Introspection", "MemberToken", "OAuth", "UserInfo"]

_UNAUTHORIZED = 401
_TRY_NEXT_SECRET = "invalid_client_id"  # noqa: S105 - an error code


class ConsentError(LinkedInError):
    """The member's browser came back without a code; `code` is OAuth's `error`, e.g. `user_cancelled_login`."""

    @property
    def cancelled(self) -> bool:
        """The member did not want to."""
        return self.code in {"user_cancelled_login", "user_cancelled_authorize"}


@dataclass(frozen=True, slots=True)
class MemberToken:
    """A member's token from the authorization code flow, good for `userinfo`; it lives 60 days.

    A refresh token comes to some applications and ends a year after the consent, however often it is used. The id
    token, with the scope `openid`, is passed on unread: `userinfo` says the same and needs no check of signatures.
    """

    value: str = field(repr=False)
    expires_at: datetime
    scope: str = ""
    refresh_token: str = field(default="", repr=False)
    refresh_expires_at: datetime | None = None
    id_token: str = field(default="", repr=False)


class UserInfo(WireRecord):
    """OpenID claims of the member. `sub` differs for the same member under another application."""

    model_config = ConfigDict(alias_generator=None)

    sub: str
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    picture: str = ""
    email: str | None = None
    email_verified: bool | None = None
    locale: str = ""

    @field_validator("locale", mode="before")
    @classmethod
    def _locale_as_text(cls, value: Any) -> Any:
        """LinkedIn's sample has `en-US`; in the field `{"country": "US", "language": "en"}` is seen too."""
        if not isinstance(value, Mapping):
            return value or ""
        return "-".join(part for part in (value.get("language"), value.get("country")) if isinstance(part, str))

    @property
    def person_urn(self) -> str:
        """The member's URN towards this application (A-42)."""
        return PERSON_URN_PREFIX + self.sub


class Introspection(WireRecord):
    """What LinkedIn says of a token; times are epoch seconds."""

    model_config = ConfigDict(alias_generator=None)

    active: bool
    client_id: str = ""
    authorized_at: int | None = None
    created_at: int | None = None
    expires_at: int | None = None
    status: str = ""
    auth_type: str = ""
    scope: str = ""


class OAuth:
    """LinkedIn's authorization server, for one application."""

    def __init__(
        self, endpoints: Endpoints, application: Application, http: httpx.Client, clock: Clock, deadline: float
    ) -> None:
        self._endpoints = endpoints
        self._application = application
        self._http = http
        self._clock = clock
        self._seconds = deadline

    def authorization_url(self, *, redirect_uri: str, state: str, scopes: Sequence[str] = ("openid", "profile")) -> str:
        """Where to send the member's browser. LinkedIn returns `code` and `state`, or `error`."""
        query = {
            "response_type": "code",
            "client_id": self._application.client_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "scope": " ".join(scopes),
        }
        return f"{self._endpoints.authorization}?{urlencode(query)}"

    def exchange(self, code: str, *, redirect_uri: str) -> MemberToken:
        """The member's token for the code of the redirect; a code lives 30 minutes and works once."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return self._member_token(form)

    def refresh(self, refresh_token: str) -> MemberToken:
        """A new token of the member's (LinkedIn: Programmatic Refresh Tokens). TokenError when it has ended."""
        return self._member_token({"grant_type": "refresh_token", "refresh_token": refresh_token})

    @staticmethod
    def code_from(query: Mapping[str, str], *, state: str) -> str:
        """The code in the parameters the browser came back with. ConsentError for a refusal or another state."""
        if not compare_digest(query.get("state", "").encode(), state.encode()):
            raise ConsentError("the browser came back with another state", code="state", permanent=True)
        if not query.get("code"):
            said = query.get("error_description") or query.get("error") or "no code"
            raise ConsentError(said, code=query.get("error", ""), permanent=True)
        return query["code"]

    def userinfo(self, token: MemberToken | AccessToken) -> UserInfo:
        """Who the member is."""
        headers = {"Authorization": f"Bearer {token.value}", "Accept": "application/json"}
        reply = send(
            self._http,
            "GET",
            self._endpoints.userinfo,
            headers=headers,
            content=None,
            deadline=Deadline(self._seconds),
        )
        return read_record(UserInfo, reply.object())

    def introspect(self, token: str) -> Introspection:
        """Whether a token of this application is active. Another application's token reads inactive."""
        reply = self._with_secret(self._endpoints.introspection, {"token": token}, Deadline(self._seconds))
        return read_record(Introspection, _granted(reply))

    def application_token(self, deadline: Deadline | None = None) -> AccessToken:
        """A fresh two-legged token; `ApplicationTokens` is the way to reuse one."""
        return self._grant({"grant_type": "client_credentials"}, deadline or Deadline(self._seconds))[0]

    def _member_token(self, form: dict[str, str]) -> MemberToken:
        token, body = self._grant(form, Deadline(self._seconds))
        return MemberToken(
            token.value,
            token.expires_at,
            str(body.get("scope", "")),
            str(body.get("refresh_token", "")),
            self._end_of(body.get("refresh_token_expires_in")),
            str(body.get("id_token", "")),
        )

    def _end_of(self, life: Any) -> datetime | None:
        return self._clock() + timedelta(seconds=int(life)) if str(life).isdecimal() else None

    def _grant(self, form: dict[str, str], deadline: Deadline) -> tuple[AccessToken, dict[str, Any]]:
        asked_at = self._clock()
        body = _granted(self._with_secret(self._endpoints.token, form, deadline))
        try:
            # One of LinkedIn's pages prints the number as text.
            life = timedelta(seconds=int(body["expires_in"]))
            return AccessToken(str(body["access_token"]), asked_at + life), body
        except (KeyError, TypeError, ValueError) as problem:
            raise ReplyError("the token reply lacks access_token or expires_in") from problem

    def _with_secret(self, url: str, form: dict[str, str], deadline: Deadline) -> Reply:
        """Post with each active secret until one is accepted as ours."""
        reply = None
        for secret in self._application.client_secrets:
            reply = self._post(
                url, form | {"client_id": self._application.client_id, "client_secret": secret}, deadline
            )
            if not _wrong_secret(reply):
                return reply
        assert reply is not None  # noqa: S101 - an application has at least one secret
        return reply

    def _post(self, url: str, form: Mapping[str, str], deadline: Deadline) -> Reply:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        content = urlencode(form).encode("ascii")
        return send(self._http, "POST", url, headers=headers, content=content, deadline=deadline)


class ApplicationTokens:
    """The application's own token: reused until shortly before its end, fetched once for all callers."""

    def __init__(self, oauth: OAuth, client_id: str, store: TokenStore, clock: Clock) -> None:
        self._oauth = oauth
        self._client_id = client_id
        self._store = store
        self._clock = clock

    def current(self, deadline: Deadline) -> AccessToken:
        """A token that will outlive the call."""
        return self._obtain(lambda token: token.usable(self._clock()), deadline)

    def instead_of(self, refused: AccessToken, deadline: Deadline) -> AccessToken:
        """A token other than the one LinkedIn has just refused."""
        return self._obtain(lambda token: token.value != refused.value and token.usable(self._clock()), deadline)

    def _obtain(self, usable: Callable[[AccessToken], bool], deadline: Deadline) -> AccessToken:
        return self._store.obtain(self._client_id, usable=usable, fetch=lambda: self._oauth.application_token(deadline))


def _wrong_secret(reply: Reply) -> bool:
    said = reply.body if isinstance(reply.body, dict) else {}
    return reply.status == _UNAUTHORIZED and said.get("error") == _TRY_NEXT_SECRET


def _granted(reply: Reply) -> dict[str, Any]:
    """The body, or TokenError for what the authorization server refuses; its own failures stay what they are."""
    try:
        return reply.object()
    except LinkedInError as error:
        if not error.permanent:
            raise
        raise TokenError(
            error.message, status=error.status, code=error.code, permanent=True, uuid=error.uuid
        ) from error
