"""The wire contract of LinkedIn Talent Solutions, typed.

`LinkedInClient` calls; `restli`, `webhooks` and `feed` read and write the formats on their own. What stands here is
imported when it is first asked for, so that the formats alone come without the HTTP client.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkedin_talent.attachments import AttachmentKey
    from linkedin_talent.batch import BatchReply, BatchResult, ElementResult
    from linkedin_talent.client import LinkedInClient
    from linkedin_talent.endpoints import Endpoints
    from linkedin_talent.errors import LinkedInError
    from linkedin_talent.keys import AclKey, ApplicationKey, AssigneeKey, CandidateKey, IntegrationKey
    from linkedin_talent.names import Surface
    from linkedin_talent.requisitions import RequisitionKey
    from linkedin_talent.restli import Protocol
    from linkedin_talent.tokens import AccessToken, Application, TokenStore
else:
    _NAMES = {
        "attachments": ("AttachmentKey",),
        "batch": ("BatchReply", "BatchResult", "ElementResult"),
        "client": ("LinkedInClient",),
        "endpoints": ("Endpoints",),
        "errors": ("LinkedInError",),
        "keys": ("AclKey", "ApplicationKey", "AssigneeKey", "CandidateKey", "IntegrationKey"),
        "names": ("Surface",),
        "requisitions": ("RequisitionKey",),
        "restli": ("Protocol",),
        "tokens": ("AccessToken", "Application", "TokenStore"),
    }
    _HOMES = {name: home for home, names in _NAMES.items() for name in names}

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "AccessToken",
    "AclKey",
    "Application",
    "ApplicationKey",
    "AssigneeKey",
    "AttachmentKey",
    "BatchReply",
    "BatchResult",
    "CandidateKey",
    "ElementResult",
    "Endpoints",
    "IntegrationKey",
    "LinkedInClient",
    "LinkedInError",
    "Protocol",
    "RequisitionKey",
    "Surface",
    "TokenStore",
]
