"""LinkedIn's challenge of a webhook address (webhook-validation page)."""

import hashlib
import hmac
import json
import uuid
from urllib.parse import urlencode

from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.push import outbound
from linkedin_sandbox.state import State, ledger

SECONDS = 3


def passes(state: State, application: Application, url: str) -> bool:
    """Does the address answer within three seconds with the code's HMAC under one of the secrets?"""
    code = str(uuid.uuid4())
    query = urlencode({"challengeCode": code, "applicationId": application.id})
    told = outbound.ask("GET", f"{url}{'&' if '?' in url else '?'}{query}", seconds=SECONDS)
    good = _right(application, code, told)
    notes = [] if good else [ledger.Note("broken", "This URL did not pass the security challenge check", "7.1")]
    ledger.record(
        state,
        ledger.Entry(
            direction="out",
            method="GET",
            path=url,
            query=f"challengeCode={code}",
            application=application.id,
            caller="Sandbox",
            status=told.status,
            reply=told.text,
            duration_ms=told.duration_ms,
            effect=["challenge passed" if good else "challenge failed"],
            notes=notes,
        ),
    )
    return good


def _right(application: Application, code: str, told: outbound.Told) -> bool:
    if told.status != 200 or "application/json" not in told.content_type:  # noqa: PLR2004
        return False
    try:
        body = json.loads(told.text)
    except (ValueError, RecursionError):
        return False
    expected = [hmac.digest(one.encode(), code.encode(), hashlib.sha256).hex() for one in application.secrets]
    return isinstance(body, dict) and body.get("challengeCode") == code and body.get("challengeResponse") in expected
