"""What the Recruiter stand-in shows of one member to one seat."""

from dataclasses import dataclass

from linkedin_sandbox.candidates.recruiter import InAts, in_ats
from linkedin_sandbox.exports import rules as exports
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.interactions import rules as interactions
from linkedin_sandbox.pages import words
from linkedin_sandbox.state import State, persons, world

_UNMARKED = {
    True: "No synced candidate has this e-mail address or is linked to this member. Prospects are not synced.",
    False: "No ATS is switched on for this contract, so nothing is compared.",
}


@dataclass(frozen=True, kw_only=True)
class Contact:
    email: str
    exports: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class Installation:
    """A connected ATS in *Change ATS*; known by its name."""

    id: str
    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DoneExport:
    when: str
    job: str
    ats: str


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    when: str
    text: str
    by: str
    private: bool


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    when: str
    who: str
    text: str | None  # None: this seat may not read it


@dataclass(frozen=True, kw_only=True)
class Profile:
    member: world.Member
    urn: str
    in_ats: tuple[InAts, ...]  # one for each ATS and synced candidate record
    jobs: int  # how many jobs those speak of
    unmarked: str  # why there is no In ATS mark
    contact: Contact
    installations: tuple[Installation, ...]
    ats: Installation | None
    exports: tuple[DoneExport, ...]
    notes: tuple[NoteLine, ...]
    messages: tuple[MessageLine, ...]
    inmail_words: str
    rejection_words: str


def profile(state: State, seat: world.Seat, member: world.Member, *, ats: str) -> Profile:
    """One member as this seat sees them, with the ATS of that name chosen in the contact card."""
    choices = tuple(_installation(number, name) for number, name in exports.ats_choices(state, seat))
    serving = levels.serving(state, seat)
    done = interactions.activities(state, seat, member)
    marks = tuple(in_ats(state, seat, member))
    return Profile(
        member=member,
        urn=persons.urn_of(serving[0].id, member.id) if serving else "",
        in_ats=marks,
        jobs=sum(len(one.jobs) for one in marks),
        unmarked=_UNMARKED[bool(serving)],
        contact=_contact(state, seat, member),
        installations=choices,
        ats=next((one for one in choices if one.id == ats), choices[0] if choices else None),
        exports=tuple(_exports(state, member)),
        notes=tuple(_note(one) for one in done if one.kind == "note"),
        messages=tuple(_message(one, seat) for one in done if one.kind in {"inmail", "reply"}),
        inmail_words=_inmail_words(done, seat, member),
        rejection_words=_rejection_words(done),
    )


def _installation(number: int | None, name: str) -> Installation:
    return Installation(id=name, name=name, words="" if number else "another maker’s ATS")


def _contact(state: State, seat: world.Seat, member: world.Member) -> Contact:
    shared = interactions.shared_email(state, seat, member)
    return Contact(
        email=shared,
        exports=exports.exports_this_month(state, seat.id),
        limit=exports.MONTHLY_LIMIT,
    )


def _exports(state: State, member: world.Member) -> list[DoneExport]:
    return [
        DoneExport(when=words.moment(row["created_at"]), job=row["external_id"], ats=_fate(state, row["request"]))
        for row in exports.exports_of(state, member.id)[:3]
    ]


def _fate(state: State, request: str) -> str:
    """What became of the push of an export."""
    if not request:
        return "the other ATS took it"
    found = state.db.value("select state from pushes where id = ?", (request,))
    return {"delivered": "push delivered", "waiting": "push waits"}.get(found, f"push {found}")


def _note(one: interactions.Activity) -> NoteLine:
    return NoteLine(when=words.moment(one.at), text=one.text or "", by=one.who, private=one.visibility == "PRIVATE")


def _message(one: interactions.Activity, seat: world.Seat) -> MessageLine:
    who = "You" if one.kind == "inmail" and one.seat == seat.id else one.who
    return MessageLine(when=words.moment(one.at), who=who, text=one.text)


def _inmail_words(done: list[interactions.Activity], seat: world.Seat, member: world.Member) -> str:
    mails = [one for one in done if one.kind in {"inmail", "reply"}]
    if not mails:
        return "Nobody has written yet" if member.accepts else f"{member.first_name} takes no InMail"
    last = mails[0]
    if last.kind == "reply":
        return f"{member.first_name} answered {words.moment(last.at)}"
    return f"Last {words.moment(last.at)} by {'you' if last.seat == seat.id else last.who}"


def _rejection_words(done: list[interactions.Activity]) -> str:
    last = next((one for one in done if one.kind == "rejection"), None)
    return f"{words.moment(last.at)} by you: {last.text}" if last else "Not rejected by you"
