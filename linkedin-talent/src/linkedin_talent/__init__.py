"""The wire contract of LinkedIn Talent Solutions, typed.

`LinkedInClient` calls; `restli`, `webhooks` and `feed` read and write the formats on their own.
"""

from linkedin_talent.batch import BatchReply, BatchResult, ElementResult
from linkedin_talent.client import LinkedInClient
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.errors import LinkedInError
from linkedin_talent.keys import AclKey, ApplicationKey, AssigneeKey, CandidateKey, IntegrationKey
from linkedin_talent.names import Surface
from linkedin_talent.tokens import AccessToken, Application, TokenStore

__all__ = [
    "AccessToken",
    "AclKey",
    "Application",
    "ApplicationKey",
    "AssigneeKey",
    "BatchReply",
    "BatchResult",
    "CandidateKey",
    "ElementResult",
    "Endpoints",
    "IntegrationKey",
    "LinkedInClient",
    "LinkedInError",
    "Surface",
    "TokenStore",
]
