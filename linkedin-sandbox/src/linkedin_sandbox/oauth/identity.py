"""OpenID Connect: who the member is, signed (Sign In with LinkedIn using OpenID Connect)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.state import State, persons, world

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

KEY_ID = "sandbox-1"
ID_TOKEN_LIFE = 3600
CLAIMS = ["iss", "aud", "iat", "exp", "sub", "name", "given_name", "family_name", "picture"]
CLAIMS += ["email", "email_verified", "locale"]


def discovery(base: str) -> dict[str, Any]:
    """The OpenID configuration document."""
    return {
        "issuer": f"{base}/oauth",
        "authorization_endpoint": f"{base}/oauth/v2/authorization",
        "token_endpoint": f"{base}/oauth/v2/accessToken",
        "userinfo_endpoint": f"{base}/v2/userinfo",
        "jwks_uri": f"{base}/oauth/openid/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email"],
        "claims_supported": CLAIMS,
    }


def keys(state: State) -> dict[str, Any]:
    """The public signing key as a JWK set."""
    public = _key(state).as_dict(private=False)
    return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}


def claims(application: Application, member: world.Member, scopes: Sequence[str]) -> dict[str, Any]:
    """What userinfo says; the e-mail address only where it was granted and exists."""
    found: dict[str, Any] = {"sub": persons.id_of(application.id, member.id)}
    if "profile" in scopes:
        found |= {"name": member.name, "given_name": member.first_name, "family_name": member.last_name}
        found |= {"locale": "en-US"}
    if "email" in scopes and member.emails:
        found |= {"email": member.emails[0], "email_verified": True}
    return found


def id_token(state: State, application: Application, member: world.Member, scopes: Sequence[str], nonce: str) -> str:
    """A signed id token for this application."""
    from joserfc import jwt  # here: a start should be quick

    now = state.clock.now() // 1000
    body = claims(application, member, scopes) | {
        "iss": f"{state.settings.base}/oauth",
        "aud": application.client_id,
        "iat": now,
        "exp": now + ID_TOKEN_LIFE,
    }
    if nonce:
        body["nonce"] = nonce
    return jwt.encode({"alg": "RS256", "kid": KEY_ID}, body, _key(state))


def _key(state: State) -> "RSAKey":
    """The signing key, made at its first use and kept with the state."""
    from joserfc.jwk import RSAKey  # here: a start should be quick

    pem = state.db.value("select value from meta where key = 'signing_key'")
    if pem is None:
        with state.db.transaction():
            made = RSAKey.generate_key(2048, private=True).as_pem(private=True).decode()
            state.db.do("insert or ignore into meta values ('signing_key', ?)", (made,))
            pem = state.db.value("select value from meta where key = 'signing_key'")
    return RSAKey.import_key(pem)
