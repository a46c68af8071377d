"""Recruiter › Admin settings: the ATS tab with its switches, and what an administrator looks up beside it."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import viewer
from linkedin_sandbox.push import rules as push
from linkedin_sandbox.state import State, world

routes = Blueprint("admin", __name__)
SEATS = 100  # on a page
TABS = (("ats", "ATS"), ("seats", "Seats"), ("events", "Sent events"))
NAMES: dict[levels.Level, tuple[str, str]] = {
    "contract": ("Contract level access", "each seat in this contract"),
    "company": ("Company level access", "each contract in company"),
    "apply": ("Apply with LinkedIn", "the button on the company’s application forms"),
    "apply-connect": ("Apply Connect", "applications made on the sandbox’s own job pages"),
    "premium": ("Promoted jobs", "job slots of this contract"),
}
STATE_WORDS = {
    "AVAILABLE": ("available", "Not requested"),
    "REQUESTED": ("requested", "Notify partner"),
    "PARTNER_READY": ("partner-ready", "Partner ready"),
    "ENABLED": ("enabled", "Enabled"),
    "DISABLED": ("partner-ready", "Partner ready"),
}
STAGES = (
    ("AVAILABLE", "Available", "Contract known, nothing asked for"),
    ("REQUESTED", "Requested", "Waits for the ATS to name every integration"),
    ("PARTNER_READY", "Partner ready", "All named; an admin may switch on"),
    ("ENABLED", "Enabled", "Data may flow"),
    ("DISABLED", "Disabled", "Shown as Partner ready again; calls get 403"),
)


@dataclass(frozen=True, kw_only=True)
class IntegrationLine:
    name: str | None
    type: str
    context: str
    state: str


@dataclass(frozen=True, kw_only=True)
class LevelPart:
    symbol: str
    name: str
    scope: str
    on: bool
    movable: bool
    state: str
    state_words: str
    words: str
    refusal: str
    integrations: tuple[IntegrationLine, ...]


@dataclass(frozen=True, kw_only=True)
class InstallationPart:
    application: int
    client_id: str
    name: str
    words: str
    levels: tuple[LevelPart, ...]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A state of the machine, with the levels that stand in it."""

    name: str
    words: str
    held: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AtsPage:
    contract: world.Contract
    organization: world.Organization
    contracts: tuple[world.Contract, ...]
    installations: tuple[InstallationPart, ...]
    foreign: tuple[world.ForeignAts, ...]
    stages: tuple[Stage, ...]


@routes.get("/admin/ats")
def ats() -> str:
    found = _contract()
    if found is None:
        return _closed("ats")
    return render_template("pages/admin_ats.html", page=ats_page(web.state(), found), tabs=TABS, tab="ats")


