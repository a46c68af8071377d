"""A member's mailbox: InMail they received, their answer, and the question whether to share the profile."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from linkedin_sandbox import web
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import viewer
from linkedin_sandbox.state import State, world

routes = Blueprint("messages", __name__)
DECLINED = "Not interested, thank you."  # what goes with a refusal that says nothing


@dataclass(frozen=True, kw_only=True)
class Letter:
    when: str
    mine: bool
    body: str


@dataclass(frozen=True, kw_only=True)
class Conversation:
    seat: int
    recruiter: str
    company: str
    subject: str
    letters: tuple[Letter, ...]
    asks_consent: bool  # the next answer is the first one


@routes.get("/messages")
def inbox() -> str:
    person = viewer().member
    found = conversations(web.state(), person) if person else []
    return render_template("pages/messages.html", person=person, conversations=found)


@routes.post("/messages/<int:seat>")
def reply(seat: int) -> Response:
    person, form = viewer().member, request.form
    if person is None:
        raise ActRefused("Sign in first.")
    share, email = "share" in form, "share_email" in form
    answer = "DECLINE" if form.get("answer") == "DECLINE" else "ACCEPT"
    text = form["body"].strip() or DECLINED
    interactions.reply_inmail(web.state(), person.id, seat, text, answer=answer, share=share, share_email=email)
    flash("Your answer is sent.", "done")
    return redirect(url_for("pages.messages.inbox"), 303)


def conversations(state: State, member: world.Member) -> list[Conversation]:
    """What a member and each recruiter wrote to one another, newest conversation first."""
    rows = state.db.rows("select * from messages where member = ? order by id", (member.id,))
    threads: dict[int, list[Letter]] = {}
    subjects = {row["seat"]: row["subject"] for row in reversed(rows)}
    for row in rows:
        letter = Letter(when=words.moment(row["created_at"]), mine=row["sent_by"] == "member", body=row["body"])
        threads.setdefault(row["seat"], []).append(letter)
    return [_conversation(state, member, seat, subjects[seat], letters) for seat, letters in reversed(threads.items())]


def _conversation(state: State, member: world.Member, number: int, subject: str, letters: list[Letter]) -> Conversation:
    seat = world.seat(state, number)
    recruiter = world.member(state, seat.member) if seat else None
    contract = world.contract(state, seat.contract) if seat else None
    company = world.organization(state, contract.organization) if contract else None
    return Conversation(
        seat=number,
        recruiter=recruiter.name if recruiter else "A recruiter",
        company=company.name if company else "",
        subject=subject,
        letters=tuple(letters),
        asks_consent=interactions.awaits_consent(state, member.id, number),
    )
