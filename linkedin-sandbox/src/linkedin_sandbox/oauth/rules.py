"""OAuth 2.0 as LinkedIn does it: codes, tokens, introspection (authentication pages).

Only digests of tokens are kept.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox import addresses
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.oauth import identity
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.state import State, world

CODE_LIFE = 30 * 60
MEMBER_TOKEN_LIFE = 60 * 24 * 3600
REFRESH_TOKEN_LIFE = 365 * 24 * 3600
APPLICATION_TOKEN_LIFE = 30 * 60
SCOPES = {
    "openid": "Who you are on LinkedIn",
    "profile": "Your name and picture",
    "email": "Your primary e-mail address",
}


class TokenRefusal(Exception):
    """The token endpoint's refusal: status, OAuth error, description."""

    def __init__(self, status: int, error: str, description: str, section: str = "3.2") -> None:
        super().__init__(description)
        self.status = status
        self.error = error
        self.description = description
        self.section = section


@dataclass(frozen=True)
class Asked:
    """A checked authorization request, ready for the member's answer."""

    application: Application
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    nonce: str


@dataclass(frozen=True)
class Holder:
    """Whom a token speaks for."""

    application: Application
    member: str | None
    scopes: tuple[str, ...]


# --- authorization ------------------------------------------------------------------------------------------------


def asked(state: State, query: Mapping[str, str]) -> Asked:
    """Check an authorization request. Raises Refusal 401: what is wrong is shown, never redirected."""
    application = provisioning.by_client_id(state, query.get("client_id", ""))
    if application is None:
        raise Refusal(401, "Client_id doesn't match", section="3.1")
    redirect_uri = query.get("redirect_uri", "")
    bare = _bare(redirect_uri)
    if bare is None or bare not in {_bare(one) for one in application.callbacks} or "#" in redirect_uri:
        raise Refusal(401, "Redirect_uri doesn't match", section="3.1")
    if query.get("response_type") != "code":
        raise Refusal(401, "Response_type doesn't match", section="3.1")
    scopes = tuple(query.get("scope", "").split())
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Refusal(401, "Invalid scope", section="3.1")
    return Asked(application, redirect_uri, scopes, query.get("state", ""), query.get("nonce", ""))


def allow(state: State, request: Asked, member: str) -> str:
    """The member agrees; the code. Other scopes than before end the member's earlier tokens."""
    code = "AQ" + secrets.token_urlsafe(40)
    scope = " ".join(request.scopes)
    with state.db.transaction():
        state.db.do(
            "update tokens set revoked = 1 where application = ? and member = ? and scope <> ?",
            (request.application.id, member, scope),
        )
        state.db.add(
            "codes",
            code=_digest(code),
            application=request.application.id,
            member=member,
            redirect_uri=request.redirect_uri,
            scope=scope,
            nonce=request.nonce,
            expires_at=_seconds(state) + CODE_LIFE,
        )
    return code


def _bare(uri: str) -> addresses.Address | None:
    """What is compared of a redirect address: query parameters are not."""
    return addresses.read(uri)


# --- tokens -------------------------------------------------------------------------------------------------------


def token(state: State, form: Mapping[str, str]) -> dict[str, Any]:
    """The token endpoint. Raises TokenRefusal."""
    grants = {
        "authorization_code": _by_code,
        "client_credentials": _by_credentials,
        "refresh_token": _by_refresh_token,
    }
    grant = _needed(form, "grant_type")
    if grant not in grants:
        raise TokenRefusal(400, "unsupported_grant_type", f'The grant type "{grant}" is not supported')
    return grants[grant](state, form)


def _by_code(state: State, form: Mapping[str, str]) -> dict[str, Any]:
    code, redirect_uri = _needed(form, "code"), _needed(form, "redirect_uri")
    application = authenticated(state, form)
    row = state.db.row("select * from codes where code = ?", (_digest(code),))
    if row is None:
        raise TokenRefusal(401, "invalid_request", "Unable to retrieve access token: authorization code not found")
    if (
        row["application"] != application.id
        or row["redirect_uri"] != redirect_uri
        or row["expires_at"] <= _seconds(state)
        or not state.db.do("update codes set used = 1 where code = ? and used = 0", (row["code"],))
    ):
        raise TokenRefusal(
            400,
            "invalid_redirect_uri",
            "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. "
            "Or authorization code expired. Or external member binding exists",
        )
    return _member_tokens(state, application, row)


def _member_tokens(state: State, application: Application, code: sqlite3.Row) -> dict[str, Any]:
    scope, member = code["scope"], code["member"]
    reply = {
        "access_token": _issue(state, "access", application.id, member, scope, life=MEMBER_TOKEN_LIFE),
        "expires_in": MEMBER_TOKEN_LIFE,
        "refresh_token": _issue(state, "refresh", application.id, member, scope, life=REFRESH_TOKEN_LIFE),
        "refresh_token_expires_in": REFRESH_TOKEN_LIFE,
        "scope": ",".join(scope.split()),
        "token_type": "Bearer",
    }
    person = world.member(state, member)
    if "openid" in scope.split() and person:
        reply["id_token"] = identity.id_token(state, application, person, scope.split(), code["nonce"])
    return reply


