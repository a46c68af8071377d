"""From the plug-in's callback to *Partner ready*: store, name, configure (linkedin.md §6.5–§6.7)."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import LinkedInError
from linkedin_talent.integrations import ConfigurationKey, IntegrationType
from linkedin_talent.keys import IntegrationKey

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Access, CompanyPage, Connection, Level

from . import left
from .levels import keys_of, refresh

_ORGANIZATION = "urn:li:organization:"
_NAMES = {
    IntegrationType.IN_ATS_INDICATOR: "In ATS",
    IntegrationType.ONE_CLICK_EXPORT: "export",
    IntegrationType.PROFILE_PLUGIN: "profile",
    IntegrationType.CSA_API: "InMail and notes",
    IntegrationType.APPLY_WITH_LINKEDIN: "apply",
}


def requested(*, actor: User, elements: Iterable[Mapping[str, str]]) -> list[Level]:
    """What the set-up plug-in told the administrator's browser after *Request* or *Notify partner*.

    It comes from a browser, so nothing of it is believed before LinkedIn shows the same to our own application
    (decision 24). Then every integration is named and configured; doing it again repeats the naming.
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = _connection()
    claimed = [_key(element) for element in elements]
    try:
        with linkedin.environment(connection) as client:
            shown = list(client.integrations.get(claimed).found) if claimed else []
            levels = _store(actor, shown)
            for level in levels:
                prepare(client, connection, level)
        refresh()
    except LinkedInError as error:
        raise Refused(Reason("linkedin", _("LinkedIn refused: %s") % error)) from error
    if not levels:
        raise Refused(Reason("not_shown", _("LinkedIn does not show such a request to us.")))
    return levels


def notify_partner(*, actor: User) -> None:
    """Do our side of every requested level again, and read the states (*Notify partner*)."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    connection = _connection()
    try:
        with linkedin.environment(connection) as client:
            for level in Level.objects.all():
                prepare(client, connection, level)
        refresh()
    except LinkedInError as error:
        raise Refused(Reason("linkedin", _("LinkedIn refused: %s") % error)) from error


def _connection() -> Connection:
    connection = Connection.current()
    if connection is None:
        raise Refused(Reason("not_connected", _("Connect LinkedIn first.")))
    return connection


def _key(element: Mapping[str, str]) -> IntegrationKey:
    return IntegrationKey(
        str(element.get("integrationContext", "")),
        str(element.get("integrationType", "")),
        str(element.get("tenantType") or "RECRUITER"),
    )


@transaction.atomic
def _store(actor: User, shown: Sequence[IntegrationKey]) -> list[Level]:
    """A request that names a contract is for the contract level; it carries the organization's types with it."""
    contracts = sorted({key.context for key in shown if key.context.startswith(left.CONTRACT)})
    organizations = sorted({key.context for key in shown if key.context.startswith(_ORGANIZATION)})
    is_known = left.are_known([*contracts, *organizations])
    found = [
        _level(actor, Access.CONTRACT, context, next(iter(organizations), _default_organization()))
        for context in contracts
    ]
    found = found or [_level(actor, Access.COMPANY, context, context) for context in organizations]
    if not is_known:
        left.forget(actor=actor)
    return found


def _default_organization() -> str:
    page = CompanyPage.objects.first()
    return page.urn if page else ""


def _level(actor: User, access: Access, context: str, organization: str) -> Level:
    fresh = {"organization": organization, "requested_at": clock.now(), "requested_by_id": actor.pk}
    level, made = Level.objects.get_or_create(access=access, context=context, defaults=fresh)
    if made:
        events.record(actor=actor, verb="linkedin.level_requested", subject=level, values={"access": access.value})
    return level


def prepare(client: LinkedInClient, connection: Connection, level: Level) -> None:
    """Name the level's integrations and set what they need; what LinkedIn refuses is kept in its words."""
    names = {key: _name(key) for key in keys_of(level)}
    problems = [str(error) for error in client.integrations.rename(names).errors.values()]
    if not problems:
        level.named_at = level.named_at or clock.now()
        problems = _configure(client, connection, level)
    if not problems:
        level.configured_at = level.configured_at or clock.now()
    level.problem = "\n".join(dict.fromkeys(problems))
    level.save()


def _configure(client: LinkedInClient, connection: Connection, level: Level) -> list[str]:
    """Only the callback address: who sees a job is told by access lists, so no *_VIEWERS value is set."""
    key = IntegrationKey(level.organization, IntegrationType.ONE_CLICK_EXPORT.value)
    values = {ConfigurationKey.CALLBACK_URL.value: connection.callback_url}
    return [str(error) for error in client.configurations.put(key, values).errors.values()]


def _name(key: IntegrationKey) -> str:
    return f"{Environment.current().name} – {_NAMES[IntegrationType(key.type)]}"
