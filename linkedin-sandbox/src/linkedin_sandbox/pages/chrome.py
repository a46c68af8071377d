"""What stands round every page: navigation, clock, the signed-in person, the wire strip."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.pages import words
from linkedin_sandbox.pages.viewer import Viewer, viewer
from linkedin_sandbox.state import State, ledger

AREAS = {
    "control": ("Control room", "pages.control_room"),
    "recruiter": ("Recruiter", "pages.recruiter.people"),
    "admin": ("Admin settings", "pages.admin.ats"),
    "jobs": ("Jobs and company pages", "pages.jobs.search"),
    "specimens": ("Frames", "pages.specimens.show"),
    "world": ("World", "pages.world.show"),
}
TOUCHES = {"recruiter": "/v2/ats", "admin": "ntegration", "jobs": "job"}  # text in the calls that reach an area


@dataclass(frozen=True, kw_only=True)
class NavEntry:
    label: str
    address: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class ClockView:
    now_ms: int
    long: str
    offset: str
    frozen: bool
    speed: float


@dataclass(frozen=True, kw_only=True)
class WireLine:
    id: int
    time: str
    caller: str
    call: str
    status: str
    good: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Chrome:
    nav: tuple[NavEntry, ...]
    clock: ClockView
    person: Viewer
    wire: WireLine | None
    calls: str
    broken: str
    waivers: str


def context() -> dict[str, Any]:
    """The template variable ``chrome``."""
    return {"chrome": chrome(web.state())}


def chrome(state: State) -> Chrome:
    area = _area()
    counts = ledger.counts(state)
    return Chrome(
        nav=tuple(_entry(key, area) for key in AREAS),
        clock=clock_view(state),
        person=viewer(),
        wire=_wire(state, TOUCHES.get(area, "")),
        calls=words.number(counts["calls"]),
        broken=words.number(counts["broken"]),
        waivers=words.number(counts["waiver"]),
    )


def clock_view(state: State) -> ClockView:
    now = state.clock.now()
    return ClockView(
        now_ms=now,
        long=words.long(now),
        offset=words.offset(state.clock),
        frozen=state.clock.frozen,
        speed=state.clock.speed,
    )


def call_words(entry: dict[str, Any]) -> str:
    """Method and path of an exchange, with the number of records where it is a batch."""
    return f"{entry['method']} {entry['path']}"


def _entry(key: str, area: str) -> NavEntry:
    label, endpoint = AREAS[key]
    return NavEntry(label=label, address=url_for(endpoint), here=key == area)


def _area() -> str:
    """Which entry of the navigation this request belongs to."""
    parts = (request.endpoint or "").split(".")
    if parts[:2] == ["pages", "control_room"]:
        return "control"
    if parts[:2] == ["pages", "applying"]:
        return "jobs"
    return parts[1] if len(parts) > 2 and parts[1] in AREAS else ""  # noqa: PLR2004 - pages.area.view


def _wire(state: State, text: str) -> WireLine | None:
    found = ledger.entries(state, limit=1, text=text, newest_first=True)
    found = found or ledger.entries(state, limit=1, newest_first=True)
    return _line(found[0]) if found else None


def _line(entry: dict[str, Any]) -> WireLine:
    verdict = f"{entry['judgement']} §{entry['section']}" if entry["section"] else entry["judgement"]
    return WireLine(
        id=entry["id"],
        time=words.time(entry["at"]),
        caller=entry["caller"] or "Somebody",
        call=call_words(entry),
        status=str(entry["status"] or "no answer"),
        good=0 < (entry["status"] or 0) < 400,  # noqa: PLR2004 - the first error status
        words=entry["effect"][0] if entry["effect"] else verdict,
    )
