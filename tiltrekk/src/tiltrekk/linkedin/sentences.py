"""How events about LinkedIn read under an application."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tiltrekk.ui.sentences import sentence

from .models import NoticeAction


def _told(text: Any) -> Any:
    """A sentence that ends with what the applicant was told."""

    def words(values: Mapping[str, Any]) -> Any:
        return format_lazy("{}: {}", text, NoticeAction(values["action"]).label)

    return words


def register() -> None:
    """Called once, when the program starts."""
    sentence("linkedin.applicant_told", _told(_("LinkedIn told %(candidate)s")), icon="brand-linkedin")
    sentence("linkedin.notice_taken_back", _told(_("%(actor)s kept from %(candidate)s")), icon="eye-off")
    sentence("linkedin.notice_retried", _told(_("%(actor)s had LinkedIn asked again to tell %(candidate)s")))
