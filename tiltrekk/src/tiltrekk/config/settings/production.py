"""Production: https, keys from the environment, no clock file. Anything missing stops the start with its name."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403  # a profile is the base with a few names replaced
from .base import CLOCK_FILE, ENCRYPTION_KEYS, SECRET_KEY, SECURE, STORAGES

PROFILE = "production"

if not SECURE:
    raise ImproperlyConfigured("TILTREKK_PUBLIC_URL must begin with https:// in production.")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set TILTREKK_SECRET_KEY (or TILTREKK_SECRET_KEY_FILE).")
if not ENCRYPTION_KEYS:
    raise ImproperlyConfigured("Set TILTREKK_ENCRYPTION_KEYS (or TILTREKK_ENCRYPTION_KEYS_FILE).")
if CLOCK_FILE:
    raise ImproperlyConfigured("TILTREKK_CLOCK_FILE moves business time and is refused in production.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
