"""Where the program's data lie and which settings it runs with, decided before Django is loaded."""

import os
from pathlib import Path

from tiltrekk.server.postgres import Cluster

PROFILES = ("demo", "production", "test")
CHECKOUT = Path(__file__).resolve().parents[4]


class StartError(Exception):
    """The program cannot start or go on. The message is a sentence for the person at the terminal."""


def choose_settings() -> None:
    """Settle profile and data folder for this process and all it starts."""
    profile = os.environ.setdefault("TILTREKK_PROFILE", "production")
    if profile not in PROFILES:
        raise StartError(f"TILTREKK_PROFILE is {profile!r}; it must be one of {', '.join(PROFILES)}.")
    os.environ["DJANGO_SETTINGS_MODULE"] = f"tiltrekk.config.settings.{profile}"
    os.environ["TILTREKK_DATA"] = str(data_folder())


def data_folder() -> Path:
    """The folder with everything the program keeps: database, files, keys, logs."""
    return Path(os.environ.get("TILTREKK_DATA") or CHECKOUT / ".data").absolute()


def has_own_server() -> bool:
    """Say whether DATABASE_URL names a server, so that the embedded one stays out of it."""
    return bool(os.environ.get("DATABASE_URL"))


def embedded_cluster() -> Cluster:
    """The embedded server of the data folder, not started."""
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    return Cluster(data / "postgres")
