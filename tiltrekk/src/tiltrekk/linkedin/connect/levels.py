"""The access levels: what LinkedIn says of them, and what follows when one is switched on or off."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError
from linkedin_talent.integrations import Integration, IntegrationType
from linkedin_talent.keys import IntegrationKey

from tiltrekk.core import clock, events
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Access, Connection, Hold, Level, LevelState
from tiltrekk.linkedin.sync import load

ORGANIZATION_TYPES = (
    IntegrationType.IN_ATS_INDICATOR,
    IntegrationType.ONE_CLICK_EXPORT,
    IntegrationType.PROFILE_PLUGIN,
)


@dataclass(frozen=True)
class Reading:
    """What LinkedIn says of these levels' integrations, and when it was asked."""

    levels: Collection[int]  # their keys in the database
    found: Mapping[IntegrationKey, Integration]
    at: datetime


@dataclass(frozen=True)
class Notice:
    """A push that says that integrations were switched, and when LinkedIn sent it."""

    keys: Collection[IntegrationKey]
    at: datetime


def keys_of(level: Level) -> list[IntegrationKey]:
    """Return the integrations of a level; the contract level carries the organization's three too (decision 8)."""
    keys = [IntegrationKey(level.organization, kind.value) for kind in ORGANIZATION_TYPES]
    return [*keys, own_key(level)] if level.access == Access.CONTRACT else keys


def own_key(level: Level) -> IntegrationKey:
    """Return the one integration whose status tells most of the level."""
    if level.access == Access.CONTRACT:
        return IntegrationKey(level.context, IntegrationType.CSA_API.value)
    return IntegrationKey(level.organization, IntegrationType.ONE_CLICK_EXPORT.value)


def refresh() -> None:
    """Read every level's state from LinkedIn. Raises LinkedInError."""
    connection = Connection.current()
    if connection is None:
        return
    with linkedin.environment(connection) as client:
        reading = look(client)
    believe(reading)


def look(client: LinkedInClient) -> Reading:
    """Ask LinkedIn for the state of every level. Raises LinkedInError."""
    now, levels = clock.now(), list(Level.objects.all())
    keys = {key for level in levels for key in keys_of(level)}
    return Reading([level.pk for level in levels], client.integrations.get(keys).found if keys else {}, now)


@transaction.atomic
def believe(reading: Reading, notice: Notice | None = None) -> None:
    """Keep what was read; call it once for a notice, in the transaction that notes that the notice was read."""
    locked = Level.objects.select_for_update().filter(pk__in=reading.levels).order_by("pk")  # as they are by now
    for level in sorted(locked, key=lambda one: one.access == Access.COMPANY):  # contract levels first
        _read(level, reading, notice)


def _read(level: Level, reading: Reading, notice: Notice | None) -> None:
    integration = reading.found.get(own_key(level))
    level.looked_at = clock.now()
    level.status_text = (integration.integration_status if integration else "")[:80]
    before = level.state
    if _is_hidden(level, integration):
        level.state = _other(level) if notice and _is_news(level, notice) else level.state
    else:
        level.state = LevelState.ENABLED if integration and integration.enabled else _off(level)
        level.known_at = reading.at
    level.save()
    if level.state != before:
        _changed(level)


def _is_hidden(level: Level, integration: Integration | None) -> bool:
    """The organization's types read as enabled while the contract level alone is on: then only pushes tell."""
    return bool(integration and integration.enabled and level.access == Access.COMPANY and _contract_is_on(level))


def _off(level: Level) -> str:
    if level.state in {LevelState.ENABLED, LevelState.DISABLED}:
        return LevelState.DISABLED
    return LevelState.PARTNER_READY if level.named_at and level.configured_at else LevelState.REQUESTED


def _contract_is_on(level: Level) -> bool:
    on = Level.objects.filter(access=Access.CONTRACT, organization=level.organization, state=LevelState.ENABLED)
    return on.exists()


def _is_news(level: Level, notice: Notice) -> bool:
    """Whether a push says that the company level was switched and no reading has shown it: one of the organization and
    no contract is about the company level, and one sent before the last telling reading came late.
    """
    about_us = own_key(level) in notice.keys and not any(key.type == IntegrationType.CSA_API for key in notice.keys)
    return about_us and (level.known_at is None or notice.at > level.known_at)


def _other(level: Level) -> str:
    return LevelState.DISABLED if level.state == LevelState.ENABLED else LevelState.ENABLED


def _changed(level: Level) -> None:
    if level.state == LevelState.ENABLED:
        level.enabled_at = clock.now()
        Hold.objects.all().delete()
    elif level.state == LevelState.DISABLED:
        level.disabled_at = clock.now()
    level.save()
    values = {"access": level.access, "state": level.state, "by": "linkedin"}
    events.record(actor=None, verb="linkedin.level_changed", subject=level, values=values)
    if level.state == LevelState.ENABLED:
        load.ask()  # closed jobs, candidates and applications included (RSC-201…203)


def look_soon() -> None:
    """Ask the worker to read the levels: LinkedIn refused something it should have allowed."""
    from tiltrekk.linkedin.tasks import refresh_levels

    refresh_levels.defer()


def refresh_quietly() -> None:
    """Read the levels; LinkedIn's being away changes nothing."""
    try:
        refresh()
    except LinkedInError as error:
        Level.objects.update(problem=str(error), looked_at=timezone.now())
