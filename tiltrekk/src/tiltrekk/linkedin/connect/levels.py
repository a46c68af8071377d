"""The access levels: what LinkedIn says of them, and what follows when one is switched on or off."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
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


def keys_of(level: Level) -> list[IntegrationKey]:
    """Return the integrations of a level; the contract level carries the organization's three too (decision 8)."""
    keys = [IntegrationKey(level.organization, kind.value) for kind in ORGANIZATION_TYPES]
    return [*keys, own_key(level)] if level.access == Access.CONTRACT else keys


def own_key(level: Level) -> IntegrationKey:
    """Return the one integration whose status tells most of the level."""
    if level.access == Access.CONTRACT:
        return IntegrationKey(level.context, IntegrationType.CSA_API.value)
    return IntegrationKey(level.organization, IntegrationType.ONE_CLICK_EXPORT.value)


def refresh(changed: Iterable[IntegrationKey] = ()) -> None:
    """Read every level's state from LinkedIn; ``changed`` is what a status push spoke of. Raises LinkedInError."""
    connection = Connection.current()
    levels = list(Level.objects.all())
    if connection is None or not levels:
        return
    with linkedin.environment(connection) as client:
        found = client.integrations.get({key for level in levels for key in keys_of(level)}).found
    told = set(changed)
    with transaction.atomic():  # locked and read again: two notices are read side by side
        locked = Level.objects.select_for_update().filter(pk__in=[one.pk for one in levels]).order_by("pk")
        for level in sorted(locked, key=lambda one: one.access == Access.COMPANY):  # contract levels first
            _read(level, found, told)


def _read(level: Level, found: Mapping[IntegrationKey, Integration], told: set[IntegrationKey]) -> None:
    integration = found.get(own_key(level))
    level.looked_at = clock.now()
    level.status_text = (integration.integration_status if integration else "")[:80]
    before = level.state
    level.state = _state(level, integration, told)
    level.save()
    if level.state != before:
        _changed(level)


def _state(level: Level, integration: Integration | None, told: set[IntegrationKey]) -> str:
    if integration is None or not integration.enabled:
        return _off(level)
    if level.access == Access.COMPANY and _contract_is_on(level):
        return _company_beside_contract(level, told)
    return LevelState.ENABLED


def _off(level: Level) -> str:
    if level.state in {LevelState.ENABLED, LevelState.DISABLED}:
        return LevelState.DISABLED
    return LevelState.PARTNER_READY if level.named_at and level.configured_at else LevelState.REQUESTED


def _contract_is_on(level: Level) -> bool:
    on = Level.objects.filter(access=Access.CONTRACT, organization=level.organization, state=LevelState.ENABLED)
    return on.exists()


def _company_beside_contract(level: Level, told: set[IntegrationKey]) -> str:
    """The organization's types read as enabled while the contract level alone is on, so only a push tells the two
    switches apart: one that speaks of the organization and of no contract is about the company level.
    """
    about_us = own_key(level) in told and not any(key.type == IntegrationType.CSA_API for key in told)
    if not about_us:
        return level.state
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
