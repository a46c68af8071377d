"""The Apply button: a member hands their profile to an application form (apply-with-linkedin pages)."""

import hashlib
import hmac
import json
from typing import Any

from flask import Blueprint, Response, request, url_for

from linkedin_sandbox import fields, web
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.frames.frame import Frame, answer, frame, show
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.state import world

routes = Blueprint("apply", __name__)
SIZES = ("small", "medium", "large")


@routes.get("/frames/apply")
def button() -> str:
    held = frame()
    size = held.get("size") if held.get("size") in SIZES else "medium"
    parts: dict[str, Any] = {"size": size, "company": company(held), "job": held.get("companyJobCode")}
    if held.get("mode").upper() == "CONVERSION":
        return show("frames/apply.html", held, page="conversion", **parts)
    member = held.viewer.member
    if member is None:
        return show("frames/apply.html", held, state="signed-out", page="button", **parts)
    page = "consent" if held.get("ask") else "shared" if held.get("shared") else "button"
    return show("frames/apply.html", held, page=page, member=member, title=_title(held), **parts)


@routes.post("/frames/apply")
def share() -> Response:
    """The member agrees: profile and signature go to ``data-callback-method`` of the embedding page (A-32)."""
    held = frame()
    member = held.viewer.member
    if member is None:
        raise ActRefused("Sign in first.")
    profile = profile_data(member, set(request.form.getlist("part")))
    kept: dict[str, Any] = {key: value for key, value in held.query.items() if key != "ask"}
    following = url_for("frames.apply.button", **kept, shared=1)
    return answer("callbackMethod", profile, signature(held.application.secrets[-1], profile), following=following)


def profile_data(member: world.Member, parts: set[str]) -> dict[str, Any]:
    """What the callback receives. The name always; of the rest what the member ticked."""
    data: dict[str, Any] = {"firstName": member.first_name, "lastName": member.last_name, "headline": member.headline}
    if "email" in parts and member.emails:
        data["emailAddress"] = member.emails[0]
    if "phone" in parts and member.phone:
        data["phoneNumber"] = member.phone
    if "career" in parts:
        data["positions"] = [{"title": one.title, "companyName": one.company} for one in member.positions]
        data["educations"] = [{"schoolName": one.school, "degreeName": one.degree} for one in member.educations]
        data["skills"] = [{"name": one} for one in member.skills]
    return data


def signature(secret: str, profile: dict[str, Any]) -> str:
    """Hex HMAC-SHA256 over ``hmacsha256=`` and the compact ASCII JSON text (A-32, prefix as for webhooks)."""
    text = json.dumps(profile, separators=(",", ":"))
    prefix = "hmacsha256=" if web.state().assumptions["A-32"] == "prefixed" else ""
    return hmac.new(secret.encode(), f"{prefix}{text}".encode(), hashlib.sha256).hexdigest()


def company(held: Frame) -> str:
    """Who receives the profile: the company of ``data-integration-context``, else the application."""
    number = fields.whole(held.get("integrationContext").rpartition(":")[2])
    found = world.organization(web.state(), number) if number is not None else None
    return found.name if found else held.application.name


def _title(held: Frame) -> str:
    code = held.get("companyJobCode")
    return next((one.title for one in listings.search(web.state(), code) if code), code)
