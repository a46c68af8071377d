"""The ledger as the control room draws it: rows, and one exchange opened beside its judgement."""

import json
import re
import shlex
from dataclasses import dataclass
from typing import Any

from linkedin_sandbox.pages import words
from linkedin_sandbox.state import State, ledger

ROWS = 100
FILTERS = {"all": None, "broken": "broken", "waivers": "waiver", "faults": "fault"}
_HAR_COMMON: dict[str, Any] = {"httpVersion": "HTTP/1.1", "cookies": [], "headersSize": -1}
_IDENTIFIER = re.compile(r"[A-Za-z]+[a-z0-9][A-Z][\w.]*|[A-Za-z0-9]+-[\w-]+|[a-z]+_[a-z_]+")


@dataclass(frozen=True, kw_only=True)
class Row:
    id: int
    time: str
    caller: str
    method: str
    path: str
    records: int
    status: str
    effect: str
    kind: str  # kept, broken, waiver or fault
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One sentence of the judgement; ``mark`` ties it to lines of the exchange, 0 when it has none."""

    kind: str
    section: str
    text: str
    mark: int


@dataclass(frozen=True, kw_only=True)
class Line:
    text: str
    mark: int = 0


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Request, reply and judgement of one exchange."""

    row: Row
    head: str
    headers: tuple[tuple[str, str], ...]
    request: tuple[Line, ...]
    request_size: int
    reply: tuple[Line, ...]
    duration_ms: int
    uuid: str
    remarks: tuple[Remark, ...]
    curl: str
    missed: str  # what a caller who reads the status alone would miss


def rows(state: State, *, show: str = "all", text: str = "", after: int = 0) -> list[Row]:
    """Newest first; ``show`` is a key of FILTERS."""
    found = ledger.entries(state, after=after, limit=ROWS, judgement=FILTERS.get(show), text=text, newest_first=True)
    return [_row(entry) for entry in found]


def opened(state: State, number: int) -> Opened | None:
    entry = ledger.entry(state, number)
    if entry is None:
        return None
    broken = [note for note in entry["notes"] if note["kind"] == "broken"]
    marks = {id(note): number for number, note in enumerate(broken, 1)}
    request, reply = _pretty(entry["request"]), _pretty(entry["reply"])
    return Opened(
        row=_row(entry),
        head=f"{entry['method']} {_address(entry)}",
        headers=tuple(entry["headers"].items()),
        request=_marked(request, broken),
        request_size=entry["request_size"],
        reply=_marked(reply, broken),
        duration_ms=entry["duration_ms"],
        uuid=entry["uuid"],
        remarks=tuple(_remark(note, marks.get(id(note), 0)) for note in entry["notes"]),
        curl=_curl(entry, state.settings.base),
        missed=_missed(entry, broken),
    )


def har(state: State) -> dict[str, Any]:
    """Everything in the ledger in the HTTP Archive format 1.2."""
    entries = [_har_entry(one, state.settings.base) for one in ledger.entries(state, limit=5000)]
    return {"log": {"version": "1.2", "creator": {"name": "linkedin-sandbox", "version": "0"}, "entries": entries}}


def _row(entry: dict[str, Any]) -> Row:
    count = _records(entry)
    return Row(
        id=entry["id"],
        time=words.time(entry["at"]),
        caller=entry["caller"] or ("Sandbox" if entry["direction"] == "out" else "Unknown"),
        method=entry["method"],
        path=entry["path"],
        records=count,
        status=str(entry["status"] or "–"),
        effect="; ".join(entry["effect"]) or "None",
        kind=entry["judgement"],
        verdict=_verdict(entry),
    )


def _verdict(entry: dict[str, Any]) -> str:
    kind = entry["judgement"]
    if kind == "broken":
        return f"Broken §{entry['section']}" if entry["section"] else "Broken"
    if kind == "fault":
        return next((note["text"] for note in entry["notes"] if note["kind"] == "fault"), "Fault")
    waivers = sum(note["kind"] == "waiver" for note in entry["notes"])
    return f"Kept, {waivers} waiver{'' if waivers == 1 else 's'}" if waivers else "Kept"


def _records(entry: dict[str, Any]) -> int:
    """How many records a batch names; 0 when it is none."""
    try:
        body = json.loads(entry["request"])
    except (ValueError, RecursionError):
        return 0
    found = body.get("entities") or body.get("elements") if isinstance(body, dict) else None
    return len(found) if isinstance(found, dict | list) else 0


def _pretty(text: str) -> list[str]:
    try:
        lines = json.dumps(json.loads(text), indent=1, ensure_ascii=False)
        return lines.encode("utf-8", "replace").decode().splitlines()
    except (ValueError, RecursionError):
        return text.splitlines()


def _marked(lines: list[str], broken: list[dict[str, Any]]) -> tuple[Line, ...]:
    """Lines that speak of what a broken rule names, each with the rule's number."""
    return tuple(Line(text=line, mark=_mark(line, broken)) for line in lines)


def _mark(line: str, broken: list[dict[str, Any]]) -> int:
    for number, note in enumerate(broken, 1):
        text = note["text"]
        named = set(_IDENTIFIER.findall(text))
        if text[:60] in line or any(f'"{name}"' in line for name in named):
            return number
    return 0


def _remark(note: dict[str, Any], mark: int) -> Remark:
    return Remark(kind=note["kind"], section=note["section"], text=note["text"], mark=mark)


def _missed(entry: dict[str, Any], broken: list[dict[str, Any]]) -> str:
    answered_well = 0 < (entry["status"] or 0) < 400  # noqa: PLR2004 - the first error status
    if not broken or not answered_well or entry["direction"] == "out":
        return ""
    return f"The outer status is {entry['status']}: a caller who reads that alone misses this (§2.4)."


def _address(entry: dict[str, Any], base: str = "") -> str:
    """Path and query; the sandbox's own calls, which go elsewhere, hold the whole address already."""
    query = f"?{entry['query']}" if entry["query"] else ""
    return f"{'' if '://' in entry['path'] else base}{entry['path']}{query}"


def _curl(entry: dict[str, Any], base: str) -> str:
    headers = [word for name, value in entry["headers"].items() for word in ("-H", f"{name}: {value}")]
    body = ["--data-raw", entry["request"]] if entry["request"] else []
    return shlex.join(["curl", "-g", "-X", entry["method"], _address(entry, base), *headers, *body])


def _har_entry(entry: dict[str, Any], base: str) -> dict[str, Any]:
    return {
        "startedDateTime": words.at(entry["at"]).isoformat(),
        "time": entry["duration_ms"],
        "request": _har_request(entry, base),
        "response": _har_response(entry),
        "cache": {},
        "timings": {"send": 0, "wait": entry["duration_ms"], "receive": 0},
        "comment": entry["judgement"],
    }


def _har_request(entry: dict[str, Any], base: str) -> dict[str, Any]:
    return _HAR_COMMON | {
        "method": entry["method"],
        "url": _address(entry, base),
        "headers": [{"name": name, "value": value} for name, value in entry["headers"].items()],
        "queryString": [],
        "bodySize": entry["request_size"],
        "postData": {"mimeType": entry["headers"].get("Content-Type", ""), "text": entry["request"]},
    }


def _har_response(entry: dict[str, Any]) -> dict[str, Any]:
    return _HAR_COMMON | {
        "status": entry["status"] or 0,
        "statusText": "",
        "headers": [],
        "content": {"size": len(entry["reply"]), "mimeType": "application/json", "text": entry["reply"]},
        "redirectURL": "",
        "bodySize": -1,
    }
