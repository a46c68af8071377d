"""InMail, notes and rejections of Recruiter: the acts of people, and what a screen may show of them."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.state import State, world

VISIBILITIES = ("PRIVATE", "PUBLIC")
DEALINGS = ("messages", "notes", "saved_jobs", "stubs")  # tables of what a seat did with a member


@dataclass(frozen=True)
class Activity:
    """One line of the tab *Recruiting activities*. ``text`` is None where this viewer may not read it."""

    kind: str  # inmail, reply, note, saved or rejection
    at: int
    seat: int
    who: str
    text: str | None
    subject: str = ""
    visibility: str = ""
    id: int = 0
    answer: str = ""  # of a reply: ACCEPT or DECLINE


def send_inmail(state: State, seat_id: int, member_id: str, subject: str, body: str) -> int:
    """A recruiter writes to a member; the message's id. Raises ActRefused."""
    seat, member = _seat(state, seat_id), _member(state, member_id)
    if not member.accepts:
        raise ActRefused(f"{member.name} does not take InMail.")
    return _message(state, seat.id, member.id, "seat", subject=subject, body=body)


def reply_inmail(
    state: State,
    member_id: str,
    seat_id: int,
    body: str,
    *,
    answer: str = "ACCEPT",
    share: bool = False,
    share_email: bool = False,
) -> int:
    """The member accepts or declines. Only a first acceptance asks whether to share the profile with the company."""
    seat, member = _seat(state, seat_id), _member(state, member_id)
    earlier = _thread(state, seat.id, member.id)
    if not earlier:
        raise ActRefused(f"{member.name} has no InMail of this recruiter to answer.")
    first = not any(row["sent_by"] == "member" for row in earlier)
    with state.db.transaction():
        message = _message(state, seat.id, member.id, "member", subject=earlier[0]["subject"], body=body, answer=answer)
        if first and share and answer == "ACCEPT":
            _share(state, seat, member, share_email=share_email)
    return message


def awaits_consent(state: State, member_id: str, seat_id: int) -> bool:
    """Would the member's next answer be the first, the one that asks about sharing?"""
    earlier = _thread(state, seat_id, member_id)
    return bool(earlier) and not any(row["sent_by"] == "member" for row in earlier)


def add_note(state: State, seat_id: int, member_id: str, text: str, visibility: str = "PRIVATE") -> int:
    """A note on a member's profile, private unless said otherwise."""
    seat, member = _seat(state, seat_id), _member(state, member_id)
    if visibility not in VISIBILITIES:
        raise ActRefused("A note is PRIVATE or PUBLIC.")
    if not text.strip():
        raise ActRefused("Write something first.")
    now = state.clock.now()
    return state.db.add(
        "notes",
        seat=seat.id,
        contract=seat.contract,
        member=member.id,
        text=text.strip(),
        visibility=visibility,
        created_at=now,
        modified_at=now,
    )


def change_note(state: State, seat_id: int, note: int, text: str, visibility: str) -> None:
    """The author rewrites a note or changes who may read it."""
    touched = state.db.do(
        "update notes set text = ?, visibility = ?, modified_at = ? where id = ? and seat = ? and active = 1",
        (text.strip(), visibility, state.clock.now(), note, seat_id),
    )
    if not touched:
        raise ActRefused("Only the author can change a note.")


def delete_note(state: State, seat_id: int, note: int) -> None:
    """The author takes a note back; it stays as an inactive record so that an ATS can remove its copy."""
    touched = state.db.do(
        "update notes set active = 0, modified_at = ? where id = ? and seat = ? and active = 1",
        (state.clock.now(), note, seat_id),
    )
    if not touched:
        raise ActRefused("Only the author can delete a note.")


def reject(state: State, seat_id: int, member_id: str, reason: str = "") -> int:
    """A recruiter marks a member as not suitable, for themselves only."""
    seat, member = _seat(state, seat_id), _member(state, member_id)
    return state.db.add("rejections", seat=seat.id, member=member.id, reason=reason, created_at=state.clock.now())


def save_to_job(state: State, seat_id: int, member_id: str, job: str) -> int:
    """*Save to a job*: the member is kept under a job in Recruiter; nothing of it leaves LinkedIn."""
    seat, member = _seat(state, seat_id), _member(state, member_id)
    return state.db.add("saved_jobs", seat=seat.id, member=member.id, job=job, created_at=state.clock.now())


def activities(state: State, viewer: world.Seat, member: world.Member) -> list[Activity]:
    """What one recruiter sees of all recruiters' dealings with a member, newest first.

    The sender reads the first message, colleagues only who and when; notes are public or one's own; a rejection
    shows only to whoever rejected.
    """
    seats = _colleagues(state, viewer, member)
    found = (
        _mail(state, viewer, member, seats)
        + _notes(state, viewer, member, seats)
        + _saved(state, member, seats)
        + _rejections(state, viewer, member)
    )
    return sorted(found, key=lambda one: -one.at)


