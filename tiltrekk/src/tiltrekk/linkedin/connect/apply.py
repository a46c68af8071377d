"""*Apply with LinkedIn*: a preview feature that the organization switches on with LinkedIn (linkedin.md §18)."""

from tiltrekk.accounts.models import Environment
from tiltrekk.linkedin.models import Connection, LinkedInSettings

FEATURE = "apply_with_linkedin"


def is_previewed() -> bool:
    """Whether the preview feature is switched on."""
    return FEATURE in Environment.current().preview_features


def is_offered() -> bool:
    """Whether public apply forms show the button."""
    return (
        is_previewed() and Connection.current() is not None and LinkedInSettings.current().apply_enabled_at is not None
    )
