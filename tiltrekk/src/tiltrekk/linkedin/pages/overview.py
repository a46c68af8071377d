"""Reads for the Admin center's LinkedIn page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.accounts.models import Environment, User
from tiltrekk.linkedin.client import endpoints, is_partner
from tiltrekk.linkedin.models import Access, CompanyPage, Connection, Level, LevelState, LinkedInSettings
from tiltrekk.linkedin.sync import status
from tiltrekk.linkedin.sync.gate import Shut, why_shut


@dataclass(frozen=True)
class Step:
    """One step of setting up a level: ``state`` is done, now or later; ``facts`` are who and when, or what to do."""

    label: str
    state: str
    by: str = ""
    at: datetime | None = None
    help: str = ""


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
        kinds = {LevelState.ENABLED: "ok", LevelState.DISABLED: "bad"}
        return str(LevelState(self.level.state).label), kinds.get(LevelState(self.level.state), "warn")


@dataclass(frozen=True)
class Overview:
    """Everything the page shows."""

    is_partner: bool
    page: CompanyPage | None
    compare_url: str
    choices: LinkedInSettings
    feed_url: str
    connection: Connection | None
    shut: Shut | None
    levels: Sequence[LevelRow]
    sync: status.SyncStatus
    apply_preview: bool
    apply_state: str  # empty, requested, enabled

    @property
    def is_enabled(self) -> bool:
        return any(row.level and row.level.is_enabled for row in self.levels)


def feed_url() -> str:
    """Return the address of the job feed: stable, and nobody can guess it."""
    return f"{settings.PUBLIC_URL}/linkedin/feed/{LinkedInSettings.current().feed_secret}.xml"


def read() -> Overview:
    """Return the page's content; the caller has checked the right."""
    page, connection, choices = CompanyPage.objects.first(), Connection.current(), LinkedInSettings.current()
    return Overview(
        is_partner=is_partner(),
        page=page,
        compare_url=f"{endpoints().www}/company/{page.company_id}/" if page else "",
        choices=choices,
        feed_url=feed_url(),
        connection=connection,
        shut=why_shut(connection),
        levels=_levels(connection),
        sync=status.read(),
        apply_preview="apply_with_linkedin" in Environment.current().preview_features,
        apply_state="",
    )


def _levels(connection: Connection | None) -> list[LevelRow]:
    rows = list(Level.objects.all())
    shown: list[tuple[Access, Level | None]] = [(Access(level.access), level) for level in rows]
    shown += [(access, None) for access in Access if access not in {level.access for level in rows}]
    people = _people(connection, rows)
    return [
        LevelRow(access, _carries(access), level, _steps(connection, access, level, people))
        for access, level in sorted(shown, key=lambda one: list(Access).index(one[0]))
    ]


def _carries(access: Access) -> str:
    if access == Access.COMPANY:
        return _("In ATS, export and profile on every contract")
    return _("The same for this contract's seats, and InMail, notes and shared profiles")


def _people(connection: Connection | None, levels: Sequence[Level]) -> dict[Any, str]:
    ids = {level.requested_by_id for level in levels} | ({connection.connected_by_id} if connection else set())
    return dict(User.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _steps(
    connection: Connection | None, access: Access, level: Level | None, people: dict[Any, str]
) -> Sequence[Step]:
    connected = Step(_("Connect"), "done" if connection else "now")
    if connection:
        connected = Step(_("Connect"), "done", people.get(connection.connected_by_id, ""), connection.connected_at)
    if level is None:
        return [connected, *_before_request(asked=bool(connection)), *_later()]
    asked = Step(_("Request"), "done", people.get(level.requested_by_id, ""), level.requested_at)
    chosen = Step(_("Choose contract"), "done", level.context.rsplit(":", 1)[-1])
    return [connected, chosen, asked, _ready(level), _switch(level, access)]


def _before_request(*, asked: bool) -> list[Step]:
    where = _("In LinkedIn's set-up below") if asked else ""
    state = "now" if asked else "later"
    return [Step(_("Choose contract"), state, help=where), Step(_("Request"), "later")]


def _later() -> list[Step]:
    return [Step(_("Partner ready"), "later"), Step(_("Switch on in Recruiter"), "later")]


def _ready(level: Level) -> Step:
    if level.state == LevelState.REQUESTED:
        return Step(_("Partner ready"), "now", help=level.problem or _("Press Notify partner when this takes long"))
    return Step(_("Partner ready"), "done", _("By itself"), level.configured_at)


def _switch(level: Level, access: Access) -> Step:
    if level.is_enabled:
        return Step(_("Switched on in Recruiter"), "done", _("A contract administrator"), level.enabled_at)
    if level.state == LevelState.REQUESTED:
        return Step(_("Switch on in Recruiter"), "later")
    which = _("Company level access") if access == Access.COMPANY else _("Contract level access")
    path = _("A contract administrator, in Recruiter: More › Admin settings › ATS › %(which)s") % {"which": which}
    return Step(_("Switch on in Recruiter"), "now", help=path)
