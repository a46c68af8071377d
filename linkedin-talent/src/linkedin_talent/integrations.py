"""Integrations of a customer and their configuration (LinkedIn: Customer Configuration)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from linkedin_talent.assumptions import INTEGRATION_ENABLED
from linkedin_talent.batch import BatchReply, BatchResult
from linkedin_talent.calls import Call, elements_of, projection
from linkedin_talent.keys import IntegrationKey, key_in
from linkedin_talent.records import Millis, WireRecord, read_record
from linkedin_talent.resource import ChildResource, KeyedResource, child_key, child_path, patch
from linkedin_talent.restli import Key

__all__ = [
    "ALL_PRODUCT_USERS",
    "BUNDLE_TYPES",
    "Bundle",
    "ConfigurationKey",
    "Configurations",
    "Integration",
    "IntegrationStatus",
    "IntegrationType",
    "Integrations",
    "Tenant",
    "integration_key",
    "read_callback",
]

Name = TypeVar("Name", bound=str)  # a plain word or a ConfigurationKey

ALL_PRODUCT_USERS = "ALL_PRODUCT_USERS"  # the only value of the two *_VIEWERS configurations


class IntegrationType(StrEnum):
    """What LinkedIn can be allowed to do with a customer's data (LinkedIn: Integration Types; §6.4)."""

    IN_ATS_INDICATOR = "IN_ATS_INDICATOR"
    ONE_CLICK_EXPORT = "ONE_CLICK_EXPORT"
    PROFILE_PLUGIN = "PROFILE_PLUGIN"
    CSA_API = "CSA_API"
    RECOMMENDED_MATCHES = "RECOMMENDED_MATCHES"
    UNIFIED_SEARCH = "UNIFIED_SEARCH"
    APPLY_CONNECT = "APPLY_CONNECT"
    APPLY_WITH_LINKEDIN = "APPLY_WITH_LINKEDIN"
    PREMIUM_JOB_POSTING = "PREMIUM_JOB_POSTING"
    CRM_ONE_CLICK_EXPORT = "CRM_ONE_CLICK_EXPORT"
    CRM_CSA_API = "CRM_CSA_API"


class Bundle(StrEnum):
    """What the set-up plug-in offers as one row."""

    COMPANY = "RECRUITER_SYSTEM_CONNECT_COMPANY"
    CONTRACT = "RECRUITER_SYSTEM_CONNECT_CONTRACT"
    APPLY_WITH_LINKEDIN = "APPLY_WITH_LINKEDIN"
    APPLY_CONNECT = "APPLY_STARTERS_EXP"
    CRM = "CANDIDATE_RELATIONSHIP_MANAGEMENT"


BUNDLE_TYPES: dict[Bundle, tuple[IntegrationType, ...]] = {
    Bundle.COMPANY: (
        IntegrationType.IN_ATS_INDICATOR,
        IntegrationType.ONE_CLICK_EXPORT,
        IntegrationType.PROFILE_PLUGIN,
    ),
    Bundle.CONTRACT: (IntegrationType.CSA_API,),
    Bundle.APPLY_WITH_LINKEDIN: (IntegrationType.APPLY_WITH_LINKEDIN,),
    Bundle.APPLY_CONNECT: (IntegrationType.APPLY_CONNECT,),
    Bundle.CRM: (IntegrationType.CRM_ONE_CLICK_EXPORT, IntegrationType.CRM_CSA_API),
}


class IntegrationStatus(StrEnum):
    """How far a customer's administrators have come (A-10); only ENABLED lets data flow."""

    REQUESTED = "REQUESTED"
    PARTNER_READY = "PARTNER_READY"
    ENABLED = INTEGRATION_ENABLED
    DISABLED = "DISABLED"


class Tenant(StrEnum):
    """The LinkedIn product an integration belongs to."""

    RECRUITER = "RECRUITER"
    JOBS = "JOBS"


_OF_CONTRACT = frozenset({"CSA_API", "PREMIUM_JOB_POSTING", "CRM_CSA_API"})
_OF_JOBS = frozenset({"APPLY_CONNECT", "APPLY_WITH_LINKEDIN", "PREMIUM_JOB_POSTING"})


def integration_key(type_: str, *, organization: str, contract: str = "") -> IntegrationKey:
    """The key of an integration, with the context (URN) and the tenant its type belongs to (§6.4)."""
    context = contract if type_ in _OF_CONTRACT else organization
    if not context:
        raise ValueError(f"{type_} belongs to a {'contract' if type_ in _OF_CONTRACT else 'organization'}")
    return IntegrationKey(context, str(type_), Tenant.JOBS if type_ in _OF_JOBS else Tenant.RECRUITER)


