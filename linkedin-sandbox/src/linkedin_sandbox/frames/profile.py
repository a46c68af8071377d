"""The profile frame on a candidate's page (profile-plugin page; matching rules of the seed).

Signed out: the match's name and a sign-in button. No Recruiter seat: says so, and no more. With a seat: the profile,
or the people it may be, or nobody.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.candidates import matching
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.frames import applicants
from linkedin_sandbox.frames.frame import Frame, answer, frame, show
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import RECRUITER, initials
from linkedin_sandbox.state import State, persons, world

routes = Blueprint("profile", __name__)
FOUND_BY_HAND = 10
ANSWERED = {"ACCEPT": "accepted", "DECLINE": "declined", "": "answered"}


@dataclass(frozen=True, kw_only=True)
class Possible:
    id: str
    name: str
    initials: str
    line: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ActivityLine:
    when: str
    kind: str
    words: str
    private: bool = False


@routes.get("/frames/profile")
def widget() -> str:
    held, state = frame(), web.state()
    if held.get("liJobApplicationId") or held.get("liApplicantProfileUrl"):
        return applicants.full(state, held)
    found = _match(state, held)
    if not held.viewer.signed_in:
        return show("frames/profile.html", held, state="signed-out", page="signed-out", who=_public_name(found))
    seat = seat_for(state, held)
    if seat is None:
        return show("frames/profile.html", held, page="no-seat")
    if member := _shown(state, held, found):
        return _full(state, held, seat, member)
    if found.verdict == "unknown":
        return show("frames/profile.html", held, page="unknown")
    people = _by_hand(state, held, found) if held.get("search") else [_possible(one, found) for one in found.members]
    return show(
        "frames/profile.html", held, page="choose", who=_name_of(found), people=people, search=held.get("search")
    )


@routes.post("/frames/profile")
def act() -> Response:
    """*Link*, *Unlink*, *Send InMail*, *Save to a job*. Only the first two tell the page, with the person URN."""
    held, state, form = frame(), web.state(), request.form
    seat = seat_for(state, held)
    if seat is None:
        raise ActRefused("This needs a Recruiter seat of a company that has the profile plug-in switched on.")
    member = world.member(state, form["member"])
    if member is None:
        raise ActRefused("This person is no longer on LinkedIn.")
    urn = persons.urn_of(held.application.id, member.id)
    if form["act"] == "link":
        return answer("onlink", urn, following=_address(held, linked=member.id))
    if form["act"] == "unlink":
        return answer("onunlink", urn, following=_address(held, unlinked=member.id))
    if form["act"] == "inmail":
        interactions.send_inmail(state, seat.id, member.id, form["subject"], form["body"])
    else:
        interactions.save_to_job(state, seat.id, member.id, form["job"])
    return answer(following=_address(held, tab="activities"))


def seat_for(state: State, held: Frame) -> world.Seat | None:
    """The viewer's Recruiter seat in the frame's company, if that contract has the profile plug-in on."""
    for seat in held.viewer.seats:
        contract = world.contract(state, seat.contract)
        ours = contract and f"urn:li:organization:{contract.organization}" == held.get("integrationContext")
        if contract and ours and RECRUITER in seat.roles and levels.serves(state, held.application.id, contract):
            return seat
    return None


def _match(state: State, held: Frame) -> matching.Match:
    return matching.match(state, held.application.id, held.get("integrationContext"), held.get("atsCandidateId"))


def _shown(state: State, held: Frame, found: matching.Match) -> world.Member | None:
    """Who fills the frame. A link made or taken back here counts at once; the ATS syncs it afterwards."""
    exact = found.members[0] if found.verdict == "exact" else None
    linked = world.member(state, held.get("linked")) if held.get("linked") else None
    member = linked or exact
    return None if member and member.id == held.get("unlinked") else member


def _full(state: State, held: Frame, seat: world.Seat, member: world.Member) -> str:
    done = interactions.activities(state, seat, member)
    return show(
        "frames/profile.html",
        held,
        page="full",
        member=member,
        tab="activities" if held.get("tab") == "activities" else "profile",
        activities=[_line(one, seat, member) for one in done],
        jobs=exports.jobs_offered(state, seat, ats=held.application.name),
        unlinkable=held.yes("showUnlinkUrl"),
    )


def _line(one: interactions.Activity, seat: world.Seat, member: world.Member) -> ActivityLine:
    when, mine = words.moment(one.at), one.seat == seat.id
    who = "You" if mine and one.kind != "reply" else one.who
    if one.kind == "note":
        text = one.text or "" if mine else f"{who}: {one.text}"
        return ActivityLine(when=when, kind="Note", words=text, private=one.visibility == "PRIVATE")
    if one.kind == "rejection":
        return ActivityLine(when=when, kind="Rejected", words=f"You rejected {member.first_name}: {one.text}")
    if one.kind == "saved":
        return ActivityLine(when=when, kind="Saved", words=f"{who} saved {member.first_name} to {one.text}")
    if one.kind == "reply":
        return ActivityLine(when=when, kind="InMail", words=f"{member.name} {ANSWERED[one.answer]}")
    if one.text:
        return ActivityLine(when=when, kind="InMail", words=f"You wrote: “{one.text}”")
    return ActivityLine(
        when=when, kind="InMail", words=f"{who} wrote." if mine else f"{who} wrote. Only they can read it."
    )


def _by_hand(state: State, held: Frame, found: matching.Match) -> list[Possible]:
    """Members found by name or profile link."""
    text = held.get("search").strip().casefold()
    key = world.profile_key(text)
    linked = matching.suggested(state, {"linkedInProfileUrl": text}, sure=True) if key else []
    named = world.search(state, text, count=FOUND_BY_HAND)
    fitting = {one.id: one for one in (*linked, *named)}
    return [_possible(one, found) for one in list(fitting.values())[:FOUND_BY_HAND]]


def _possible(member: world.Member, found: matching.Match) -> Possible:
    line = ", ".join(part for part in (member.headline or member.employer, member.location) if part)
    return Possible(id=member.id, name=member.name, initials=initials(member.name), line=line, why=_why(member, found))


def _why(member: world.Member, found: matching.Match) -> str:
    """What a member has in common with the synced candidate, in words."""
    body = found.candidate
    mails = {str(one).lower() for one in body.get("emailAddresses") or []}
    if mails & {one.lower() for one in member.emails}:
        return "Same e-mail"
    address = world.profile_key(body.get("linkedInProfileUrl") or "")
    if address and address == world.profile_key(member.url):
        return "Same profile link"
    same = matching.full_name(body.get("firstName"), body.get("lastName")) == member.name.casefold()
    return "Same name" if same else ""


def _name_of(found: matching.Match) -> str:
    return f"{found.candidate.get('firstName', '')} {found.candidate.get('lastName', '')}".strip()


def _public_name(found: matching.Match) -> str:
    """First and last name of the match: all that is public."""
    return found.members[0].name if found.verdict == "exact" else ""


def _address(held: Frame, **changes: str) -> str:
    """This frame again; what was linked or unlinked before is forgotten by a newer choice."""
    kept: dict[str, Any] = held.query.to_dict()
    if "linked" in changes or "unlinked" in changes:
        kept = {key: value for key, value in kept.items() if key not in {"linked", "unlinked", "search"}}
    return url_for("frames.profile.widget", **(kept | dict(changes)))
