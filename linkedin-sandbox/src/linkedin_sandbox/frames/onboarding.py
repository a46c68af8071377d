"""The configuration plug-in: an administrator asks for each access level (customer configuration pages)."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.apply import lifecycle
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.frames.frame import Frame, answer, frame, show
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.admin import NAMES
from linkedin_sandbox.state import State, world

routes = Blueprint("onboarding", __name__)
STEPS = ("Request", "Notify partner", "Partner ready", "Enabled")
CARRIES: dict[levels.Level, str] = {
    "contract": "Export, In ATS, profile, InMail and notes.",
    "company": "Export, In ATS and profile.",
    "apply": "Applicants may hand over their profile.",
    "apply-connect": "People apply on the job’s page; the ATS receives the application.",
    "premium": "The ATS may promote jobs at this contract’s cost.",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One access level as the plug-in draws it."""

    level: levels.Level
    name: str
    scope: str
    label: str
    step: int  # place of the label in STEPS
    state: str
    words: str


@routes.get("/frames/onboarding")
def plugin() -> str:
    held = frame()
    member = held.viewer.member
    if member is None:
        return show("frames/onboarding.html", held, state="signed-out", page="connect")
    choices = administered(web.state(), member)
    chosen = _chosen(held, choices)
    if not choices:
        return show("frames/onboarding.html", held, page="no-admin")
    if chosen is None:
        return show("frames/onboarding.html", held, page="choose", contracts=choices)
    rows = [_row(web.state(), held, chosen, level) for level in _levels(held)]
    return show("frames/onboarding.html", held, page="levels", contract=chosen, rows=rows, steps=STEPS)


@routes.post("/frames/onboarding")
def act() -> Response:
    """*Request* or *Notify partner*; both hand the pre-authorised integrations to ``data-onintegrate`` (A-09, A-10)."""
    held, form = frame(), request.form
    if held.viewer.member is None:
        raise ActRefused("Sign in as an administrator of a Recruiter contract first.")
    press = levels.request if form["act"] == "request" else levels.notify_partner
    level = next((one for one in NAMES if one == form["level"]), None)
    if level is None:
        raise ActRefused("There is no such level.")
    if level == "apply-connect" and form["act"] == "request":
        _tick(held, int(form["contract"]), on="notifications" in form)
    elements = press(web.state(), held.application.id, held.viewer.member.id, int(form["contract"]), level)
    kept: dict[str, Any] = held.query.to_dict()
    following = url_for("frames.onboarding.plugin", **kept)
    return answer("onintegrate", elements, following=following)


def _tick(held: Frame, number: int, *, on: bool) -> None:
    """*Applicant notifications*: may applicants hear what becomes of their applications?"""
    contract = world.contract(web.state(), number)
    if contract:
        lifecycle.tick(web.state(), held.application.id, levels.context_of(contract, "apply-connect"), on=on)


def administered(state: State, member: world.Member) -> list[world.Contract]:
    """Contracts in which the member is an administrator with an active seat."""
    mine = {seat.contract for seat in world.seats(state, member_id=member.id) if seat.admin}
    return [one for one in levels.contracts_of(state, member.id) if one.id in mine]


def _chosen(held: Frame, choices: list[world.Contract]) -> world.Contract | None:
    """With exactly one contract there is nothing to choose."""
    if len(choices) == 1:
        return choices[0]
    return next((one for one in choices if str(one.id) == held.get("contract")), None)


def _levels(held: Frame) -> list[levels.Level]:
    """The access levels the tag asks for, in its order; all when it names none."""
    named = [one.strip() for one in held.get("supportedBundledIntegrationTypes").split(",")]
    return [levels.BUNDLES[one] for one in named if one in levels.BUNDLES] or list(levels.LEVELS)


def _row(state: State, held: Frame, contract: world.Contract, level: levels.Level) -> Row:
    view = levels.view(state, held.application.id, contract, level)
    return Row(
        level=level,
        name=NAMES[level][0],
        scope=NAMES[level][1],
        label=view.label,
        step=STEPS.index(view.label),
        state=view.state,
        words=_words(held, view),
    )


def _words(held: Frame, view: levels.LevelView) -> str:
    named = sum(one.name is not None for one in view.integrations)
    asked = words.moment(view.requested_at or 0)
    if view.state == "AVAILABLE":
        return CARRIES[view.level]
    if view.state == "REQUESTED":
        return f"Requested {asked}. {held.application.name} has named {named} of {len(view.integrations)} integrations."
    if view.state == "ENABLED":
        return f"Switched on {words.moment(view.changed_at or 0)}. Data may flow."
    return "A contract admin switches it on: Recruiter › More › Admin settings › ATS."
