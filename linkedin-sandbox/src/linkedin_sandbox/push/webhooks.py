"""Webhooks that LinkedIn keeps challenging: those of the Developer Portal, and the jobs' own (webhook-validation page).

An address is challenged when it is registered and every two hours after that. Three misses in a row block it: no more
events until somebody has it validated by hand.
"""

import sqlite3
from typing import Literal

from linkedin_sandbox import addresses
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.push import challenge
from linkedin_sandbox.state import State

Kind = Literal["RESYNC_JOBS", "JOB_POSTING_STATUS", "EXPORT_JOB_APPLICATION"]
PORTAL: tuple[Kind, ...] = ("RESYNC_JOBS", "JOB_POSTING_STATUS")  # one address each, for a parent application
APPLY: Kind = "EXPORT_JOB_APPLICATION"  # by a job's onsiteApplyConfiguration, for a child
EVERY_MS = 2 * 3600 * 1000
MISSES = 3
TUNNELS = ("ngrok.io", "ngrok.app", "ngrok.dev", "ngrok-free.app", "ngrok-free.dev")
FAILED = "This URL did not pass the security challenge check"
ACTIVE, BLOCKED = "ACTIVE", "BLOCKED"


def register(state: State, application: int, kind: Kind, url: str) -> None:
    """Take an address that passes the challenge. Raises ActRefused. In the portal it replaces the one before."""
    if not acceptable(state, url):
        raise ActRefused("A webhook needs a public https address; tunnels are not taken.")
    own = provisioning.by_id(state, application)
    if own is None or not challenge.passes(state, own, url):
        raise ActRefused(FAILED)
    with state.db.transaction():
        if kind in PORTAL:
            state.db.do("delete from webhooks where application = ? and kind = ?", (application, kind))
        _store(state, application, kind, url, misses=0)


def acceptable(state: State, url: str) -> bool:
    """https and no tunnel; on loopback anything, where that is allowed."""
    found = addresses.read(url)
    if found is None or found.host.endswith(TUNNELS):
        return False
    return state.settings.loopback_allowed if found.loopback else found.scheme == "https"


def validate(state: State, application: int, kind: Kind, url: str) -> bool:
    """Challenge again by hand; a blocked address that passes is open again."""
    own = provisioning.by_id(state, application)
    good = own is not None and challenge.passes(state, own, url)
    if good:
        _store(state, application, kind, url, misses=0)
    return good


def check_due(state: State) -> int:
    """The challenges whose two hours have passed; how many were made."""
    now = state.clock.now()
    due = state.db.rows("select * from webhooks where state = ? and next_at <= ?", (ACTIVE, now))
    for row in due:
        claimed = "update webhooks set next_at = ? where application = ? and kind = ? and url = ? and next_at <= ?"
        if state.db.do(claimed, (now + EVERY_MS, row["application"], row["kind"], row["url"], now)):
            _challenge_again(state, row)
    return len(due)


def address(state: State, application: int, kind: Kind) -> str | None:
    """Where events of the portal go; None without an address or while it is blocked."""
    found: str | None = state.db.value(
        "select url from webhooks where application = ? and kind = ? and state = ?", (application, kind, ACTIVE)
    )
    return found


def usable(state: State, application: int, kind: Kind, url: str) -> bool:
    sql = "select state from webhooks where application = ? and kind = ? and url = ?"
    return bool(state.db.value(sql, (application, kind, url)) == ACTIVE)


def listing(state: State) -> list[sqlite3.Row]:
    return state.db.rows("select * from webhooks order by kind, application, url")


def _challenge_again(state: State, row: sqlite3.Row) -> None:
    own = provisioning.by_id(state, row["application"])
    good = own is not None and challenge.passes(state, own, row["url"])
    _store(state, row["application"], row["kind"], row["url"], misses=0 if good else row["misses"] + 1)


def _store(state: State, application: int, kind: str, url: str, *, misses: int) -> None:
    now = state.clock.now()
    state.db.add(
        "webhooks",
        replace=True,
        application=application,
        kind=kind,
        url=url,
        state=BLOCKED if misses >= MISSES else ACTIVE,
        misses=misses,
        checked_at=now,
        next_at=now + EVERY_MS,
    )
