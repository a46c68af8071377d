"""Passwords nobody should choose here, beside the list of common ones (SEC-02)."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Environment

_SHORTEST_WORD = 4  # shorter names stand in too many good passwords by chance
_LEAST_LEFT = 8


class ContextWords:
    """Refuses what is left too short without the names of the program, the organisation and the person."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` when fewer than eight letters or digits are left."""
        left = password.casefold()
        for word in sorted(set(_words(user)), key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"\W", "", left)) < _LEAST_LEFT:
            raise ValidationError(self.get_help_text(), code="password_context")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("The password must not be built on the name of the organisation, the program or yourself.")


def _words(user: Any) -> Iterator[str]:
    for text in (
        settings.PRODUCT_NAME,
        Environment.current().name,
        getattr(user, "name", ""),
        getattr(user, "email", ""),
    ):
        yield from (word for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= _SHORTEST_WORD)
