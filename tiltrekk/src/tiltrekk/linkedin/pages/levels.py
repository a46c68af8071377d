"""The access levels as lines of steps: what is done, by whom, and who acts where now (linkedin.md §6.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.accounts.models import User
from tiltrekk.linkedin.models import Access, Connection, Level, LevelState

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Step:
    """One step: ``state`` is done, now or later; ``by`` and ``at`` of what is done, ``where`` to act in what is not."""

    label: str
    state: str
    by: str = ""
    at: datetime | None = None
    who: str = ""
    where: str = ""


@dataclass(frozen=True)
class LevelRow:
    """One access level with its line of steps."""

    access: Access
    carries: str
    level: Level | None
    steps: Sequence[Step]

    @property
    def badge(self) -> tuple[str, str]:
        """Word and kind of the badge beside the level's name."""
        if self.level is None:
            return pgettext("access level", "Not requested"), "note"
        if self.level.state == LevelState.PARTNER_READY:
            return _("Partner ready: waits for a contract administrator"), "warn"
        kinds = {LevelState.ENABLED: "ok", LevelState.DISABLED: "bad"}
        return str(LevelState(self.level.state).label), kinds.get(LevelState(self.level.state), "warn")

    @property
    def waits(self) -> bool:
        """Somebody has to do something for it."""
        return self.level is not None and not self.level.is_enabled


def level_rows(connection: Connection | None) -> list[LevelRow]:
    """Return each level there is, and one line for a level nobody has asked for."""
    levels = list(Level.objects.all())
    shown: list[tuple[Access, Level | None]] = [(Access(level.access), level) for level in levels]
    shown += [(access, None) for access in Access if access not in {level.access for level in levels}]
    people = _people(connection, levels)
    order = list(Access)
    return [
        LevelRow(access, _carries(access), level, _steps(connection, access, level, people))
        for access, level in sorted(shown, key=lambda one: order.index(one[0]))
    ]


def _carries(access: Access) -> str:
    if access == Access.COMPANY:
        return _("In ATS, export and profile on every contract")
    return _("The same for this contract's seats, and InMail, notes and shared profiles")


def _people(connection: Connection | None, levels: Sequence[Level]) -> dict[Any, str]:
    ids = [level.requested_by_id for level in levels] + ([connection.connected_by_id] if connection else [])
    return dict(User.objects.filter(pk__in=[one for one in ids if one]).values_list("pk", "name"))


def _steps(
    connection: Connection | None, access: Access, level: Level | None, people: Mapping[Any, str]
) -> Sequence[Step]:
    if connection is None:
        return [Step(_("Connect"), NOW), *_chosen(LATER), _step(_("Partner ready")), _step(_("Switch on in Recruiter"))]
    connected = Step(_("Connect"), DONE, people.get(connection.connected_by_id, ""), connection.connected_at)
    if level is None:
        return [connected, *_chosen(NOW), _step(_("Partner ready")), _step(_("Switch on in Recruiter"))]
    chosen = Step(_("Choose contract"), DONE, _number(level))
    asked = Step(_("Request"), DONE, people.get(level.requested_by_id, ""), level.requested_at)
    return [connected, chosen, asked, _ready(level), _switch(level, access)]


def _step(label: str) -> Step:
    return Step(label, LATER)


def _chosen(state: str) -> list[Step]:
    if state == LATER:
        return [_step(_("Choose contract")), _step(_("Request"))]
    who, where = _("An administrator of the Recruiter contract:"), _("here, in LinkedIn's set-up below")
    return [Step(_("Choose contract"), NOW, who=who, where=where), _step(_("Request"))]


def _number(level: Level) -> str:
    number = level.context.rsplit(":", 1)[-1]
    if level.access == Access.COMPANY:
        return _("Company %(number)s, every contract") % {"number": number}
    return _("Contract %(number)s") % {"number": number}


def _ready(level: Level) -> Step:
    if level.state == LevelState.REQUESTED:
        where = _("it should be ready in a moment. If not, press the button.")
        return Step(_("Partner ready"), NOW, who=_("Tiltrekk, by itself:"), where=where)
    return Step(_("Partner ready"), DONE, _("Tiltrekk, by itself"), level.configured_at)


def _switch(level: Level, access: Access) -> Step:
    if level.is_enabled:
        return Step(_("Switched on in Recruiter"), DONE, _("A contract administrator"), level.enabled_at)
    if level.state == LevelState.REQUESTED:
        return _step(_("Switch on in Recruiter"))
    which = _("Company level access") if access == Access.COMPANY else _("Contract level access")
    where = _("More › Admin settings › ATS › %(which)s") % {"which": which}
    return Step(_("Switch on in Recruiter"), NOW, who=_("A contract administrator, in Recruiter:"), where=where)
