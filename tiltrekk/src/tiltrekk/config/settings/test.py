"""Tests: fixed keys, quick password hashing, files and mail in temporary places."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403  # a profile is the base with a few names replaced

PROFILE = "test"
SECRET_KEY = "only for tests"  # noqa: S105  # not a secret
ENCRYPTION_KEYS = ["dPCC9NMHW2n58STlzJ-sap7D9O5nJ4PVkomWuwIDlGM="]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "tiltrekk-test-files"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # a fresh checkout has no collected files, and tests do not collect them
WHITENOISE_USE_FINDERS = True
