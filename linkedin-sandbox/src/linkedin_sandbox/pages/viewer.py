"""Who looks at a page or frame: the member of this browser's session, with the seats they hold."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import abort, request, session

from linkedin_sandbox import web
from linkedin_sandbox.state import world

RECRUITER = "RECRUITER"
CHOSEN = "seat"


@dataclass(frozen=True, kw_only=True)
class Viewer:
    member: world.Member | None = None
    seats: tuple[world.Seat, ...] = field(default=())  # the active ones
    chosen: int = 0  # the seat with which this browser opened Recruiter

    @property
    def signed_in(self) -> bool:
        return self.member is not None

    @property
    def name(self) -> str:
        return self.member.name if self.member else "Nobody signed in"

    @property
    def initials(self) -> str:
        return initials(self.member.name) if self.member else "–"

    @property
    def recruiter_seats(self) -> tuple[world.Seat, ...]:
        return tuple(seat for seat in self.seats if RECRUITER in seat.roles)

    @property
    def recruiter_seat(self) -> world.Seat | None:
        """The seat chosen in Recruiter, else the first."""
        mine = self.recruiter_seats
        return next((seat for seat in mine if seat.id == self.chosen), mine[0] if mine else None)

    @property
    def admin_seats(self) -> tuple[world.Seat, ...]:
        return tuple(seat for seat in self.seats if seat.admin)

    @property
    def role(self) -> str:
        """One or two words for the bar: what this person may do here."""
        if self.member is None:
            return "Public view"
        if self.admin_seats:
            return "Contract admin"
        if self.recruiter_seat:
            return "Recruiter"
        return "Hiring manager" if self.seats else "Member"


def viewer() -> Viewer:
    """The person of this browser, from the session cookie."""
    member = web.signed_in()
    if member is None:
        return Viewer()
    seats = (seat for seat in world.seats(web.state(), member_id=member.id) if seat.state == "ACTIVE")
    return Viewer(member=member, seats=tuple(seats), chosen=session.get(CHOSEN, 0))


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def refuse_foreign_post() -> None:
    """A form of another site cannot act for the person signed in here: the cookie travels across sites."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        abort(403, "This form came from another site.")


def own_path(address: str | None, otherwise: str) -> str:
    """An address to go to after signing in: a path of this site, never another host."""
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return otherwise
    return address
