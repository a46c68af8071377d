"""The places a job can be published: each registers itself from its own app, in ``AppConfig.ready``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import Http404

from tiltrekk.accounts.models import User
from tiltrekk.core.errors import Reason
from tiltrekk.core.permissions import Flag, flags
from tiltrekk.jobs.models import Job

if TYPE_CHECKING:
    from .models import Posting


@dataclass(frozen=True)
class Tile:
    """What a channel says about one posted job: a state (word and badge kind of ``{% badge %}``), lines of text
    with the facts and dates, where to look at it, and a preview as HTML. ``confirm``: a route that takes the job's
    public id, where somebody who posts says they saw it there, and the button's words.
    """

    state: Any
    kind: str = "ok"
    lines: Sequence[Any] = ()
    url: str = ""
    html: str = ""
    confirm: tuple[str, Any] | None = None


def _nothing(*_: Any) -> list[Reason]:
    return []


def _in_order(*_: Any) -> dict[int, tuple[str, Any]]:
    return {}


def _no_question(*_: Any) -> str:
    return ""


@dataclass(frozen=True)
class Channel:
    """One channel.

    ``eligibility`` says why the job cannot be posted now (the job's being active is checked for every channel);
    ``question`` a sentence that has to be confirmed by hand before posting, empty for none; ``tile`` tells the state
    of a posted job; ``marks`` tells for many at once what the job list shows, ``{posting key: (kind, words)}`` with the
    kinds of ``jobs.marks.Mark``, those in order left out; the hooks run in the transaction of the change and only write
    rows. ``asks_where_to_apply``:
    whether the dialog offers another web address. ``flag``: the right to see the channel at all.
    """

    key: str
    label: Any
    text: Any
    icon: str
    tile: Callable[["Posting"], Tile]
    eligibility: Callable[[Job, User], Sequence[Reason]] = _nothing
    question: Callable[[Job, User], str] = _no_question
    marks: Callable[[Sequence["Posting"]], Mapping[int, tuple[str, Any]]] = _in_order
    on_post: Callable[["Posting"], None] | None = None
    on_unpost: Callable[["Posting"], None] | None = None
    asks_where_to_apply: bool = False
    flag: Flag = Flag.READ_POSTINGS
    order: int = field(default=50)


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Add a channel. Called from ``AppConfig.ready``."""
    _channels[channel.key] = channel


def get(key: str) -> Channel:
    """Return the channel with that key. Raises ``KeyError``."""
    return _channels[key]


def everywhere() -> list[Channel]:
    """Return all channels in order."""
    return sorted(_channels.values(), key=lambda channel: channel.order)


def seen_by(actor: User, job: Job) -> list[Channel]:
    """Return the channels whose postings of the job the person may see."""
    rights = flags(actor, job)
    return [channel for channel in everywhere() if channel.flag in rights]


def get_seen(actor: User, job: Job, key: str) -> Channel:
    """Return one of those. Raises ``Http404``."""
    for channel in seen_by(actor, job):
        if channel.key == key:
            return channel
    raise Http404
