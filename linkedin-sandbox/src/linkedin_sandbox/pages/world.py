"""The world page: who lives here, who works where, which applications call."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.pages.viewer import initials
from linkedin_sandbox.state import State, world

routes = Blueprint("world", __name__)
PAGE = 50  # members
COMPANIES = 10


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    contract: world.Contract
    seats: tuple[tuple[world.Seat, str], ...]  # a seat and who sits on it


@dataclass(frozen=True, kw_only=True)
class CompanyPart:
    organization: world.Organization
    contracts: tuple[ContractLine, ...]
    foreign: tuple[world.ForeignAts, ...]


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    member: world.Member
    initials: str
    consents: tuple[str, ...]  # names of the organizations they share their profile with


@routes.get("/world")
def show() -> str:
    state, text, page = web.state(), request.args.get("q", ""), max(1, request.args.get("page", 1, int))
    companies = world.organizations(state)
    members = _members(state, text, page)
    return render_template(
        "pages/world.html",
        companies=tuple(_company(state, one) for one in companies[(page - 1) * COMPANIES : page * COMPANIES]),
        company_count=len(companies),
        members=members,
        member_count=world.count_found(state, text),
        text=text,
        page=page,
        pages=max(-(-len(companies) // COMPANIES), -(-world.count_found(state, text) // PAGE), 1),
        parent=world.parent_application(state),
    )


@routes.post("/world/close-account")
def close_account() -> Response:
    """A member closes the account; who was handed it may ask for that (A-41)."""
    interactions.close_account(web.state(), request.form["member"])
    flash("The account is closed. The profile is gone from Recruiter.", "done")
    return redirect(url_for("pages.world.show"), 303)


def _company(state: State, organization: world.Organization) -> CompanyPart:
    lines = (ContractLine(contract=one, seats=_seats(state, one)) for one in world.contracts(state, organization.id))
    foreign = tuple(world.foreign_ats(state, organization.id))
    return CompanyPart(organization=organization, contracts=tuple(lines), foreign=foreign)


def _seats(state: State, contract: world.Contract) -> tuple[tuple[world.Seat, str], ...]:
    found = []
    for seat in world.seats(state, contract_number=contract.id):
        member = world.member(state, seat.member)
        found.append((seat, member.name if member else seat.member))
    return tuple(found)


def _members(state: State, text: str, page: int) -> list[MemberLine]:
    names = {one.id: one.name for one in world.organizations(state)}
    shared: dict[str, list[str]] = {}
    for consent in world.consents(state):
        shared.setdefault(consent.member, []).append(names.get(consent.organization, str(consent.organization)))
    return [
        MemberLine(member=one, initials=initials(one.name), consents=tuple(shared.get(one.id, ())))
        for one in world.search(state, text, start=(page - 1) * PAGE, count=PAGE)
    ]
