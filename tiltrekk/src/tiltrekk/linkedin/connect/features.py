"""What an organization switches on with LinkedIn beside the access levels: each has a row in the set-up plug-in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.errors import LinkedInError
from linkedin_talent.integrations import Bundle, Integration, IntegrationType, integration_key
from linkedin_talent.keys import IntegrationKey

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import CompanyPage, Connection, LinkedInSettings
from tiltrekk.linkedin.sync import load


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Feature:
    """One of them. ``key`` names it in addresses and begins the names of its two columns of the settings.

    ``changed`` runs in the transaction in which it was switched on or off.
    """

    key: str
    type: IntegrationType
    bundle: Bundle
    changed: Callable[[], None] = _nothing

    @property
    def requested(self) -> str:
        return f"{self.key}_requested_at"

    @property
    def enabled(self) -> str:
        return f"{self.key}_enabled_at"


APPLY = Feature("apply", IntegrationType.APPLY_WITH_LINKEDIN, Bundle.APPLY_WITH_LINKEDIN)
ONSITE = Feature("onsite", IntegrationType.APPLY_CONNECT, Bundle.APPLY_CONNECT, load.ask)
ALL = {one.key: one for one in (APPLY, ONSITE)}


def meant(elements: Sequence[Mapping[str, str]]) -> Feature | None:
    """Return the feature that a message of the set-up plug-in is about."""
    types = {element.get("integrationType") for element in elements}
    return next((one for one in ALL.values() if one.type in types), None)


def requested(*, actor: User, feature: Feature, elements: Iterable[Mapping[str, str]]) -> None:
    """The administrator asked for it in LinkedIn's set-up: believe it when LinkedIn shows it, and name it."""
    ours = (element for element in elements if element.get("integrationType") == feature.type)
    contexts = {str(element.get("integrationContext", "")) for element in ours}
    _look(actor, feature, {_key(feature, context) for context in contexts if context})


def look_again(*, actor: User, feature: Feature) -> None:
    """Read whether it is on."""
    _look(actor, feature, _keys(feature))


def refresh() -> None:
    """Read which are on, after LinkedIn said that something changed; nothing to do before one was asked for."""
    connection, choices = Connection.current(), LinkedInSettings.current()
    asked = [one for one in ALL.values() if getattr(choices, one.requested)]
    if connection and asked:
        with linkedin.environment(connection) as client:
            for feature in asked:
                _keep(None, feature, client.integrations.get(_keys(feature)).found.values())


def refresh_quietly() -> None:
    """Read which are on; LinkedIn's being away changes nothing."""
    try:
        refresh()
    except LinkedInError:
        return


def _key(feature: Feature, organization: str) -> IntegrationKey:
    return integration_key(feature.type, organization=organization)


def _keys(feature: Feature) -> set[IntegrationKey]:
    return {_key(feature, page.urn) for page in CompanyPage.objects.all()}


def _look(actor: User, feature: Feature, keys: set[IntegrationKey]) -> None:
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = Connection.current()
    if connection is None:
        raise Refused(Reason("not_connected", _("Connect LinkedIn first.")))
    try:
        with linkedin.environment(connection) as client:
            found = client.integrations.get(keys).found if keys else {}
            if unnamed := [key for key, one in found.items() if not one.integration_name]:
                client.integrations.rename({key: Environment.current().name for key in unnamed})
                found = client.integrations.get(keys).found
    except LinkedInError as error:
        raise Refused(Reason("linkedin", _("LinkedIn refused: %s") % error)) from error
    if not found:
        raise Refused(Reason("not_shown", _("LinkedIn does not show such a request to us.")))
    _keep(actor, feature, found.values())


@transaction.atomic
def _keep(actor: User | None, feature: Feature, found: Iterable[Integration]) -> None:
    settings = LinkedInSettings.objects.select_for_update().get(pk=LinkedInSettings.current().pk)
    is_on = any(one.enabled for one in found)
    if getattr(settings, feature.requested) is None:
        setattr(settings, feature.requested, clock.now())
    was_on = getattr(settings, feature.enabled) is not None
    if is_on != was_on:
        setattr(settings, feature.enabled, clock.now() if is_on else None)
    settings.save()
    if is_on != was_on:
        values = {"enabled": is_on} | ({} if actor else {"by": "linkedin"})
        events.record(actor=actor, verb=f"linkedin.{feature.key}_changed", subject=settings, values=values)
        feature.changed()
