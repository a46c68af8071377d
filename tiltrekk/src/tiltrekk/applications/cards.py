"""The board as its template writes it down: a board may hold hundreds of cards, so words, addresses and marks that they
share are made once, and the template decides nothing.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.applications.models import Application, Feedback, Status
from tiltrekk.applications.selectors.people import Card, Column
from tiltrekk.jobs.models import Stage
from tiltrekk.ui import stages, times
from tiltrekk.ui.templatetags.ui import badge, source_mark

Made = TypeVar("Made")
_SOME_ID = "0" * 32


@dataclass(frozen=True, slots=True)
class ShownCard:
    """One person, ready to be written."""

    key: str
    url: str
    move_url: str
    name: str
    initials: str
    role: str
    age: str
    since: str
    is_late: bool
    source: SafeString
    flag: SafeString
    marks: SafeString
    advance: str


@dataclass(frozen=True)
class ShownColumn:
    """One stage with its cards, the stage after it, and how many more one press shows."""

    stage: Stage
    count: int
    median: float | None
    cards: Sequence[ShownCard]
    following: Stage | None
    step: int


def shown(columns: Sequence[Column], *, more: int) -> list[ShownColumn]:
    """Return the columns as the template writes them; ``more`` is how many a press on *Show more* adds."""
    pen = _Pen()
    following: list[Stage | None] = [*(column.stage for column in columns[1:]), None]
    return [
        ShownColumn(
            stage=column.stage,
            count=column.count,
            median=column.median,
            cards=list(pen.cards(column, after)),
            following=after,
            step=min(column.more, more),
        )
        for column, after in zip(columns, following, strict=True)
    ]


class _Pen:
    """Writes the cards of one board."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._url = reverse("applications:application-read", args=[_SOME_ID])
        self._move_url = reverse("applications:application-move", args=[_SOME_ID])
        self._since = _("In this stage since %(since)s")

    def cards(self, column: Column, after: Stage | None) -> Iterator[ShownCard]:
        advance = _("Advance %(name)s to %(stage)s")
        label = after.label if after else ""
        for card in column.cards:
            name = card.application.candidate.name
            yield self._card(card, name, advance % {"name": name, "stage": label} if after else "")

    def _card(self, card: Card, name: str, advance: str) -> ShownCard:
        one = card.application
        return ShownCard(
            key=one.public_id,
            url=self._url.replace(_SOME_ID, one.public_id),
            move_url=self._move_url.replace(_SOME_ID, one.public_id),
            name=name,
            initials=one.candidate.initials or "?",
            role=one.candidate.headline,
            age=times.short_age(one.stage_since),
            since=self._since % {"since": formats.date_format(timezone.localtime(one.stage_since), "DATETIME_FORMAT")},
            is_late=card.is_late,
            source=self._once(("source", one.source), lambda: source_mark(one)),
            flag=self._flag(card, one),
            marks=format_html_join("", "{}", ((self._mark(feedback),) for feedback in card.marks)),
            advance=advance,
        )

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]  # type: ignore[no-any-return]

    def _flag(self, card: Card, one: Application) -> SafeString:
        if card.possible_duplicate:
            return self._once("duplicate", lambda: badge(_("Possible duplicate"), "warn", "users"))
        if card.is_new:
            return self._once("new", lambda: badge(pgettext("person", "New"), "brand"))
        if one.status == Status.OFFERED:
            return self._once("offered", lambda: badge(_("Offer accepted"), "ok", "check"))
        return SafeString("")

    def _mark(self, feedback: Feedback) -> SafeString:
        key = feedback.author_id, feedback.state, feedback.recommended
        return self._once(key, lambda: stages.feedback_mark(feedback))
