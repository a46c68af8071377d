"""The widgets for applicants of on-site jobs: highlights in a list, the whole profile beside one (Postman samples)."""

from dataclasses import dataclass

from flask import Blueprint

from linkedin_sandbox import web
from linkedin_sandbox.apply.rules import URN
from linkedin_sandbox.frames.frame import Frame, frame, show
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.state import State, world

routes = Blueprint("applicants", __name__)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who the tag's attributes mean."""

    member: world.Member
    applied: bool  # with a job application made here


@routes.get("/frames/applicant-highlights")
def highlights() -> str:
    held = frame()
    if not _on(held):
        return show("frames/applicant.html", held, page="off")
    found = _applicant(web.state(), held)
    return show("frames/applicant.html", held, page="highlights" if found else "nobody", found=found)


def full(state: State, held: Frame) -> str:
    """The applicant's profile, for whoever works at the company's ATS; no Recruiter seat is needed."""
    if not _on(held):
        return show("frames/applicant.html", held, page="off")
    found = _applicant(state, held)
    return show("frames/applicant.html", held, page="full" if found else "nobody", found=found)


def _on(held: Frame) -> bool:
    context = held.get("integrationContext")
    return levels.status(web.state(), held.application.id, context, levels.CONNECT_TYPE) == "ENABLED"


def _applicant(state: State, held: Frame) -> Applicant | None:
    """By the job application's id; else by profile address and e-mail address together."""
    number = held.get("liJobApplicationId").removeprefix(URN)
    row = state.db.row(
        "select member from onsite_applications where id = ? and application = ?", (number, held.application.id)
    )
    member = world.member(state, row["member"]) if row else _by_profile(state, held)
    return Applicant(member=member, applied=row is not None) if member and member.closed_at is None else None


def _by_profile(state: State, held: Frame) -> world.Member | None:
    address, email = held.get("liApplicantProfileUrl"), held.get("applicantEmail")
    return world.member_at(state, address) if address and email else None
