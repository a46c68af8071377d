"""Notifications that wait, are delivered, repeated and given up. They hold an id and no data."""

import json
import sqlite3
import uuid
from typing import Any

from linkedin_sandbox.state import State

HOUR_MS = 3600 * 1000


def callback_url(state: State, application: int, organization: str) -> str | None:
    """Where a customer's notifications go (RSC configuration CALLBACK_URL on ONE_CLICK_EXPORT)."""
    found: str | None = state.db.value(
        """select value from configurations where application = ? and context = ? and key = 'CALLBACK_URL'
        order by type desc""",
        (application, organization),
    )
    return found


def enqueue(state: State, application: int, kind: str, organization: str, payload: dict[str, Any]) -> str:
    """Put a notification in line; its request id, good for the second call for a day (A-17).

    Without a CALLBACK_URL it is kept undeliverable, so that the screens can say so.
    """
    url = callback_url(state, application, organization)
    return _store(state, application, kind, url, payload=json.dumps(payload))


def post(state: State, application: int, kind: str, url: str, body: str) -> str:
    """Put a notification with a body of its own in line, signed by this application's secret; its id."""
    return _store(state, application, kind, url, payload="{}", body=body)


def _store(state: State, application: int, kind: str, url: str | None, *, payload: str, body: str | None = None) -> str:
    now = state.clock.now()
    request = str(uuid.uuid4())
    state.db.add(
        "pushes",
        id=request,
        application=application,
        type=kind,
        url=url,
        payload=payload,
        created_at=now,
        expires_at=now + int(state.assumptions["A-17"]) * HOUR_MS,
        next_at=now,
        state="waiting" if url else "undeliverable",
        detail="" if url else "no CALLBACK_URL is set",
        body=body,
    )
    return request


def open_request(state: State, application: int, kind: str, request: str) -> dict[str, Any] | None:
    """What a request id stands for, while it lives and only for its own application."""
    row = state.db.row(
        "select payload from pushes where id = ? and application = ? and type = ? and expires_at > ?",
        (request, application, kind, state.clock.now()),
    )
    return dict(json.loads(row["payload"])) if row else None


def recent(state: State, application: int | None = None, limit: int = 50) -> list[sqlite3.Row]:
    """Newest first: id, type, url, state (waiting, delivered, failed, undeliverable, lost), attempts, detail."""
    return state.db.rows(
        "select * from pushes where ? is null or application = ? order by rowid desc limit ?",
        (application, application, limit),
    )
