"""Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body, one for each secret that is valid."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """Return a fresh secret as receivers enter it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def headers(*, message: str, at: datetime, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """Return the three headers. ``message`` stays the same over all tries, ``at`` is the time of this one."""
    stamp = str(int(at.timestamp()))
    signed = f"{message}.{stamp}.".encode() + body
    signatures = " ".join(f"v1,{_signature(key, signed)}" for key in keys)
    return {"webhook-id": message, "webhook-timestamp": stamp, "webhook-signature": signatures}


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
