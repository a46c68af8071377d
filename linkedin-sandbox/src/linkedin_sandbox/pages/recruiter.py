"""The Recruiter stand-in: people, one profile, and what a recruiter does with it."""

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from linkedin_sandbox import web
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.pages.people import PeopleList
from linkedin_sandbox.pages.people import people as list_people
from linkedin_sandbox.pages.profile import profile
from linkedin_sandbox.pages.viewer import CHOSEN, viewer
from linkedin_sandbox.state import State, world

routes = Blueprint("recruiter", __name__)
OPTIONS = 20


@routes.get("/recruiter")
@routes.get("/recruiter/<member_id>")
def people(member_id: str | None = None) -> str:
    state, seat = web.state(), viewer().recruiter_seat
    if seat is None:
        return _without_seat(state)
    found = list_people(
        state,
        seat,
        query=request.args.get("q", ""),
        show=request.args.get("show", "all"),
        page=request.args.get("page", 1, int),
    )
    member = _member(state, member_id) if member_id else _first(state, found)
    shown = profile(state, seat, member, ats=request.args.get("ats", "")) if member else None
    return render_template("pages/recruiter.html", people=found, profile=shown, contracts=_contracts(state), seat=seat)


@routes.post("/recruiter/contract")
def choose_contract() -> AnyResponse:
    """A person with seats in several contracts opens Recruiter with another one."""
    wanted = request.form.get("seat", 0, int)
    if wanted not in {seat.id for seat in viewer().recruiter_seats}:
        raise ActRefused("This seat is not yours.")
    session[CHOSEN] = wanted
    return redirect(url_for("pages.recruiter.people"), 303)


@routes.get("/recruiter/<member_id>/jobs")
def jobs(member_id: str) -> Response:
    """The job box: open jobs of the chosen ATS whose title or Job ID holds what was typed."""
    state, seat = web.state(), _seat()
    member = _member(state, member_id)
    text, ats = request.args.get("q", ""), request.args.get("ats")
    offered = exports.jobs_offered(state, seat, text, ats)[:OPTIONS]
    return jsonify(
        [
            {
                "id": one.external_id,
                "job_id": one.shown_id,
                "title": one.title,
                "location": one.location,
                "recruiter_only": one.private,
                "already": exports.already_applied(state, one, seat, member),
            }
            for one in offered
        ]
    )


@routes.post("/recruiter/<member_id>/export")
def export(member_id: str) -> AnyResponse:
    form = request.form
    done = exports.export(web.state(), _seat().id, member_id, form["job"], form.get("email", ""), ats=form.get("ats"))
    name = _member(web.state(), member_id).name
    flash(f"{name} was exported to {done.job.title} ({done.job.shown_id}), {done.job.ats}.", "done")
    return _back(member_id, ats=form.get("ats"))


@routes.post("/recruiter/<member_id>/note")
def note(member_id: str) -> AnyResponse:
    text, visibility = request.form["text"], request.form.get("visibility", "PRIVATE")
    interactions.add_note(web.state(), _seat().id, member_id, text, visibility)
    return _back(member_id, "notes")


@routes.post("/recruiter/<member_id>/inmail")
def inmail(member_id: str) -> AnyResponse:
    interactions.send_inmail(web.state(), _seat().id, member_id, request.form["subject"], request.form["body"])
    flash(f"Your InMail to {_member(web.state(), member_id).name} is sent.", "done")
    return _back(member_id, "inmail")


@routes.post("/recruiter/<member_id>/reject")
def reject(member_id: str) -> AnyResponse:
    interactions.reject(web.state(), _seat().id, member_id, request.form["reason"].strip())
    flash(f"You rejected {_member(web.state(), member_id).name}. Only you see that.", "done")
    return _back(member_id)


def _contracts(state: State) -> list[tuple[int, str]]:
    """The seats to choose from, by the names of their contracts."""
    held = ((seat, world.contract(state, seat.contract)) for seat in viewer().recruiter_seats)
    return [(seat.id, found.name if found else str(seat.contract)) for seat, found in held]


def _back(member_id: str, anchor: str | None = None, ats: str | None = None) -> AnyResponse:
    return redirect(url_for("pages.recruiter.people", member_id=member_id, ats=ats, _anchor=anchor), 303)


def _seat() -> world.Seat:
    seat = viewer().recruiter_seat
    if seat is None:
        raise ActRefused("This needs a Recruiter seat. Sign in as somebody who has one.")
    return seat


def _member(state: State, number: str) -> world.Member:
    found = world.member(state, number)
    if found is None or found.closed_at is not None:
        abort(404)
    return found


def _first(state: State, found: PeopleList) -> world.Member | None:
    return world.member(state, found.shown[0].id) if found.shown else None


def _without_seat(state: State) -> str:
    """Nobody signed in, a hiring manager's seat, or no seat: each is told what they may see."""
    public = world.search(state, "")
    return render_template("pages/recruiter_closed.html", person=viewer(), members=public)
