"""Delivering notifications: signed, repeated at growing distances, given up after the last (A-18)."""

import json
import sqlite3
import time

from linkedin_talent.webhooks import SIGNATURE_HEADER, signature

from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.state import State, faults, ledger


def deliver_due(state: State) -> int:
    """Send what is due; the number of notifications sent."""
    due = state.db.rows(
        "select * from pushes where state = 'waiting' and next_at <= ? order by next_at, created_at, rowid",
        (state.clock.now(),),
    )
    claimed = [row for row in due if _claim(state, row)]
    for row in claimed:
        _deliver(state, row)
    return len(claimed)


def take_up_again(state: State) -> None:
    """A program that ended in the middle of sending leaves notifications behind; they are sent again."""
    state.db.do("update pushes set state = 'waiting' where state = 'sending'")


def resend(state: State, request: str) -> bool:
    """Send a notification again, as LinkedIn may at any time; whether it exists and has an address."""
    now = state.clock.now()
    sql = (
        "update pushes set state = 'waiting', next_at = ?, attempts = max(attempts, 1) where id = ? and url is not null"
    )
    return bool(state.db.do(sql, (now, request)))


def _claim(state: State, row: sqlite3.Row) -> bool:
    """The delivery thread and the control API may look at the same moment; one of them gets it."""
    return bool(state.db.do("update pushes set state = 'sending' where id = ? and state = 'waiting'", (row["id"],)))


def _deliver(state: State, row: sqlite3.Row) -> None:
    struck = faults.strike(state, row["type"], push=True) if row["attempts"] == 0 else []
    kinds = {one.fault.kind: one for one in struck}
    if "push-lost" in kinds:
        _note_lost(state, row, kinds["push-lost"])
        return
    if delayed := kinds.get("push-delayed"):
        later = state.clock.now() + int(delayed.fault.seconds * 1000)
        state.db.do("update pushes set state = 'waiting', next_at = ?, attempts = 1 where id = ?", (later, row["id"]))
        return
    good = _send(state, row, [])
    if doubled := kinds.get("push-doubled"):
        good = _send(state, row, [ledger.Note("fault", f"Fault {doubled.id}: push-doubled")])
    _settle(state, row, good=good)


def _settle(state: State, row: sqlite3.Row, *, good: bool) -> None:
    attempts = row["attempts"] + 1
    waits = state.settings.retry_seconds
    if good:
        done = ("delivered", attempts, row["next_at"], "")
    elif attempts > len(waits):
        done = ("failed", attempts, row["next_at"], f"given up after {attempts} attempts")
    else:
        next_at = state.clock.now() + int(waits[attempts - 1] * 1000)
        done = ("waiting", attempts, next_at, f"attempt {attempts} failed")
    state.db.do("update pushes set state = ?, attempts = ?, next_at = ?, detail = ? where id = ?", (*done, row["id"]))


def _send(state: State, row: sqlite3.Row, notes: list[ledger.Note]) -> bool:
    import httpx  # here, because most runs send nothing and a start should be quick

    body = json.dumps({"id": row["id"], "type": row["type"], "expiresAt": row["expires_at"]})
    application = provisioning.by_id(state, row["application"])
    secret = application.secrets[0] if application else ""  # the elder of two: the one the ATS has for certain
    headers = {"Content-Type": "application/json", SIGNATURE_HEADER: signature(body.encode(), secret)}
    started, status, text = time.monotonic(), None, ""
    try:
        timeout = state.settings.push_timeout_seconds
        answer = httpx.post(row["url"], content=body, headers=headers, timeout=timeout, trust_env=False)
        status, text = answer.status_code, answer.text
    except httpx.HTTPError as error:
        text = repr(error)
    good = status is not None and 200 <= status < 300  # noqa: PLR2004 - any 2xx is success
    if not good:
        notes = [*notes, ledger.Note("broken", "A push must be answered with 2xx.", "7.3")]
    ledger.record(
        state,
        ledger.Entry(
            direction="out",
            method="POST",
            path=row["url"],
            application=row["application"],
            caller="Sandbox",
            headers=headers,
            request=body,
            request_size=len(body),
            status=status,
            reply=text,
            duration_ms=int((time.monotonic() - started) * 1000),
            effect=[f"{row['type']} {'delivered' if good else 'not delivered'}"],
            notes=notes,
        ),
    )
    return good


def _note_lost(state: State, row: sqlite3.Row, armed: faults.Armed) -> None:
    state.db.do("update pushes set state = 'lost', attempts = 1 where id = ?", (row["id"],))
    note = ledger.Note("fault", f"Fault {armed.id}: push-lost")
    entry = ledger.Entry(
        direction="out",
        method="POST",
        path=row["url"],
        application=row["application"],
        caller="Sandbox",
        effect=[f"{row['type']} lost on the way"],
        notes=[note],
    )
    ledger.record(state, entry)
