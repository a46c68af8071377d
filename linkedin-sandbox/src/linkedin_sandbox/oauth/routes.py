"""/oauth/v2/…, OpenID discovery and userinfo."""

from urllib.parse import urlencode, urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    render_template_string,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from linkedin_sandbox import api, web
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.oauth import identity, rules
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.state import world

blueprint = Blueprint("oauth", __name__)
Answer = AnyResponse | tuple[AnyResponse, int]
PLAIN = """<!doctype html><meta charset="utf-8"><title>LinkedIn sandbox</title><p>{{ text }}</p>
{% if fields %}<form method="post" action="{{ action }}">
{% for name, value in fields.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}
<button name="answer" value="allow">Allow</button>
<button name="answer" value="cancel">Cancel</button></form>{% endif %}
"""


@blueprint.get("/oauth/v2/authorization")
def authorization() -> Answer:
    """The consent page, for the member signed in to the sandbox in this browser."""
    try:
        asked = rules.asked(web.state(), request.args)
    except Refusal as refusal:
        return _shown(refusal)
    member = web.signed_in()
    if member is None:
        return redirect(_login(request.full_path))
    return Response(_consent(asked, member))


@blueprint.post("/oauth/v2/authorization")
def answer() -> Answer:
    """The member's answer on the consent page."""
    try:
        asked = rules.asked(web.state(), request.form)
    except Refusal as refusal:
        return _shown(refusal)
    member = web.signed_in()
    if member is None:
        return _back(asked, error="user_cancelled_login", error_description="The user refused to sign in")
    if request.form.get("answer") != "allow":
        return _back(asked, error="user_cancelled_authorize", error_description="The user cancelled the authorization")
    web.call().name, web.call().member = asked.application.name, member.id
    web.call().effect(f"{member.name} allowed {' '.join(asked.scopes)}")
    return _back(asked, code=rules.allow(web.state(), asked, member.id))


@blueprint.post("/oauth/v2/accessToken")
def access_token() -> Answer:
    _name_caller()
    try:
        reply = rules.token(web.state(), request.form)
    except rules.TokenRefusal as refusal:
        return _token_refusal(refusal)
    web.call().effect(f"token for {reply['expires_in']} s")
    return jsonify(reply)


@blueprint.post("/oauth/v2/introspectToken")
def introspect() -> Answer:
    _name_caller()
    try:
        return jsonify(rules.introspect(web.state(), request.form))
    except rules.TokenRefusal as refusal:
        return _token_refusal(refusal)


@blueprint.get("/oauth/.well-known/openid-configuration")
def discovery() -> Answer:
    return jsonify(identity.discovery(web.state().settings.base))


@blueprint.get("/oauth/openid/jwks")
def jwks() -> Answer:
    return jsonify(identity.keys(web.state()))


@blueprint.get("/v2/userinfo")
def userinfo() -> Answer:
    return jsonify(_claims())


@blueprint.get("/v2/me")
def me() -> Answer:
    """The predecessor of userinfo; only its id is still worth asking for."""
    return jsonify(id=_claims()["sub"])


def _claims() -> dict[str, str]:
    asked = api.read()
    member = world.member(asked.state, asked.call.member or "")
    application = provisioning.by_id(asked.state, asked.call.application)
    if member is None or application is None:
        raise Refusal(403, "Not enough permissions to access: GET /userinfo", section="3.4")
    return identity.claims(application, member, asked.call.scope.split())


def _login(following: str) -> str:
    """Where a member signs in; the screens own that page."""
    return url_for("pages.login", next=following) if "pages" in current_app.blueprints else "/login"


def _consent(asked: rules.Asked, member: world.Member) -> str:
    given = {
        "application": asked.application.name,
        "client_id": asked.application.client_id,
        "scopes": [(scope, rules.SCOPES[scope]) for scope in asked.scopes],
        "member": member,
        "redirect_host": urlsplit(asked.redirect_uri).netloc,
        "action": "/oauth/v2/authorization",
        "fields": dict(request.args),
    }
    if "pages" in current_app.blueprints:
        return render_template("pages/consent.html", **given)
    return render_template_string(PLAIN, text=f"Allow {asked.application.name}?", **given)


def _back(asked: rules.Asked, **values: str) -> AnyResponse:
    if asked.state:
        values["state"] = asked.state
    joint = "&" if "?" in asked.redirect_uri else "?"
    return redirect(f"{asked.redirect_uri}{joint}{urlencode(values)}")


def _shown(refusal: Refusal) -> Answer:
    """What is wrong before a redirect is safe is a page, not a redirect."""
    web.call().broken(refusal.section, refusal.message)
    return Response(render_template_string(PLAIN, text=refusal.message)), refusal.status


def _token_refusal(refusal: rules.TokenRefusal) -> Answer:
    web.call().broken(refusal.section, refusal.description)
    return jsonify(error=refusal.error, error_description=refusal.description), refusal.status


def _name_caller() -> None:
    found = provisioning.by_client_id(web.state(), request.form.get("client_id", ""))
    if found:
        web.call().application, web.call().name = found.id, found.name
