"""*Apply with LinkedIn*: a preview feature that the organization switches on with LinkedIn (linkedin.md §18)."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.errors import LinkedInError
from linkedin_talent.integrations import Integration, IntegrationType
from linkedin_talent.keys import IntegrationKey

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import CompanyPage, Connection, LinkedInSettings

FEATURE = "apply_with_linkedin"
TYPE = IntegrationType.APPLY_WITH_LINKEDIN.value
TENANT = "JOBS"


def is_previewed() -> bool:
    """Whether the preview feature is switched on."""
    return FEATURE in Environment.current().preview_features


def is_offered() -> bool:
    """Whether public apply forms show the button."""
    return (
        is_previewed() and Connection.current() is not None and LinkedInSettings.current().apply_enabled_at is not None
    )


def is_about_apply(element: Mapping[str, str]) -> bool:
    """Whether a line of the set-up plug-in's message is about this feature."""
    return element.get("integrationType") == TYPE


def requested(*, actor: User, elements: Iterable[Mapping[str, str]]) -> None:
    """The administrator asked for it in LinkedIn's set-up: believe it when LinkedIn shows it, and name it."""
    contexts = {str(element.get("integrationContext", "")) for element in elements if is_about_apply(element)}
    _look(actor, {IntegrationKey(context, TYPE, TENANT) for context in contexts})


def look_again(*, actor: User) -> None:
    """Read whether it is on."""
    _look(actor, _keys())


def refresh() -> None:
    """Read whether it is on, after LinkedIn said that something changed; nothing to do before it was asked for."""
    connection = Connection.current()
    if connection and LinkedInSettings.current().apply_requested_at:
        with linkedin.environment(connection) as client:
            _keep(None, client.integrations.get(_keys()).found.values())


def _keys() -> set[IntegrationKey]:
    return {IntegrationKey(page.urn, TYPE, TENANT) for page in CompanyPage.objects.all()}


def _look(actor: User, keys: set[IntegrationKey]) -> None:
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
    _keep(actor, found.values())


@transaction.atomic
def _keep(actor: User | None, found: Iterable[Integration]) -> None:
    settings = LinkedInSettings.objects.select_for_update().get(pk=LinkedInSettings.current().pk)
    is_on = any(one.enabled for one in found)
    settings.apply_requested_at = settings.apply_requested_at or clock.now()
    if is_on != (settings.apply_enabled_at is not None):
        settings.apply_enabled_at = clock.now() if is_on else None
        values = {"enabled": is_on} | ({} if actor else {"by": "linkedin"})
        events.record(actor=actor, verb="linkedin.apply_changed", subject=settings, values=values)
    settings.save()
