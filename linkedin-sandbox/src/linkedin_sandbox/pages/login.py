"""Choosing who sits in front of this browser."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.pages.viewer import initials, own_path, viewer
from linkedin_sandbox.state import State, world

SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Person:
    id: str
    name: str
    initials: str
    line: str
    seats: str
    here: bool


def add_to(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/login", "login", _login)
    blueprint.add_url_rule("/login", view_func=_sign_in, methods=["POST"])
    blueprint.add_url_rule("/logout", "logout", _sign_out, methods=["POST"])


def people(state: State, present: str = "", text: str = "") -> list[Person]:
    """Who can sign in, those with a seat first: as many as a page takes, the rest by searching."""
    sitting = world.these(state, world.Member, [one.member for one in world.seats(state, most=SHOWN)]).values()
    first = [one for one in sitting if one.closed_at is None and world.holds(one, text)]
    members = {one.id: one for one in (*first, *world.search(state, text, count=SHOWN))}.values()
    found = [_person(one, _seats_words(state, one), present) for one in members]
    return sorted(found, key=lambda one: not one.seats)


def _person(member: world.Member, seats: str, present: str) -> Person:
    line = member.headline or member.employer or member.location
    return Person(
        id=member.id,
        name=member.name,
        initials=initials(member.name),
        line=line,
        seats=seats,
        here=member.id == present,
    )


def _seats_words(state: State, member: world.Member) -> str:
    held = world.seats(state, member_id=member.id)
    return " · ".join(_seat_words(state, one) for one in held if one.state == "ACTIVE")


def _seat_words(state: State, seat: world.Seat) -> str:
    role = "Contract admin" if seat.admin else seat.roles[0].replace("_", " ").capitalize() if seat.roles else "Seat"
    contract = world.contract(state, seat.contract)
    return f"{role}, {contract.name if contract else seat.contract}"


def _login() -> str:
    present, text = viewer().member, request.args.get("q", "")
    following = own_path(request.args.get("next"), url_for("pages.control_room"))
    return render_template(
        "pages/login.html", people=people(web.state(), present.id if present else "", text), text=text, next=following
    )


def _sign_in() -> Response:
    response = make_response(redirect(own_path(request.form.get("next"), url_for("pages.control_room")), 303))
    web.sign_in(response, request.form.get("member", ""))
    return response


def _sign_out() -> Response:
    response = make_response(redirect(own_path(request.form.get("next"), url_for("pages.control_room")), 303))
    web.sign_out(response)
    return response
