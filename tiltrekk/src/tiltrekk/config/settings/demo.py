"""The demo: loopback only, sample sign-ins, generated keys kept in the data folder."""

from tiltrekk.config.keys import local_keys

from .base import *  # noqa: F403  # a profile is the base with a few names replaced
from .base import DATA_DIR, SECURE

PROFILE = "demo"
SECRET_KEY, ENCRYPTION_KEYS = local_keys(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
if SECURE:
    raise RuntimeError("TILTREKK_PROFILE=demo runs on loopback over http only; use the production profile for https.")
