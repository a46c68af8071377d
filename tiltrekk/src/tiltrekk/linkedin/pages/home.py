"""What administrators are told on Home: LinkedIn needs them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiltrekk.accounts.models import User
from tiltrekk.accounts.requests import SignedIn
from tiltrekk.linkedin import closed
from tiltrekk.linkedin.connect import imported
from tiltrekk.linkedin.inbound import challenge
from tiltrekk.linkedin.inbound.challenge import Door, Hearing
from tiltrekk.linkedin.inbound.unread import deliveries_unread_too_long
from tiltrekk.linkedin.models import Connection, Level, LevelState, LinkedInSettings, SyncRow
from tiltrekk.linkedin.notices import choosing
from tiltrekk.linkedin.pull.closed import overdue
from tiltrekk.linkedin.sync.gate import Shut, why_shut
from tiltrekk.linkedin.words import explain


@dataclass(frozen=True)
class Matter:
    """One thing that waits: what it is, what to do, since when."""

    title: str
    text: str
    button: str
    since: datetime | None = None
    route: str = "linkedin:admin"


def matters() -> list[Matter]:
    """Return what needs an administrator, the most pressing first."""
    connection, choices = Connection.current(), LinkedInSettings.current()
    found = _stopped(connection)
    found += _hearing(connection) if connection else []
    if connection and connection.problem:
        found.append(Matter(_("LinkedIn refuses us"), explain(connection.problem), _("Look"), connection.problem_at))
    if choices.feed_held_since:
        text = _("Jobs are missing from it that nobody took down.")
        found.append(Matter(_("The job feed is held back"), text, _("Look"), choices.feed_held_since))
    found += _unread()
    if connection:
        found += _failed() + _notices() + _levels() + _closed() + _closed_overdue()
    return found if connection else found + _left_here()


def _stopped(connection: Connection | None) -> list[Matter]:
    """The database is not the one that LinkedIn was told from last."""
    why = {
        Shut.COPIED: _("This database is a copy of another one."),
        Shut.RESTORED: _("This database was restored from a backup."),
    }
    shut = why_shut(connection)
    return [Matter(_("LinkedIn is stopped"), why[shut], _("Decide"))] if shut in why else []


def _hearing(connection: Connection) -> list[Matter]:
    """What keeps LinkedIn's messages from us; a challenge that is only late is told on the LinkedIn page."""
    heard = {door: challenge.hearing(connection, door) for door in Door}
    if Hearing.UNABLE in heard.values():
        return [Matter(_("LinkedIn's secret is missing"), _("Nothing is sent or received. Exchange it."), _("Look"))]
    lost = {
        Door.CALLBACK: _("Exports from Recruiter may not come."),
        Door.DELIVERIES: _("Applications made on LinkedIn may not come."),
    }
    return [
        Matter(_("LinkedIn does not reach us"), lost[door], _("Look"), challenge.last_answer(connection, door))
        for door, state in heard.items()
        if state == Hearing.BLOCKED
    ]


def _unread() -> list[Matter]:
    """Somebody applied, and nobody here knows."""
    rows = deliveries_unread_too_long()
    number = rows.count()
    if not number:
        return []
    title = ngettext(
        "%(n)s application made on LinkedIn is not taken in",
        "%(n)s applications made on LinkedIn are not taken in",
        number,
    )
    oldest = rows.order_by("received_at").first()
    since = oldest.received_at if oldest else None
    return [Matter(title % {"n": number}, _("The page says why."), _("Look"), since)]


def _failed() -> list[Matter]:
    rows = SyncRow.objects.filter(failed=True)
    number = rows.count()
    if not number:
        return []
    title = ngettext("LinkedIn refused %(n)s record", "LinkedIn refused %(n)s records", number) % {"n": number}
    oldest = rows.exclude(since=None).order_by("since").first()
    return [Matter(title, _("The reasons stand beside them."), _("Look"), oldest.since if oldest else None)]


def _notices() -> list[Matter]:
    number = choosing.refused().count()
    if not number:
        return []
    title = ngettext(
        "LinkedIn did not take %(n)s piece of news for an applicant",
        "LinkedIn did not take %(n)s pieces of news for applicants",
        number,
    )
    oldest = choosing.refused().order_by("performed_at").first()
    since = oldest.performed_at if oldest else None
    return [Matter(title % {"n": number}, _("The reasons stand beside them."), _("Look"), since, "linkedin:notices")]


def _levels() -> list[Matter]:
    states = {
        LevelState.REQUESTED: (_("press Notify partner"), _("Open")),
        LevelState.PARTNER_READY: (_("a contract administrator switches it on in Recruiter"), _("Open")),
        LevelState.DISABLED: (_("somebody switched it off in Recruiter"), _("Look")),
    }
    return [
        Matter(f"LinkedIn: {level.get_access_display()}", *states[LevelState(level.state)], since=_since(level))
        for level in Level.objects.exclude(state=LevelState.ENABLED)
    ]


def _closed() -> list[Matter]:
    oldest = closed.waiting().order_by("found_at").first()
    if oldest is None:
        return []
    number = closed.waiting().count()
    title = ngettext(
        "%(n)s person closed their LinkedIn account", "%(n)s people closed their LinkedIn accounts", number
    )
    text = _("Decide whether they are deleted here.")
    return [Matter(title % {"n": number}, text, _("Decide"), oldest.found_at, "linkedin:closed")]


def _left_here() -> list[Matter]:
    """LinkedIn is disconnected, and nobody has decided about what was read of it."""
    found = imported.left_here()
    if found is None or found.goes_at is None:
        return []
    text = _("Decide whether InMail activity and recruiters' notes are kept.")
    return [Matter(_("LinkedIn is disconnected"), text, _("Decide"), found.since)]


def _closed_overdue() -> list[Matter]:
    """LinkedIn wants the list read every 30 days."""
    late = overdue()
    if late is None:
        return []
    title = _("The list of closed LinkedIn accounts is overdue")
    return [Matter(title, _("LinkedIn wants it read every 30 days."), _("Look"), late.until, "linkedin:closed")]


def _since(level: Level) -> datetime | None:
    return level.disabled_at if level.state == LevelState.DISABLED else level.requested_at


def count(_actor: User, _obj: Any) -> int:
    """Return how many there are."""
    return len(matters())


def rows(request: SignedIn, _obj: Any) -> str:
    """Draw them."""
    return render_to_string("linkedin/waiting.html", {"matters": matters()}, request)
