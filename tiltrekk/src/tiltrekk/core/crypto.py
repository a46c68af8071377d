"""Secrets at rest: text encrypted in the program, so that a dump or a backup does not hold them."""

from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text that is ciphertext in the database. It cannot be searched, and never appears in ``repr`` or forms."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"editable": False}))

    def get_prep_value(self, value: Any) -> Any:
        return _fernet().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return _fernet().decrypt(value.encode()).decode() if value else value
