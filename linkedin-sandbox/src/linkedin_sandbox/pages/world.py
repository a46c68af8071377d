"""The world page: who lives here, who works where, which applications call."""

from collections.abc import Iterator
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
MOST = 20  # contracts of a company, seats of a contract


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    contract: world.Contract
    seats: tuple[tuple[world.Seat, str], ...]  # a seat and who sits on it
    more: int  # seats that are not shown


@dataclass(frozen=True, kw_only=True)
class CompanyPart:
    organization: world.Organization
    contracts: tuple[ContractLine, ...]
    more: int  # contracts that are not shown
    foreign: tuple[world.ForeignAts, ...]


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    member: world.Member
    initials: str
    consents: tuple[str, ...]  # names of the organizations they share their profile with


@routes.get("/world")
def show() -> str:
    state, text, page = web.state(), request.args.get("q", ""), max(1, request.args.get("page", 1, int))
    company_count, member_count = world.count(state, "organizations"), world.count_found(state, text)
    companies = world.organizations(state, start=(page - 1) * COMPANIES, most=COMPANIES)
    return render_template(
        "pages/world.html",
        companies=tuple(_company(state, one) for one in companies),
        company_count=company_count,
        members=_members(state, text, page),
        member_count=member_count,
        text=text,
        page=page,
        pages=max(-(-company_count // COMPANIES), -(-member_count // PAGE), 1),
        parent=world.parent_application(state),
    )


@routes.post("/world/close-account")
def close_account() -> Response:
    """A member closes the account; who was handed it may ask for that (A-41)."""
    interactions.close_account(web.state(), request.form["member"])
    flash("The account is closed. The profile is gone from Recruiter.", "done")
    return redirect(url_for("pages.world.show"), 303)


def _company(state: State, organization: world.Organization) -> CompanyPart:
    shown = world.contracts(state, organization.id, most=MOST)
    return CompanyPart(
        organization=organization,
        contracts=tuple(_contract(state, one) for one in shown),
        more=world.count(state, "contracts", organization=organization.id) - len(shown),
        foreign=tuple(world.foreign_ats(state, organization.id)),
    )


def _contract(state: State, contract: world.Contract) -> ContractLine:
    shown = world.seats(state, contract_number=contract.id, most=MOST)
    more = world.count(state, "seats", contract=contract.id) - len(shown)
    return ContractLine(contract=contract, seats=tuple(world.seated(state, shown)), more=more)


def _members(state: State, text: str, page: int) -> list[MemberLine]:
    found = world.search(state, text, start=(page - 1) * PAGE, count=PAGE)
    return [MemberLine(member=one, initials=initials(one.name), consents=tuple(_shares(state, one))) for one in found]


def _shares(state: State, member: world.Member) -> Iterator[str]:
    for consent in world.consents(state, member.id):
        company = world.organization(state, consent.organization)
        yield company.name if company else str(consent.organization)
