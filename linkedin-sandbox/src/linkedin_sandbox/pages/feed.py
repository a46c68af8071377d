"""The feed reader as the screens show it: where it reads, how the last read went, what was left out and why."""

from dataclasses import dataclass

from linkedin_sandbox.feed import rules
from linkedin_sandbox.pages import words
from linkedin_sandbox.state import State


@dataclass(frozen=True, kw_only=True)
class Unlisted:
    """A job of the last read that is not public, with the reason as a sentence."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FeedView:
    url: str
    last: str
    result: str
    dropped: tuple[Unlisted, ...]
    closed: int
    refused: str  # why the whole file was refused
    waiver: str
    next: str
    known: tuple[str, ...]  # every feed the sandbox reads


def feed_view(state: State) -> FeedView:
    """The feed that was read last, or the first one known."""
    known = rules.feeds(state)
    last = next(iter(rules.reports(state, limit=1)), None)
    url = last.url if last else known[0].url if known else ""
    due = next((one.next_at for one in known if one.url == url), 0)
    return FeedView(
        url=url,
        last=f"{words.moment(last.at)}, {last.duration_ms} ms" if last else "",
        result=_result(last) if last else "",
        dropped=_dropped(last) if last else (),
        closed=len(last.closed) if last else 0,
        refused=last.refused if last else "",
        waiver=last.waiver if last else "",
        next=words.moment(due) if due else "",
        known=tuple(one.url for one in known),
    )


def read_feed(state: State, url: str) -> str:
    """Read a feed now, the sandbox getting to know it first; what came of it, as a sentence."""
    if url not in {one.url for one in rules.feeds(state)}:
        rules.add(state, url)
    report = rules.read(state, url)
    return f"The feed was refused: {report.refused}" if report.refused else f"Feed read: {_result(report)}."


def unlisted(state: State) -> tuple[Unlisted, ...]:
    """What the last read left out."""
    last = next(iter(rules.reports(state, limit=1)), None)
    return _dropped(last) if last else ()


def _result(report: rules.Report) -> str:
    expected = f"{report.expected} expected, " if report.expected is not None else ""
    return f"{expected}{report.found} found, {report.accepted} accepted"


def _dropped(report: rules.Report) -> tuple[Unlisted, ...]:
    return tuple(Unlisted(id=one.partner_id, title=one.title, reason=one.reason) for one in report.dropped)
