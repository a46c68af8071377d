"""Signing in inside a frame: the same choice of people, without leaving the ATS page."""

from flask import Blueprint, Response, request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.frames.frame import answer, frame, show
from linkedin_sandbox.pages.login import people
from linkedin_sandbox.pages.viewer import own_path

routes = Blueprint("sign_in", __name__)


@routes.get("/frames/sign-in")
def choose() -> str:
    following = own_path(request.args.get("next"), "/frames/sign-in")
    text = request.args.get("q", "")
    found = people(web.state(), text=text)
    return show("frames/sign_in.html", frame(), state="signed-out", people=found, text=text, next=following)


@routes.post("/frames/sign-in")
def sign_in() -> Response:
    response = answer(following=own_path(request.form.get("next"), url_for("frames.sign_in.choose")))
    web.sign_in(response, request.form.get("member", ""))
    return response
