"""The base addresses everything talks to, and the fixed addresses below them.

LinkedIn and a rehearsal sandbox differ by these three addresses and by credentials, in nothing else.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

__all__ = ["Endpoints"]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Base addresses without a trailing slash: partner API, public site, plug-in scripts."""

    api: str
    www: str
    platform: str

    def __post_init__(self) -> None:
        for name in ("api", "www", "platform"):
            address = getattr(self, name).rstrip("/")
            if urlsplit(address).scheme not in {"https", "http"} or not urlsplit(address).netloc:
                raise ValueError(f"the {name} address must be an absolute web address")
            object.__setattr__(self, name, address)

    @classmethod
    def linkedin(cls) -> Self:
        """The real LinkedIn."""
        return cls("https://api.linkedin.com", "https://www.linkedin.com", "https://platform.linkedin.com")

    @property
    def authorization(self) -> str:
        """Consent page of the three-legged flow (LinkedIn: Authorization Code Flow)."""
        return f"{self.www}/oauth/v2/authorization"

    @property
    def token(self) -> str:
        """Token endpoint of every grant."""
        return f"{self.www}/oauth/v2/accessToken"

    @property
    def introspection(self) -> str:
        """Token introspection endpoint."""
        return f"{self.www}/oauth/v2/introspectToken"

    @property
    def issuer(self) -> str:
        """OpenID issuer."""
        return f"{self.www}/oauth"

    @property
    def discovery(self) -> str:
        """OpenID discovery document (LinkedIn: Sign In with LinkedIn using OpenID Connect)."""
        return f"{self.issuer}/.well-known/openid-configuration"

    @property
    def keys(self) -> str:
        """The keys that sign id tokens (`jwks_uri`)."""
        return f"{self.issuer}/openid/jwks"

    @property
    def userinfo(self) -> str:
        """OpenID userinfo endpoint; it exists on /v2 only."""
        return f"{self.api}/v2/userinfo"

    @property
    def script(self) -> str:
        """The plug-in loader that a page includes."""
        return f"{self.platform}/xdoor/scripts/in.js"

    @property
    def onboarding_extension(self) -> str:
        """Value of the loader's `extensions:` line for the integration set-up plug-in (IN/ATSIntegrationWidget)."""
        return f"ATSIntegrationWidget@{self.platform}/rsc/extensions/onboarding-widget"

    @property
    def profile_extension(self) -> str:
        """Value of the loader's `extensions:` line for the profile widget (IN/HcmWidget)."""
        return f"HcmWidget@{self.platform}/rsc/extensions/profile-widget"

    @property
    def apply_extension(self) -> str:
        """Value of the loader's `extensions:` line for Apply with LinkedIn v3 (IN/AwliWidget)."""
        return f"AwliWidget@{self.www}/talentwidgets/extensions/apply-with-linkedin-widget-v3"

    @property
    def highlights_extension(self) -> str:
        """Value of the loader's `extensions:` line for applicants of Apply Connect (IN/ApplicantHighlights)."""
        return f"APPLICANT_HIGHLIGHTS@{self.www}/talentwidgets/extensions/applicant-highlights-widget"

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins a content security policy must allow for the plug-ins, each once."""
        parts = (urlsplit(address) for address in (self.platform, self.www, self.api))
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))

    def company_jobs(self, company_id: str) -> str:
        """LinkedIn's job search showing one company's jobs."""
        return f"{self.www}/jobs/search/?f_C={quote(company_id, safe='')}&locationType=Y"
