"""Keys of an installation that nobody configured: made once and kept in the data folder, readable by its owner only."""

import json
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def local_keys(data: Path) -> tuple[str, list[str]]:
    """Return (secret key, encryption keys), making them at the first call."""
    path = data / "keys.json"
    if not path.exists():
        _write(
            path,
            {"secret_key": secrets.token_urlsafe(48), "encryption_keys": [Fernet.generate_key().decode()]},
        )
    found = json.loads(path.read_text())
    return found["secret_key"], found["encryption_keys"]


def _write(path: Path, keys: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file)
    try:
        os.link(made, path)  # the first of two simultaneous starts wins, the other reads its keys
    except FileExistsError:
        pass
    finally:
        made.unlink()
