"""The feed reader: fetches a customer's XML file about once a day and lists what is in it (A-23).

A feed is complete each time: a job missing from it is closed at that read. Listings from a feed are limited ones:
in search and under *All jobs*, never in the Careers panel, never beside the same job from another source.
"""

import json
import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from linkedin_sandbox import fields
from linkedin_sandbox.caller import Call, public_address
from linkedin_sandbox.errors import ActRefused
from linkedin_sandbox.feed import document
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.jobs import rules as jobs
from linkedin_sandbox.state import State, ledger, world

DAY_SECONDS = 24 * 3600
SIZE_LIMIT = 200 * 1024 * 1024


@dataclass(frozen=True)
class Feed:
    """A feed the reader knows; times in epoch milliseconds of sandbox time."""

    url: str
    interval_seconds: float
    next_at: int


@dataclass(frozen=True)
class Dropped:
    partner_id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Report:
    """One read of one feed. ``refused`` is the reason when the whole file was refused, and nothing changed then."""

    url: str
    at: int
    duration_ms: int = 0
    refused: str = ""
    expected: int | None = None
    found: int = 0
    accepted: int = 0
    dropped: tuple[Dropped, ...] = field(default=())
    closed: tuple[str, ...] = field(default=())  # partnerJobIds no longer in the file
    new: tuple[str, ...] = field(default=())
    waiver: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def add(state: State, url: str, interval_seconds: float = DAY_SECONDS) -> Feed:
    """Tell the reader of a feed, or change how often it is read. Raises ActRefused for an unfit address."""
    if not public_address(state, Call(), url, section="9", what="The feed's address"):
        raise ActRefused("LinkedIn reads feeds from https addresses only.")
    next_at = state.clock.now() + int(interval_seconds * 1000)
    state.db.add("feeds", replace=True, url=url, interval_seconds=interval_seconds, next_at=next_at)
    return Feed(url, interval_seconds, next_at)


def feeds(state: State) -> list[Feed]:
    return [Feed(**dict(row)) for row in state.db.rows("select * from feeds order by rowid")]


def reports(state: State, url: str | None = None, limit: int = 20) -> list[Report]:
    """Reads, newest first."""
    sql = "select report from feed_reads where ? is null or url = ? order by id desc limit ?"
    return [_report(json.loads(row["report"])) for row in state.db.rows(sql, (url, url, limit))]


def read_due(state: State) -> list[Report]:
    """Read every feed whose time has come."""
    now = state.clock.now()
    due = [one for one in feeds(state) if one.next_at <= now]
    return [read(state, one.url) for one in due]


def read(state: State, url: str) -> Report:
    """Fetch a feed now and bring the listings in line with it. Raises ActRefused for an unknown feed."""
    known = next((one for one in feeds(state) if one.url == url), None)
    if known is None:
        raise ActRefused(f"The reader does not know the feed {url}.")
    next_at = state.clock.now() + int(known.interval_seconds * 1000)
    state.db.do("update feeds set next_at = ? where url = ?", (next_at, url))
    call, started = Call(), time.monotonic()
    public_address(state, call, url, section="9", what="The feed's address")
    status, content, problem = _fetch(url)
    report = Report(url, state.clock.now(), refused=problem)
    if not problem:
        report = _take_in(state, call, report, content)
    report = replace(
        report,
        duration_ms=int((time.monotonic() - started) * 1000),
        waiver=next((note.text for note in call.notes if note.kind == "waiver"), ""),
    )
    state.db.add("feed_reads", url=url, at=report.at, report=json.dumps(report.as_dict()))
    _write_down(state, call, report, status, content)
    return report


