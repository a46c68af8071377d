"""That an InMail was written, never what it says (LinkedIn: Conversation Events)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import Field

from linkedin_talent.calls import Call, pages
from linkedin_talent.records import Millis, PrivateRecord, read_record, to_millis
from linkedin_talent.resource import Resource
from linkedin_talent.restli import CompoundKey, Param

__all__ = ["PULL_WINDOW", "ConversationEvent", "ConversationEvents", "check_window", "pull_windows"]

PULL_WINDOW = timedelta(hours=12)  # the longest span one call may cover, here and for prospect notes


class ConversationEvent(PrivateRecord):
    """One message's envelope; subject and body are dropped while parsing. People are seat or person URNs."""

    id: str
    thread: str = Field(alias="threadUrn")
    created_at: Millis
    author: str = ""
    recipients: tuple[str, ...] = ()


class ConversationEvents(Resource):
    """/v2/conversationEvents (LinkedIn: Conversation Events; §15.2); it stays on /v2."""

    name = "conversationEvents"

    def find(
        self, viewer: str, *, start: datetime, end: datetime, thread: str | None = None
    ) -> Iterator[ConversationEvent]:
        """Messages a seat (URN) sent or received from `start` to before `end`, at most 12 hours; pull every half hour.

        LinkedIn allows 12 calls a minute for one viewer.
        """
        check_window(start, end)
        span = CompoundKey(start=str(to_millis(start)), end=str(to_millis(end)))
        criteria: dict[str, Param] = {"q": "criteria", "viewer": viewer, "timeRange": span}
        if thread is not None:
            criteria["threadUrn"] = thread
        at = self._route("finder")
        rows = pages(
            lambda first, count: self._caller.object(
                Call("GET", at, at.path, query={**criteria, "start": first, "count": count}, member=viewer)
            )
        )
        return (read_record(ConversationEvent, row) for row in rows)


def check_window(start: datetime, end: datetime) -> None:
    """LinkedIn refuses longer spans."""
    if not timedelta(0) < end - start <= PULL_WINDOW:
        raise ValueError("a pull covers more than nothing and at most 12 hours")


def pull_windows(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Cut a span into pulls, oldest first."""
    while start < end:
        stop = min(start + PULL_WINDOW, end)
        yield start, stop
        start = stop