def _by_credentials(state: State, form: Mapping[str, str]) -> dict[str, Any]:
    application = authenticated(state, form)
    text = _issue(state, "access", application.id, None, "", life=APPLICATION_TOKEN_LIFE)
    return {"access_token": text, "expires_in": APPLICATION_TOKEN_LIFE, "token_type": "Bearer"}


def _by_refresh_token(state: State, form: Mapping[str, str]) -> dict[str, Any]:
    text = _needed(form, "refresh_token")
    application = authenticated(state, form)
    row = _row(state, text, "refresh")
    now = _seconds(state)
    if row is None or row["application"] != application.id or row["revoked"] or row["expires_at"] <= now:
        raise TokenRefusal(
            400,
            "invalid_request",
            "The provided authorization grant or refresh token is invalid, expired or revoked",
        )
    return {
        "access_token": _issue(state, "access", application.id, row["member"], row["scope"], life=MEMBER_TOKEN_LIFE),
        "expires_in": MEMBER_TOKEN_LIFE,
        "refresh_token": text,
        "refresh_token_expires_in": row["expires_at"] - now,
        "scope": ",".join(row["scope"].split()),
        "token_type": "Bearer",
    }


def authenticated(state: State, form: Mapping[str, str]) -> Application:
    """The application that names its id and one of its secrets. Raises TokenRefusal."""
    client_id, secret = _needed(form, "client_id"), _needed(form, "client_secret")
    application = provisioning.by_client_id(state, client_id)
    if application is None:
        raise TokenRefusal(400, "invalid_client_id", f'The passed in client_id is invalid "{client_id}"')
    if not any(secrets.compare_digest(secret.encode(), one.encode()) for one in application.secrets):
        raise TokenRefusal(401, "invalid_client_id", "Client authentication failed")
    return application


def holder(state: State, text: str) -> Holder:
    """Whom a bearer token speaks for. Raises Refusal 401 with LinkedIn's words."""
    if not text:
        raise Refusal(401, "Empty oauth2_access_token", section="2.7", service_code=401)
    row = _row(state, text, "access")
    application = provisioning.by_id(state, row["application"]) if row else None
    if row is None or application is None:
        raise Refusal(401, "Invalid access token", section="2.7", service_code=65600)
    if row["revoked"]:
        code = int(state.assumptions["A-05"])
        raise Refusal(401, "The token used in the request has been revoked", section="2.7", service_code=code)
    if row["expires_at"] <= _seconds(state):
        raise Refusal(401, "The token used in the request has expired", section="2.7", service_code=65602)
    return Holder(application, row["member"], tuple(row["scope"].split()))


def introspect(state: State, form: Mapping[str, str]) -> dict[str, Any]:
    """What a token is. Raises TokenRefusal for a bad client or an unknown token."""
    application = authenticated(state, form)
    row = _row(state, _needed(form, "token"), None)
    if row is None:
        raise TokenRefusal(400, "invalid_request", "The token is not valid", "3.3")
    if row["application"] != application.id:
        return {"active": False}
    ended = row["expires_at"] <= _seconds(state)
    word = "revoked" if row["revoked"] else "expired" if ended else "active"
    found = {
        "active": word == "active",
        "client_id": application.client_id,
        "authorized_at": row["created_at"],
        "created_at": row["created_at"],
        "expires_at": row["expires_at"],
        "status": word,
        "auth_type": "3L" if row["member"] else "2L",
    }
    return found | ({"scope": ",".join(row["scope"].split())} if row["member"] else {})


def revoke_all(state: State, application: int | None = None) -> int:
    """End every token of an application, or of all; how many."""
    return state.db.do("update tokens set revoked = 1 where ? is null or application = ?", (application, application))


def _issue(state: State, kind: str, application: int, member: str | None, scope: str, *, life: int) -> str:
    text = "AQ" + secrets.token_urlsafe(360)
    now = _seconds(state)
    state.db.add(
        "tokens",
        digest=_digest(text),
        kind=kind,
        application=application,
        member=member,
        scope=scope,
        created_at=now,
        expires_at=now + life,
    )
    return text


def _row(state: State, text: str, kind: str | None) -> sqlite3.Row | None:
    return state.db.row("select * from tokens where digest = ? and ? in (kind, '')", (_digest(text), kind or ""))


def _needed(form: Mapping[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise TokenRefusal(400, "invalid_request", f'A required parameter "{name}" is missing')
    return value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _seconds(state: State) -> int:
    return state.clock.now() // 1000
