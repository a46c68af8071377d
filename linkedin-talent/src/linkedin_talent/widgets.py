"""LinkedIn's plug-ins in a page of ours: the loader and a tag for each (§6.2, §16, §18, §19.4).

LinkedIn's pages: ATS Integration Configuration Plugin, Profile Plugin, Apply with LinkedIn v3, Apply Connect's sample
pages. A plug-in appears only on an origin that stands in the child application's `validJsSdkDomains`, to somebody
signed in to LinkedIn in the same browser. The functions a tag names are global ones of the page; what they are called
with comes from a browser, so the server believes none of it before LinkedIn's API says the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from linkedin_talent.endpoints import Endpoints

__all__ = [
    "ApplyColor",
    "ApplyMode",
    "ApplySize",
    "Widget",
    "applicant_highlights",
    "applicant_profile",
    "apply_button",
    "apply_conversion",
    "loader",
    "onboarding",
    "profile",
]

_API_KEY = re.compile(r"[\w.~-]+", re.ASCII)


class ApplyMode(StrEnum):
    """What an Apply with LinkedIn tag is for: the form's button, or telling LinkedIn that somebody applied."""

    BUTTON_DATA = "BUTTON_DATA"
    CONVERSION = "CONVERSION"


class ApplySize(StrEnum):
    """Sizes of the button."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class ApplyColor(StrEnum):
    """Colours of the button."""

    BLUE = "blue"
    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Widget:
    """A plug-in's tag: its type, and its attributes without their `data-`."""

    type: str
    attributes: Mapping[str, str]

    def html(self) -> str:
        """The tag, ready for a page."""
        said = "".join(f' data-{name}="{escape(value)}"' for name, value in self.attributes.items())
        return f'<script type="{self.type}"{said}></script>'


def loader(endpoints: Endpoints, api_key: str, extension: str, *, nonce: str = "") -> str:
    """The script that a page includes once, before the tags. `api_key` is the child's client id.

    `extension` is one of the `Endpoints` properties that end in `_extension`; `nonce` is the one of the page's content
    security policy.
    """
    if not _API_KEY.fullmatch(api_key):
        raise ValueError("an API key has letters, digits and . _ ~ - only")
    kept = f' nonce="{escape(nonce)}"' if nonce else ""
    return (
        f'<script type="text/javascript" src="{escape(endpoints.script)}"{kept}>\n'
        f"  api_key: {api_key}\n  extensions: {extension}\n</script>"
    )


def onboarding(bundles: Iterable[str], *, on_integrate: str, width: int = 500) -> Widget:
    """Set-up by an administrator of the Recruiter contract; `on_integrate` receives what `read_callback` reads."""
    return _widget(
        "IN/ATSIntegrationWidget",
        {"supported-bundled-integration-types": ",".join(bundles), "onintegrate": on_integrate, "width": width},
    )


def profile(
    candidate_id: str,
    organization: str,
    *,
    on_link: str = "",
    on_unlink: str = "",
    show_unlink: bool = True,
    confirm_unlink: bool = True,
    width: int = 800,
) -> Widget:
    """A synced candidate's LinkedIn profile; the two functions receive the person's URN when it is linked or unlinked.

    The viewer needs a Recruiter seat. Tell LinkedIn of a link too: `client.candidates.link`.
    """
    return _widget(
        "IN/HcmWidget",
        {
            "widget-type": "ATS",
            "ats-candidate-id": candidate_id,
            "integration-context": organization,
            "show-unlink-url": show_unlink,
            "confirm-unlink": confirm_unlink,
            "onlink": on_link,
            "onunlink": on_unlink,
            "width": width,
        },
    )


def apply_button(
    job_code: str,
    organization: str,
    *,
    callback: str,
    size: str = ApplySize.MEDIUM,
    color: str = ApplyColor.BLUE,
    height: int | None = None,
) -> Widget:
    """Apply with LinkedIn in a form; `callback` receives the profile and its signature (module `apply_profile`)."""
    return _widget(
        "IN/AwliWidget",
        {
            "company-job-code": job_code,
            "integration-context": organization,
            "mode": ApplyMode.BUTTON_DATA,
            "callback-method": callback,
            "size": size,
            "color": color,
            "height": height,
        },
    )


def apply_conversion(job_code: str, organization: str) -> Widget:
    """On the page that thanks for an application that began with Apply with LinkedIn."""
    return _widget(
        "IN/AwliWidget",
        {"company-job-code": job_code, "integration-context": organization, "mode": ApplyMode.CONVERSION},
    )


def applicant_highlights(
    organization: str, *, job_application: str, job_posting_id: str, email: str = "", profile_url: str = ""
) -> Widget:
    """A line about somebody who applied on LinkedIn, for a list; `job_application` is the URN that was delivered."""
    return _widget(
        "IN/ApplicantHighlights", _applicant(organization, job_application, job_posting_id, email, profile_url)
    )


def applicant_profile(
    organization: str, *, job_application: str, job_posting_id: str, email: str = "", profile_url: str = ""
) -> Widget:
    """The whole profile of somebody who applied on LinkedIn, for the page of one application."""
    return _widget("IN/HcmWidget", _applicant(organization, job_application, job_posting_id, email, profile_url))


def _applicant(
    organization: str, job_application: str, job_posting_id: str, email: str, profile_url: str
) -> dict[str, str]:
    return {
        "integration-context": organization,
        "li-job-application-id": job_application,
        "ats-job-posting-id": job_posting_id,
        "applicant-email": email,
        "li-applicant-profile-url": profile_url,
    }


def _widget(kind: str, attributes: Mapping[str, str | int | None]) -> Widget:
    """An attribute that is not given is left out."""
    return Widget(kind, {name: _text(value) for name, value in attributes.items() if value not in {None, ""}})


def _text(value: str | int | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