def _fetch(url: str) -> tuple[int | None, bytes, str]:
    import httpx  # here: a start should be quick

    try:
        answer = httpx.get(url, timeout=60, follow_redirects=False, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return None, b"", f"The feed could not be fetched: {error!r}"
    if answer.status_code != 200:  # noqa: PLR2004
        return answer.status_code, b"", f"The feed answered {answer.status_code}."
    if len(answer.content) > SIZE_LIMIT:
        return 200, b"", "The feed is larger than 200 MB."
    return 200, answer.content, ""


def _take_in(state: State, call: Call, report: Report, content: bytes) -> Report:
    try:
        read_file = document.read(content)
    except document.Unreadable as error:
        return replace(report, refused=str(error))
    report = replace(report, expected=read_file.expected, found=len(read_file.jobs))
    dropped: list[Dropped] = []
    new: list[str] = []
    kept: set[str] = set()
    with state.db.transaction():
        for job in read_file.jobs:
            reason = _refusal(state, call, report.url, job, kept)
            if reason:
                dropped.append(Dropped(job["partnerJobId"], job["title"], reason))
            else:
                new += [job["partnerJobId"]] if _list(state, report.url, job) else []
                kept.add(job["partnerJobId"])
        keep = kept | {one.partner_id for one in dropped if one.reason.startswith("The title")}
        closed = _close_missing(state, report.url, keep)
    return replace(report, accepted=len(kept), dropped=tuple(dropped), closed=tuple(closed), new=tuple(new))


def _refusal(state: State, call: Call, url: str, job: dict[str, Any], kept: set[str]) -> str | None:
    if reason := document.defects(job, state.clock.now()):
        return reason
    if job["partnerJobId"] in kept:
        return "partnerJobId stands twice in the file"
    number = fields.whole(job["companyId"])
    company = world.organization(state, number) if number is not None else None
    if company is None:
        return f"There is no company {job['companyId']} on LinkedIn"
    if not public_address(state, call, job["applyUrl"], section="9", what="applyUrl"):
        return "Invalid applyUrl"
    present = _row(state, url, job["partnerJobId"])
    if present and present["state"] == "LISTED" and json.loads(present["body"])["title"] != job["title"]:
        return "The title cannot change after posting; use a new partnerJobId"
    return _duplicate(state, url, job, company.id)


def _duplicate(state: State, url: str, job: dict[str, Any], organization: int) -> str | None:
    """The same job from another source, or from another id of this feed, is not shown twice."""
    for one in listings.search(state, organization=organization):
        same_feed_row = one.source == "feed" and one.external_id == job["partnerJobId"]
        same = (one.title, one.location) == (job["title"], job["location"]) or one.external_id == job["partnerJobId"]
        if same and not same_feed_row and one.source == "api":
            return f"Duplicate of job {one.number}, which LinkedIn has from the API"
    return _elsewhere(state, url, job, organization)


def _elsewhere(state: State, url: str, job: dict[str, Any], organization: int) -> str | None:
    found = state.db.value(
        """select number from feed_jobs where state = 'LISTED' and organization = ? and url <> ?
        and json_extract(body, '$.title') = ? and json_extract(body, '$.location') = ?""",
        (organization, url, job["title"], job["location"]),
    )
    return f"Duplicate of job {found}, which LinkedIn has from another feed" if found else None


def _list(state: State, url: str, job: dict[str, Any]) -> bool:
    """Show a job; whether it was not shown before."""
    present = _row(state, url, job["partnerJobId"])
    shown = present is not None and present["state"] == "LISTED"
    state.db.add(
        "feed_jobs",
        replace=True,
        url=url,
        partner_id=job["partnerJobId"],
        organization=int(job["companyId"]),
        number=present["number"] if present else state.db.next_number("job", jobs.FIRST_JOB),
        body=json.dumps(job),
        state="LISTED",
        listed_at=present["listed_at"] if present and shown else document.millis(job["listDate"]) or state.clock.now(),
        closed_at=None,
    )
    return not shown


def _close_missing(state: State, url: str, kept: set[str]) -> list[str]:
    listed = state.db.rows("select partner_id from feed_jobs where url = ? and state = 'LISTED'", (url,))
    closes = state.assumptions["A-23"] == "closed"
    gone = [row["partner_id"] for row in listed if closes and row["partner_id"] not in kept]
    for one in gone:
        state.db.do(
            "update feed_jobs set state = 'CLOSED', closed_at = ? where url = ? and partner_id = ?",
            (state.clock.now(), url, one),
        )
    return gone


def _row(state: State, url: str, partner_id: str) -> Any:
    return state.db.row("select * from feed_jobs where url = ? and partner_id = ?", (url, partner_id))


def _write_down(state: State, call: Call, report: Report, status: int | None, content: bytes) -> None:
    notes = list(call.notes)
    if report.refused:
        notes.append(ledger.Note("broken", report.refused, "9"))
    notes += [ledger.Note("broken", f"{one.partner_id or one.title}: {one.reason}", "9") for one in report.dropped]
    counts = f"{report.found} found, {report.accepted} accepted, {len(report.closed)} closed"
    ledger.record(
        state,
        ledger.Entry(
            direction="out",
            method="GET",
            path=urlsplit(report.url)._replace(query="").geturl(),
            query=urlsplit(report.url).query,
            caller="Sandbox",
            status=status,
            reply=content[: state.settings.body_limit].decode("utf-8", "replace"),
            duration_ms=report.duration_ms,
            effect=[report.refused or counts],
            notes=notes,
        ),
    )


def _report(body: dict[str, Any]) -> Report:
    dropped = tuple(Dropped(**one) for one in body["dropped"])
    return Report(**{**body, "dropped": dropped, "closed": tuple(body["closed"]), "new": tuple(body["new"])})
