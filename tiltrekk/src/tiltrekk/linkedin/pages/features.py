"""The cards of what an organization switches on with LinkedIn beside the access levels."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.linkedin.connect import apply
from tiltrekk.linkedin.connect.features import APPLY, ONSITE, Feature
from tiltrekk.linkedin.models import LinkedInSettings


@dataclass(frozen=True)
class Card:
    """One card: what it is, how far it has come, and what stands on it once it is on."""

    feature: Feature
    title: str
    text: str
    choices: LinkedInSettings
    when_on: str  # template
    is_off: bool = False  # a preview feature nobody switched on
    preview: bool = False

    @property
    def is_requested(self) -> bool:
        return getattr(self.choices, self.feature.requested) is not None

    @property
    def is_enabled(self) -> bool:
        return getattr(self.choices, self.feature.enabled) is not None

    @property
    def frame(self) -> str:
        """Route of LinkedIn's set-up for it."""
        return f"linkedin:frame-connect-{self.feature.key}"

    @property
    def look(self) -> str:
        """Route of *Check again*."""
        return f"linkedin:{self.feature.key}-look"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Word, kind and icon of the badge."""
        if self.is_enabled:
            return pgettext("LinkedIn", "Enabled"), "ok", "check"
        if self.is_requested:
            return pgettext("LinkedIn", "Requested"), "warn", "clock"
        return (
            (pgettext("feature", "Preview") if self.preview else pgettext("access level", "Not requested")),
            "note",
            "",
        )


def cards() -> list[Card]:
    """Return them in order."""
    choices = LinkedInSettings.current()
    on_site = _("People apply on LinkedIn itself and are applicants here, with their résumé.")
    filled = _("People fill the public apply form from their LinkedIn profile. Nothing is kept until they submit.")
    return [
        Card(ONSITE, _("Apply on LinkedIn (Apply Connect)"), on_site, choices, "linkedin/parts/onsite_on.html"),
        Card(
            APPLY, _("Apply with LinkedIn"), filled, choices, "linkedin/parts/apply_on.html",
            is_off=not apply.is_previewed(), preview=True,
        ),
    ]  # fmt: skip
