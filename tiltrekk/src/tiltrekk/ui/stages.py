"""Small pictures of numbers: people per stage, feedback so far, what is in sync."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .icons import icon

# Stage kinds by depth of colour: 0 is grey (not yet an applicant), then one hue, deeper with each kind.
DEPTH = {"prospect": 0, "application": 1, "assessment": 2, "screening": 2, "interview": 3, "offer": 4}


@dataclass(frozen=True)
class Count:
    """People in one stage: the stage's ``kind``, its ``label`` in the reader's language, how many."""

    kind: str
    label: str
    number: int


def stage_bar(counts: Sequence[Count], largest: int = 0) -> SafeString:
    """Draw people per stage. ``largest`` is the biggest total in the list, so that 2 do not look like 75."""
    shown = [count for count in counts if count.number]
    total = sum(count.number for count in shown)
    if not total:
        return format_html('<span class="quiet">{}</span>', pgettext("people", "No one yet"))
    width = max(10, round(100 * math.sqrt(total / largest))) if largest > total else 100
    parts = format_html_join(
        "",
        '<span class="seg stage-{} grow-{}" title="{}: {}">{}</span>',
        ((DEPTH[c.kind], _share(c.number, total), c.label, c.number, c.number) for c in shown),
    )
    spoken = ", ".join(f"{count.label} {count.number}" for count in shown)
    return format_html('<span class="stage-bar width-{}" role="img" aria-label="{}">{}</span>', width, spoken, parts)


def _share(number: int, total: int) -> int:
    return max(1, round(100 * number / total))


def stage_legend(counts: Iterable[Count] = ()) -> SafeString:
    """The legend, once a list; without counts, that of the kinds every process has."""
    kinds: list[tuple[str, Any]] = [(count.kind, count.label) for count in counts] or [
        ("prospect", pgettext("stage", "Prospect")),
        ("application", pgettext("stage", "Application")),
        ("screening", pgettext("stage", "Screening")),
        ("interview", pgettext("stage", "Interview")),
        ("offer", pgettext("stage", "Offer")),
    ]
    rows = ((DEPTH[kind], label) for kind, label in kinds)
    return format_html(
        '<span class="legend">{}</span>',
        format_html_join("", '<span class="legend-entry"><i class="swatch stage-{}"></i>{}</span>', rows),
    )


def stage_tick(kind: str) -> SafeString:
    """The small mark in the head of a board column."""
    return format_html('<i class="tick stage-{}" aria-hidden="true"></i>', DEPTH[kind])


def feedback_mark(feedback: Any) -> SafeString:
    """One disc for one feedback; ``recommended`` is True, False, or None while it is not handed in."""
    submitted = feedback.state == "submitted"
    if submitted and feedback.recommended is not None:
        good = feedback.recommended
        text, kind, name = (_("recommended"), "ok", "check") if good else (_("not recommended"), "bad", "x")
    else:
        text, kind, name = _("not handed in yet"), "note", "minus"
    return format_html(
        '<span class="mark mark-{}" title="{}: {}">{}</span>',
        kind,
        feedback.author,
        text,
        icon(name, label=f"{feedback.author}: {text}"),
    )


def sync_bar(in_sync: int, waiting: int, held_back: int, failed: int) -> SafeString:
    """What LinkedIn holds of one kind; the four numbers add up to all there is."""
    numbers = [
        ("in-sync", pgettext("sync", "In sync"), in_sync),
        ("waiting", pgettext("sync", "Waiting"), waiting),
        ("held-back", pgettext("sync", "Held back"), held_back),
        ("failed", pgettext("sync", "Failed"), failed),
    ]
    total = sum(number for _kind, _label, number in numbers)
    spoken = ", ".join(f"{label} {number}" for _kind, label, number in numbers)
    parts = format_html_join(
        "",
        '<span class="sync-{} grow-{}"></span>',
        ((kind, _share(number, total)) for kind, _label, number in numbers if number),
    )
    return format_html('<span class="sync-bar" role="img" aria-label="{}">{}</span>', spoken, parts)
