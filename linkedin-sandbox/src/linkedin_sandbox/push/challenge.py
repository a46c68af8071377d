"""LinkedIn's challenge of a webhook address (webhook-validation page)."""

import hashlib
import hmac
import time
import uuid
from typing import TYPE_CHECKING

from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.state import State, ledger

if TYPE_CHECKING:
    import httpx

SECONDS = 3


def passes(state: State, application: Application, url: str) -> bool:
    """Does the address answer within three seconds with the code's HMAC under one of the secrets?"""
    import httpx  # here: a start should be quick

    code = str(uuid.uuid4())
    started = time.monotonic()
    answer, text = None, ""
    try:
        params = {"challengeCode": code, "applicationId": str(application.id)}
        answer = httpx.get(url, params=params, timeout=SECONDS, trust_env=False)
        text = answer.text
    except httpx.HTTPError as error:
        text = repr(error)
    good = answer is not None and _right(application, code, answer)
    entry = ledger.Entry(
        direction="out",
        method="GET",
        path=url,
        query=f"challengeCode={code}",
        application=application.id,
        caller="Sandbox",
        status=answer.status_code if answer is not None else None,
        reply=text,
        duration_ms=int((time.monotonic() - started) * 1000),
        effect=["challenge passed" if good else "challenge failed"],
    )
    if not good:
        entry.notes.append(ledger.Note("broken", "This URL did not pass the security challenge check", "7.1"))
    ledger.record(state, entry)
    return good


def _right(application: Application, code: str, answer: "httpx.Response") -> bool:
    if answer.status_code != 200 or "application/json" not in answer.headers.get("content-type", ""):  # noqa: PLR2004
        return False
    try:
        body = answer.json()
    except ValueError:
        return False
    expected = {hmac.digest(one.encode(), code.encode(), hashlib.sha256).hex() for one in application.secrets}
    return bool(body.get("challengeCode") == code and body.get("challengeResponse") in expected)
