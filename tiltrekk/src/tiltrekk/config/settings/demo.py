"""The demo: loopback only, sample sign-ins, generated keys kept in the data folder."""

from tiltrekk.config.keys import local_keys

from .base import *  # noqa: F403  # a profile is the base with a few names replaced
from .base import DATA_DIR, SECURE, SESSION_ABSOLUTE_AGE

PROFILE = "demo"
SECRET_KEY, ENCRYPTION_KEYS = local_keys(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
RECENT_SIGN_IN_SECONDS = SESSION_ABSOLUTE_AGE  # the passwords stand on the sign-in page
OUTGOING_TO_LOOPBACK = True
if SECURE:
    raise RuntimeError("TILTREKK_PROFILE=demo runs on loopback over http only; use the production profile for https.")