def read_callback(elements: Iterable[Mapping[str, Any]]) -> list[IntegrationKey]:
    """What the set-up plug-in's function was called with (A-09): the integrations just asked for.

    It is the only place that tells a customer's organization and contract. It comes from a browser: read the keys by
    `client.integrations.get` and keep those that LinkedIn shows. ReplyError when it has another shape.
    """
    return [key_in(IntegrationKey, element) for element in elements]


class ConfigurationKey(StrEnum):
    """Values an integration needs before it can be enabled (§6.7).

    CALLBACK_URL, of ONE_CLICK_EXPORT: an https address of ours, one a customer. The other two, of ONE_CLICK_EXPORT and
    of IN_ATS_INDICATOR, take `ALL_PRODUCT_USERS` and are needed where access control lists are not used.
    """

    CALLBACK_URL = "CALLBACK_URL"
    JOB_POSTING_VIEWERS = "JOB_POSTING_VIEWERS"
    APPLICATION_VIEWERS = "APPLICATION_VIEWERS"


class Integration(WireRecord):
    """An integration as LinkedIn has it (A-13)."""

    integration_context: str
    integration_type: str
    tenant_type: str
    data_provider: str = ""
    integration_name: str | None = None
    integration_status: str = ""
    last_modified_at: Millis | None = None

    @property
    def key(self) -> IntegrationKey:
        """Its key."""
        return IntegrationKey(self.integration_context, self.integration_type, self.tenant_type)

    @property
    def enabled(self) -> bool:
        """Switched on in Recruiter. A status we do not know is not enabled."""
        return self.integration_status == INTEGRATION_ENABLED


class Integrations(KeyedResource[IntegrationKey]):
    """/v2/atsIntegrations, /rest/integrations (LinkedIn: Customer Configuration; §6.5, §6.6)."""

    name = "atsIntegrations"

    def rename(self, names: Mapping[IntegrationKey, str]) -> BatchResult[IntegrationKey]:
        """Give pre-authorised integrations the names a Recruiter administrator sees; that makes us ready."""
        bodies = {key: patch({"integrationName": name}) for key, name in names.items()}
        return self._write("POST", "batch_partial_update", bodies)

    def get(
        self, keys: Iterable[IntegrationKey], *, fields: Sequence[str] = ()
    ) -> BatchReply[IntegrationKey, Integration]:
        """Read by key; `fields` names what to send of each, by wire names. 5,000 calls a day."""
        at = self._route("batch_get")
        wire: dict[Key, IntegrationKey] = {at.key(key.compound()): key for key in keys}
        reply = self._caller.read(at, at.path, list(wire), projection(at, fields))
        found = {
            wire[name]: read_record(Integration, _with_key(wire[name], at.read_record(record)))
            for name, record in reply.found.items()
        }
        return BatchReply(found, {wire[name]: error for name, error in reply.errors.items()})

    def requested(self, request_id: str) -> list[Integration]:
        """What an INTEGRATION_STATUS_CHANGE push speaks of; empty once the id has expired."""
        at = self._route("finder")
        call = Call("GET", at, at.path, query={"q": "request", "requestId": request_id})
        rows = elements_of(self._caller.object(call))
        return [read_record(Integration, at.read_record(row)) for row in rows]


class Configurations(ChildResource[IntegrationKey]):
    """/v2/atsIntegrations/{key}/configurations, /rest/integrationConfigurations (§6.7)."""

    name = "configurations"
    parent = "atsIntegrations"

    def put(self, integration: IntegrationKey, values: Mapping[Name, str]) -> BatchResult[str]:
        """Set values by configuration key."""
        bodies = {str(key): {"configurationValue": {"string": value}} for key, value in values.items()}
        return self._write("PUT", "batch_update", integration, bodies)

    def get(self, integration: IntegrationKey, keys: Sequence[str]) -> dict[str, str]:
        """The values that are set."""
        at = self._route("batch_get")
        above = integration.compound()
        wire: dict[Key, str] = {child_key(at, above, key): key for key in keys}
        reply = self._caller.read(at, child_path(at, self.parent, above), list(wire))
        return dict(_values((wire[name], record) for name, record in reply.found.items()))

    def delete(self, integration: IntegrationKey, keys: Iterable[str]) -> BatchResult[str]:
        """Remove values; removing a *_VIEWERS value returns visibility to the access control lists."""
        return self._write("DELETE", "batch_delete", integration, dict.fromkeys(keys))


def _with_key(key: IntegrationKey, record: Mapping[str, Any]) -> dict[str, Any]:
    """A BATCH_GET's record may leave its key members to the map's key."""
    return dict(key.compound()) | dict(record)


def _values(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    for key, record in rows:
        value = record.get("configurationValue")
        if isinstance(value, dict) and isinstance(value.get("string"), str):
            yield key, value["string"]
