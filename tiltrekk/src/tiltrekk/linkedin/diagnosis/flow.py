"""Why nothing leaves for LinkedIn at all, and where an access level stands (LI-16)."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiltrekk.linkedin.inbound import challenge
from tiltrekk.linkedin.inbound.challenge import Door, Hearing
from tiltrekk.linkedin.models import Access, Connection, Level, LevelState
from tiltrekk.linkedin.sync.gate import Shut, why_shut
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence

from .finding import Finding
from .reader import Reader, Remedy

LEVELS = "li-rsc"  # the card with the levels


def connection_findings(reader: Reader) -> list[Finding]:
    """Return why nothing leaves; empty when it does."""
    connection = Connection.current()
    shut = why_shut(connection)
    if shut == Shut.NOT_ENABLED:
        return level_findings(reader) or [_not_asked(reader)]
    if shut == Shut.PAUSED and connection and connection.paused_at:
        text = _("Sending to LinkedIn was paused %s.") % in_sentence(connection.paused_at)
        return [Finding("paused", text, *reader.button(_("Resume"), "linkedin:resume"))]
    return [_SHUT[shut](reader)] if shut else []


def _not_connected(reader: Reader) -> Finding:
    return Finding("not_connected", _("LinkedIn is not connected."), *reader.admin(_("Connect LinkedIn"), LEVELS))


def _copied(reader: Reader) -> Finding:
    text = _("This database was restored or moved, so nothing is sent to LinkedIn.")
    return Finding("copied", text, *reader.admin(_("Decide what to do with it")))


def _restored(reader: Reader) -> Finding:
    text = _("This database was restored from a backup and LinkedIn knows more than it does, so nothing is sent.")
    return Finding("restored", text, *reader.admin(_("Decide what to do with it")))


def _not_asked(reader: Reader) -> Finding:
    text = _("No access level has been asked for at LinkedIn.")
    return Finding("not_enabled", text, *reader.admin(_("Ask for it in LinkedIn's set-up"), LEVELS))


_SHUT = {Shut.NOT_CONNECTED: _not_connected, Shut.COPIED: _copied, Shut.RESTORED: _restored}


def standing(reader: Reader) -> list[Finding]:
    """Return what the LinkedIn page is asked about most: why nothing leaves or comes, and each level that is not on."""
    found = connection_findings(reader) + hearing_findings(reader)
    return found + [one for one in level_findings(reader) if one not in found]


def hearing_findings(reader: Reader) -> list[Finding]:
    """Return why LinkedIn's messages may not come; empty while its challenges do."""
    connection = Connection.current()
    if connection is None:
        return []
    heard = {door: challenge.hearing(connection, door) for door in Door}
    if Hearing.UNABLE in heard.values():
        return [_no_secret(reader)]
    late = [(door, state) for door, state in heard.items() if state in {Hearing.LATE, Hearing.BLOCKED}]
    return [_unreached(connection, door, state, reader) for door, state in late]


def _no_secret(reader: Reader) -> Finding:
    text = _("The secret of our application at LinkedIn is missing, so nothing is sent and no message can be believed.")
    return Finding("no_secret", text, *reader.button(_("Exchange the secret"), "linkedin:rotate"))


def _unreached(connection: Connection, door: Door, state: Hearing, reader: Reader) -> Finding:
    code, last = f"{_CODES[door]}_{state.value}", challenge.last_answer(connection, door)
    text = _TEXTS[door, state] % (in_sentence(last) if last else "")
    remedy, acts = _AGAIN[door](reader)
    check = _("Look whether LinkedIn reaches %s from the internet, then register it again.") % settings.PUBLIC_URL
    return Finding(code, text, remedy or check, acts)


def level_findings(reader: Reader) -> list[Finding]:
    """Return what each level that is not on waits for."""
    return [_level(level, reader) for level in Level.objects.exclude(state=LevelState.ENABLED)]


def _level(level: Level, reader: Reader) -> Finding:
    return _STATES[LevelState(level.state)](level, reader)


def _requested(level: Level, reader: Reader) -> Finding:
    """*Notify partner* does our side; LinkedIn's words say why it did not work the last time."""
    text = _("%(level)s was asked for %(when)s, and our side is not ready.") % {
        "level": level.get_access_display(),
        "when": in_sentence(level.requested_at),
    }
    said = [explain(line) for line in level.problem.splitlines()[:1]]
    remedy, acts = reader.button(_("Notify partner"), "linkedin:notify")
    return Finding("level_requested", " ".join([text, *said]), remedy, acts)


def _partner_ready(level: Level, reader: Reader) -> Finding:
    text = _("%s is ready on our side and not switched on in LinkedIn.") % level.get_access_display()
    return _in_recruiter("level_partner_ready", text, level, reader)


def _disabled(level: Level, reader: Reader) -> Finding:
    text = _("%s has been switched off in LinkedIn.") % level.get_access_display()
    if level.disabled_at:
        text = _("%(level)s was switched off in LinkedIn %(when)s.") % {
            "level": level.get_access_display(),
            "when": in_sentence(level.disabled_at),
        }
    return _in_recruiter("level_disabled", text, level, reader)


def _in_recruiter(code: str, text: str, level: Level, reader: Reader) -> Finding:
    which = _("Company level access") if level.access == Access.COMPANY else _("Contract level access")
    switch = _("An administrator of the Recruiter contract switches it on: More › Admin settings › ATS › %s.") % which
    _remedy, acts = reader.button(_("Check again"), "linkedin:notify")
    return Finding(code, text, switch, acts)


_CODES = {Door.CALLBACK: "challenge", Door.DELIVERIES: "deliveries"}
_TEXTS = {
    (Door.CALLBACK, Hearing.LATE): gettext_lazy(
        "LinkedIn should have asked our address again: it does so every two hours, and the last answer was %s."
    ),
    (Door.CALLBACK, Hearing.BLOCKED): gettext_lazy(
        "LinkedIn has probably blocked our address, as after three missed answers: the last one was %s."
    ),
    (Door.DELIVERIES, Hearing.LATE): gettext_lazy(
        "LinkedIn should have asked again the address that takes applications: the last answer was %s."
    ),
    (Door.DELIVERIES, Hearing.BLOCKED): gettext_lazy(
        "LinkedIn has probably blocked the address that takes applications: the last answer was %s."
    ),
}
_AGAIN: dict[Door, Callable[[Reader], Remedy]] = {
    Door.CALLBACK: lambda reader: reader.button(_("Register the address again"), "linkedin:notify"),
    Door.DELIVERIES: lambda reader: reader.button(_("Ask LinkedIn again"), "linkedin:onsite-again"),
}
_STATES = {
    LevelState.REQUESTED: _requested,
    LevelState.PARTNER_READY: _partner_ready,
    LevelState.DISABLED: _disabled,
}