@routes.get("/admin/seats")
def seats() -> str:
    found = _contract()
    if found is None:
        return _closed("seats")
    state, page = web.state(), max(1, request.args.get("page", 1, int))
    held = world.seats(state, contract_number=found.id, start=(page - 1) * SEATS, most=SEATS)
    pages = max(1, -(-world.count(state, "seats", contract=found.id) // SEATS))
    shown = world.seated(state, held)
    return render_template(
        "pages/admin_seats.html", contract=found, seats=shown, page=page, pages=pages, tabs=TABS, tab="seats"
    )


@routes.get("/admin/events")
def events() -> str:
    found = _contract()
    if found is None:
        return _closed("events")
    return render_template(
        "pages/admin_events.html", contract=found, pushes=push.recent(web.state()), tabs=TABS, tab="events"
    )


@routes.post("/admin/ats/switch")
def switch() -> Response:
    """Move one lever of one installation. Refused with the reason when it cannot move."""
    form, person = request.form, viewer().member
    if person is None:
        raise ActRefused("Sign in as an administrator of the contract first.")
    level = next((one for one in NAMES if one == form["level"]), None)
    if level is None:
        raise ActRefused("There is no such level.")
    contract, on = int(form["contract"]), bool(form["on"])
    levels.switch(web.state(), contract, level, on=on, application=int(form["application"]), member=person.id)
    flash(f"{NAMES[level][0]} is {'on' if on else 'off'}. The ATS is told.", "done")
    return redirect(url_for("pages.admin.ats", contract=contract), 303)


def ats_page(state: State, contract: world.Contract) -> AtsPage:
    """Everything on the ATS tab of one contract."""
    organization = world.organization(state, contract.organization)
    found = levels.installations(state, contract)
    return AtsPage(
        contract=contract,
        organization=organization or world.Organization(id=contract.organization, name="Unknown company"),
        contracts=_administered(state),
        installations=tuple(_installation(state, one, contract) for one in found),
        foreign=tuple(world.foreign_ats(state, contract.organization)),
        stages=tuple(_stage(stage, found) for stage in STAGES),
    )


def _installation(state: State, one: levels.Installation, contract: world.Contract) -> InstallationPart:
    in_mock_order = sorted(one.levels, key=lambda level: list(NAMES).index(level.level))
    asked = [level for level in one.levels if level.requested_at]
    first = min(asked, key=lambda level: level.requested_at or 0, default=None)
    words_ = f"requested {words.day(first.requested_at or 0)} by {_name(state, first.requested_by)}" if first else ""
    return InstallationPart(
        application=one.application.id,
        client_id=one.application.client_id,
        name=one.application.name,
        words=words_,
        levels=tuple(_level(state, level, contract) for level in in_mock_order),
    )


def _level(state: State, one: levels.LevelView, contract: world.Contract) -> LevelPart:
    on = one.state == "ENABLED"
    blocked = not on and one.refusal is not None and one.state in {"PARTNER_READY", "DISABLED"}
    symbol, label = ("refused", "Cannot be switched on") if blocked else STATE_WORDS[one.state]
    return LevelPart(
        symbol=one.level,
        name=NAMES[one.level][0],
        scope=NAMES[one.level][1],
        on=on,
        movable=on or (one.refusal is None and one.state != "AVAILABLE"),
        state=symbol,
        state_words=label,
        words=_level_words(state, one, contract),
        refusal=one.refusal or "" if blocked else "",
        integrations=tuple(_line(integration) for integration in one.integrations),
    )


def _level_words(state: State, one: levels.LevelView, contract: world.Contract) -> str:
    if one.state == "AVAILABLE":
        return "The ATS has not asked for this level."
    if one.state == "REQUESTED":
        return "The ATS has not named every integration yet, so there is nothing to switch on."
    others = [other.name for other in world.contracts(state, contract.organization) if other.id != contract.id]
    if one.level == "company" and others:
        verb = "Opens" if one.state == "ENABLED" else "Would open"
        return (
            f"{verb} export, In ATS and the profile tab to {', '.join(others)} too. "
            "InMail and notes stay with this contract."
        )
    return ""


def _line(one: levels.Integration) -> IntegrationLine:
    return IntegrationLine(
        name=one.name, type=one.type, context=one.context, state=one.state.replace("_", " ").capitalize()
    )


def _stage(stage: tuple[str, str, str], found: list[levels.Installation]) -> Stage:
    symbol, name, text = stage
    held = tuple(
        f"{one.application.name} {level.level}" for one in found for level in one.levels if level.state == symbol
    )
    return Stage(name=name, words=text, held=held)


def _contract() -> world.Contract | None:
    """The contract asked for, if the viewer administers it; else the first one they administer."""
    mine = _administered(web.state())
    wanted = request.args.get("contract", type=int)
    return next((one for one in mine if one.id == wanted), mine[0] if mine else None)


def _administered(state: State) -> tuple[world.Contract, ...]:
    found = (world.contract(state, seat.contract) for seat in viewer().admin_seats)
    return tuple(dict.fromkeys(one for one in found if one))


def _name(state: State, member: str | None) -> str:
    found = world.member(state, member or "")
    return found.name if found else "somebody"


def _closed(tab: str) -> str:
    """Admin settings for people who administer no contract: who could open them."""
    state = web.state()
    admins = world.seated(state, world.administering(state, most=SEATS))
    return render_template("pages/admin_closed.html", admins=admins, person=viewer(), tabs=TABS, tab=tab)
