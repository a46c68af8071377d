"""Delivering notifications: signed, repeated at growing distances, given up after the last (A-18)."""

import json
import sqlite3

from linkedin_talent.webhooks import SIGNATURE_HEADER, signature

from linkedin_sandbox.apply import outcomes
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import outbound, webhooks
from linkedin_sandbox.state import State, faults, ledger

RECRUITER = ("EXPORT_CANDIDATE_PROFILE", "INTEGRATION_STATUS_CHANGE")


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
    struck = faults.strike(state, row["type"], scope="push") if row["attempts"] == 0 else []
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
    waits = _waits(state, row["type"])
    if good:
        done = ("delivered", attempts, row["next_at"], "")
    elif attempts > len(waits):
        done = ("failed", attempts, row["next_at"], f"given up after {attempts} attempts")
    else:
        next_at = state.clock.now() + int(waits[attempts - 1] * 1000)
        done = ("waiting", attempts, next_at, f"attempt {attempts} failed")
    state.db.do("update pushes set state = ?, attempts = ?, next_at = ?, detail = ? where id = ?", (*done, row["id"]))
    if row["type"] == webhooks.APPLY:
        outcomes.settled(state, row["id"], attempts=attempts, ended=done[0])


def _waits(state: State, kind: str) -> tuple[float, ...]:
    """Six repetitions for Apply Connect; of Recruiter's pushes LinkedIn says nothing (A-18)."""
    return () if kind in RECRUITER and state.assumptions["A-18"] == "0" else state.settings.retry_seconds


def _send(state: State, row: sqlite3.Row, notes: list[ledger.Note]) -> bool:
    plain = {"id": row["id"], "type": row["type"], "expiresAt": row["expires_at"]}
    body = row["body"] or json.dumps(plain)
    application = provisioning.by_id(state, row["application"])
    secret = provisioning.signing_secret(state, application) if application else ""
    headers = {"Content-Type": "application/json", SIGNATURE_HEADER: signature(body.encode(), secret)}
    told = outbound.ask("POST", row["url"], seconds=state.settings.push_timeout_seconds, headers=headers, body=body)
    good = _taken(row["type"], told.status)
    if not good:
        notes = [*notes, _not_taken(row["type"])]
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
            status=told.status,
            reply=told.text,
            duration_ms=told.duration_ms,
            effect=[f"{row['type']} {'delivered' if good else 'not delivered'}"],
            notes=notes,
        ),
    )
    return good


def _taken(kind: str, status: int | None) -> bool:
    """Apply Connect wants 200; for every other push any 2xx is success."""
    return status == 200 if kind == webhooks.APPLY else status is not None and 200 <= status < 300  # noqa: PLR2004


def _not_taken(kind: str) -> ledger.Note:
    if kind == webhooks.APPLY:
        return ledger.Note("broken", "An application must be answered with 200.", "19.2")
    return ledger.Note("broken", "A push must be answered with 2xx.", "7.3")


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