def shared_email(state: State, viewer: world.Seat, member: world.Member) -> str:
    """The address a member chose to share with the viewer's company when answering an InMail; "" if none."""
    rows = state.db.rows("select seat, email from stubs where member = ? order by id desc", (member.id,))
    company = _colleagues(state, viewer, member)
    return next((str(row["email"]) for row in rows if row["seat"] in company and row["email"]), "")


def close_account(state: State, member_id: str) -> None:
    """A member closes their LinkedIn account (A-41)."""
    member = _member(state, member_id)
    world.put(state, "members", member.model_copy(update={"closed_at": state.clock.now()}))


def _mail(state: State, viewer: world.Seat, member: world.Member, seats: dict[int, str]) -> list[Activity]:
    rows = state.db.rows("select * from messages where member = ? order by id", (member.id,))
    first: set[int] = set()
    found = []
    for row in rows:
        if row["seat"] not in seats:
            continue
        readable = row["seat"] == viewer.id and row["thread"] not in first
        first.add(row["thread"])
        kind, who = ("inmail", seats[row["seat"]]) if row["sent_by"] == "seat" else ("reply", member.name)
        subject = row["subject"] if readable else ""
        text = row["body"] if readable else None
        found.append(Activity(kind, row["created_at"], row["seat"], who, text, subject, answer=row["answer"]))
    return found


def _notes(state: State, viewer: world.Seat, member: world.Member, seats: dict[int, str]) -> list[Activity]:
    rows = state.db.rows("select * from notes where member = ? and active = 1", (member.id,))
    return [
        Activity(
            "note", row["created_at"], row["seat"], seats[row["seat"]], row["text"], "", row["visibility"], row["id"]
        )
        for row in rows
        if row["seat"] == viewer.id or (row["visibility"] == "PUBLIC" and row["seat"] in seats)
    ]


def _saved(state: State, member: world.Member, seats: dict[int, str]) -> list[Activity]:
    rows = state.db.rows("select * from saved_jobs where member = ?", (member.id,))
    return [
        Activity("saved", row["created_at"], row["seat"], seats[row["seat"]], row["job"])
        for row in rows
        if row["seat"] in seats
    ]


def _rejections(state: State, viewer: world.Seat, member: world.Member) -> list[Activity]:
    rows = state.db.rows("select * from rejections where member = ? and seat = ?", (member.id, viewer.id))
    return [Activity("rejection", row["created_at"], row["seat"], "You", row["reason"]) for row in rows]


def _colleagues(state: State, viewer: world.Seat, member: world.Member) -> dict[int, str]:
    """Seats of the viewer's company that have dealt with a member, with who sits on them."""
    dealt = " union ".join(f"select seat from {name} where member = :id" for name in DEALINGS)  # noqa: S608 - ours
    seats = world.these(state, world.Seat, [row["seat"] for row in state.db.rows(dealt, {"id": member.id})]).values()
    contracts = world.these(state, world.Contract, [viewer.contract, *(one.contract for one in seats)])
    own = contracts.get(viewer.contract)
    company = {one.id for one in contracts.values() if own and one.organization == own.organization}
    return {one.id: name for one, name in world.seated(state, [one for one in seats if one.contract in company])}


def _share(state: State, seat: world.Seat, member: world.Member, *, share_email: bool) -> None:
    now = state.clock.now()
    contract = world.contract(state, seat.contract)
    day = datetime.fromtimestamp(now / 1000, UTC).date()
    if contract:
        consent = world.Consent(member=member.id, organization=contract.organization, date=day)
        world.put(state, "consents", consent)
    email = member.emails[0] if share_email and member.emails else ""
    state.db.add("stubs", seat=seat.id, contract=seat.contract, member=member.id, email=email, created_at=now)


def _message(state: State, seat: int, member: str, sent_by: str, *, subject: str, body: str, answer: str = "") -> int:
    earlier = _thread(state, seat, member)
    with state.db.transaction():
        thread = earlier[0]["thread"] if earlier else state.db.next_number("thread", 6400001)
        return state.db.add(
            "messages",
            thread=thread,
            seat=seat,
            member=member,
            sent_by=sent_by,
            subject=subject,
            body=body,
            created_at=state.clock.now(),
            answer=answer,
        )


def _thread(state: State, seat: int, member: str) -> list[sqlite3.Row]:
    return state.db.rows("select * from messages where seat = ? and member = ? order by id", (seat, member))


def _seat(state: State, number: int) -> world.Seat:
    seat = world.seat(state, number)
    if seat is None or seat.state != "ACTIVE":
        raise ActRefused(f"Seat {number} is not active.")
    return seat


def _member(state: State, number: str) -> world.Member:
    member = world.member(state, number)
    if member is None or member.closed_at is not None:
        raise ActRefused(f"There is no member {number} in this world.")
    return member
