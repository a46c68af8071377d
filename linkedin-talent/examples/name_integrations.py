"""When the administrator has asked: name the integrations, and say where pushes go."""

from here import client, company
from linkedin_talent.integrations import BUNDLE_TYPES, Bundle, ConfigurationKey, IntegrationType, integration_key

keys = [integration_key(type_, organization=company) for type_ in BUNDLE_TYPES[Bundle.COMPANY]]
export = integration_key(IntegrationType.ONE_CLICK_EXPORT, organization=company)
client.configurations.put(export, {ConfigurationKey.CALLBACK_URL: "http://127.0.0.1:9/linkedin/77"})
named = client.integrations.rename({key: f"My ATS - {key.type}" for key in keys})
print(named.ok, [client.integrations.get(keys).found[key].integration_status for key in keys])
