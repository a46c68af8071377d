"""Random public ids: 128 bits as 32 hex digits, for addresses and towards LinkedIn (never a guessable counter)."""

import secrets
from typing import Any

from django.db import models


def new_public_id() -> str:
    """Return a fresh id, for example ``9f0c…``; 32 characters fit LinkedIn's limit of 40 with a suffix to spare."""
    return secrets.token_hex(16)


class PublicIdField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A unique, unchangeable random id."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": 32, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**options)


class PublicIdConverter:
    """Path converter ``<id:…>``."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
