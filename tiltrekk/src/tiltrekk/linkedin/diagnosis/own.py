"""Why LinkedIn does nothing for me: the sign-in, the connection of my account, my Recruiter seat (LI-19, LI-22)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.accounts.selectors import administrators
from tiltrekk.linkedin.client import endpoints
from tiltrekk.linkedin.connect.members import may_connect
from tiltrekk.linkedin.models import Connection, MemberConnection, Seat
from tiltrekk.ui.times import in_sentence

from .finding import Act, Finding, Weight
from .flow import connection_findings
from .reader import Reader, named

SUPPORT = "https://www.linkedin.com/help/linkedin/ask"
ACTIVE = "ACTIVE"
FULL, MANAGES = "RECRUITER", "HIRING_MANAGER"  # roles of a seat


@dataclass(frozen=True)
class Refusal:
    """A sign-in at LinkedIn that did not succeed, and why, as a sentence."""

    at: datetime
    why: str


def why_nothing_for_me(user: User, *, refusal: Refusal | None = None) -> list[Finding]:
    """Why the person has no LinkedIn function; empty when all is in order."""
    reader = Reader(user)
    if Connection.current() is None:
        return connection_findings(reader)
    if not may_connect(user):
        return [_no_role()]
    if not MemberConnection.objects.filter(user=user).exists():
        return [_refused(refusal) if refusal else not_connected(user, reader)]
    return connection_findings(reader)


def not_connected(user: User, reader: Reader) -> Finding:
    """Recruiter offers jobs to LinkedIn accounts, so it has to know which one is whose."""
    text = _("You have not connected your LinkedIn account, so Recruiter offers you no job to export to.")
    return Finding("own_not_connected", text, *reader.own(user, _("Connect LinkedIn")))


def _refused(refusal: Refusal) -> Finding:
    text = _("Your sign-in at LinkedIn did not succeed, %(when)s: %(why)s") % {
        "when": in_sentence(refusal.at),
        "why": refusal.why,
    }
    acts = (
        Act(_("Try the account at LinkedIn"), f"{endpoints().www}/login", is_outside=True),
        Act(_("LinkedIn's support"), SUPPORT, is_outside=True),
    )
    return Finding("sign_in_refused", text, _who_helps(), acts)


def _who_helps() -> str:
    after = _(
        "First see whether you can sign in at LinkedIn itself; if not, ask LinkedIn's support. If you can, ask: %s."
    )
    return after % (named([one.name for one in administrators()]) or _("an administrator"))


def _no_role() -> Finding:
    text = _("LinkedIn accounts are for recruiters and hiring managers; you are neither, here or on a job's team.")
    return Finding("own_no_role", text, _("Nothing is to be done."), (), Weight.EXPECTED)


def seat_findings(user: User) -> list[Finding]:
    """Why LinkedIn's frame shows this person little: empty when LinkedIn lists an active Recruiter seat for them."""
    reader = Reader(user)
    person = MemberConnection.objects.filter(user=user).values_list("person", flat=True).first()
    if person is None and may_connect(user):
        return [_seat_unknown(), not_connected(user, reader)]
    if person is None or not Seat.objects.exists():
        return [_seat_unknown()]
    seats = list(Seat.objects.filter(person=person, state=ACTIVE))
    if not seats:
        return [_no_seat()]
    return [_manages_only()] if all(MANAGES in seat.roles and FULL not in seat.roles for seat in seats) else []


def _basic(code: str, text: str, weight: Weight) -> Finding:
    """With less than a Recruiter seat the way to the name is to sign out there first (LI-22)."""
    remedy = _(
        "Sign out of LinkedIn in this browser, and the frame shows the name. For more, ask for a Recruiter seat."
    )
    out = Act(_("Sign out of LinkedIn"), f"{endpoints().www}/m/logout/", is_outside=True)
    return Finding(code, text, remedy, (out,), weight)


def _no_seat() -> Finding:
    text = _("LinkedIn lists no active Recruiter seat for your account, so its frame shows basic data only.")
    return _basic("no_seat", text, Weight.BLOCKS)


def _manages_only() -> Finding:
    text = _("Your seat at LinkedIn is a hiring manager's, so its frame shows basic data only.")
    return _basic("seat_hiring_manager", text, Weight.BLOCKS)


def _seat_unknown() -> Finding:
    text = _("With a hiring manager's seat, or none, LinkedIn shows basic public data only.")
    return _basic("seat_unknown", text, Weight.CHECK)
