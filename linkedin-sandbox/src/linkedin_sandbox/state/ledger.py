"""The ledger: every request to the sandbox and every call it makes, what it changed, and how it is judged."""

import json
import re
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from linkedin_sandbox.state import State

_SECRET = re.compile(
    r"""("?(?:client_secret|access_token|refresh_token|id_token)"?\s*[:=]\s*"?|(?:^|[?&])(?:code|token)=)([^"&\s,}]{6,})"""
)
_BEARER = re.compile(r"(Bearer\s+)(\S+)", re.IGNORECASE)
_SIGNS = ("_secret", "_token", "code=", "token=", "bearer")  # one of them stands where a secret is


@dataclass
class Note:
    """One thing to be said about a call. ``kind``: kept, broken, waiver or fault."""

    kind: str
    text: str
    section: str = ""


@dataclass
class Entry:
    """One exchange. ``direction`` is ``in`` for calls to the sandbox, ``out`` for calls it makes."""

    method: str
    path: str
    direction: str = "in"
    query: str = ""
    application: int | None = None
    caller: str = ""
    member: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    request: str = ""
    request_size: int = 0
    status: int | None = None
    reply: str = ""
    duration_ms: int = 0
    uuid: str = ""
    effect: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def judgement(self) -> str:
        """The worst of the notes: broken, then fault, then waiver; kept if there is nothing to say."""
        kinds = {note.kind for note in self.notes}
        return next((kind for kind in ("fault", "broken", "waiver") if kind in kinds), "kept")

    @property
    def section(self) -> str | None:
        return next((note.section for note in self.notes if note.kind == self.judgement and note.section), None)


def record(state: State, entry: Entry) -> int:
    """Append an exchange, with secrets blotted out and long bodies cut."""
    limit = state.settings.body_limit
    return state.db.add(
        "ledger",
        at=state.clock.now(),
        real_at=time.time(),
        direction=entry.direction,
        application=entry.application,
        caller=entry.caller,
        member=entry.member,
        method=entry.method,
        path=entry.path,
        query=redact(entry.query)[:limit],
        headers=json.dumps({name: redact(value) for name, value in entry.headers.items()}),
        request=redact(entry.request)[:limit],
        request_size=entry.request_size,
        status=entry.status,
        reply=redact(entry.reply)[:limit],
        duration_ms=entry.duration_ms,
        uuid=entry.uuid,
        effect=json.dumps(entry.effect),
        judgement=entry.judgement,
        section=entry.section,
        notes=json.dumps([asdict(note) for note in entry.notes]),
    )


def redact(text: str) -> str:
    """Keep the first four characters of anything secret, enough to tell two apart."""
    low = text.lower()
    if not any(sign in low for sign in _SIGNS):  # most bodies: a hundred records are long to look through
        return text
    return _BEARER.sub(_blot, _SECRET.sub(_blot, text))


def entries(
    state: State,
    *,
    after: int = 0,
    limit: int = 200,
    judgement: str | None = None,
    text: str = "",
    newest_first: bool = False,
) -> list[dict[str, Any]]:
    """Exchanges with an id above ``after``, oldest first unless asked otherwise."""
    order = "desc" if newest_first else "asc"
    rows = state.db.rows(
        f"""select * from ledger where id > ? and (? is null or judgement = ?)
        and (? = '' or path || ' ' || query || ' ' || caller || ' ' || effect || ' ' || notes like ?)
        order by id {order} limit ?""",  # noqa: S608 - order is one of two words above
        (after, judgement, judgement, text, f"%{text}%", limit),
    )
    return [_as_dict(row) for row in rows]


def entry(state: State, number: int) -> dict[str, Any] | None:
    row = state.db.row("select * from ledger where id = ?", (number,))
    return _as_dict(row) if row else None


def counts(state: State) -> dict[str, int]:
    """Number of exchanges by judgement, and in all."""
    found = {row[0]: row[1] for row in state.db.rows("select judgement, count(*) from ledger group by judgement")}
    kinds = {kind: int(found.get(kind, 0)) for kind in ("kept", "broken", "waiver", "fault")}
    return {"calls": sum(kinds.values())} | kinds


def _as_dict(row: Any) -> dict[str, Any]:
    found = dict(row)
    return found | {name: json.loads(found[name]) for name in ("headers", "effect", "notes")}


def _blot(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2][:4]}…"
