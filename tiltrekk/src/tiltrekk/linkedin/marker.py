"""A mark outside the database that tells a copied or restored database from the original (decision 25)."""

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def marker() -> str:
    """Return this installation's mark, making it at the first call."""
    path = Path(settings.DATA_DIR) / "linkedin-installation"
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):  # the first of two simultaneous makers wins
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(16))
    return path.read_text().strip()
