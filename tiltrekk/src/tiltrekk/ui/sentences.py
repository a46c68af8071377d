"""Events as sentences people read: each app says its verbs and its names in ``AppConfig.ready``.

``sentence("job.created", _("%(actor)s created %(job)s"), icon="briefcase")``. A text may use ``actor``, ``job``,
``candidate`` and every key of the event's values. ``names_of("job", …)`` tells how ids become names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tiltrekk.core.models import Event

# The text, or a function of the event's values that gives it (lazy translations).
Text = Any | Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Name:
    """What a person may see of an object: its name, its address if it has one, the initials of a person."""

    text: str
    url: str = ""
    initials: str = ""


# (reader, ids) -> names; ids the reader may not see are left out.
NamesOf = Callable[[Any, Iterable[int]], Mapping[int, Name]]


@dataclass(frozen=True)
class Told:
    """One event, told: safe HTML, the initials of who did it (or an icon when a machine did), when."""

    html: SafeString
    initials: str
    icon: str
    at: Any


_sentences: dict[str, tuple[Text, str]] = {}
_names: dict[str, NamesOf] = {}


def sentence(verb: str, text: Text, *, icon: str = "refresh") -> None:
    """Say how a verb reads. Called from ``AppConfig.ready``."""
    _sentences[verb] = (text, icon)


def names_of(kind: str, function: NamesOf) -> None:
    """Say how ids of ``actor``, ``job`` or ``candidate`` become names. Called from ``AppConfig.ready``."""
    _names[kind] = function


def verbs() -> frozenset[str]:
    """Return the verbs that have a sentence."""
    return frozenset(_sentences)


def tell(events: Sequence[Event], *, reader: Any) -> list[Told]:
    """Return the events as sentences for one reader; verbs without a sentence are left out."""
    told = [event for event in events if event.verb in _sentences]
    known = {
        kind: function(reader, {value for event in told if (value := getattr(event, f"{kind}_id"))})
        for kind, function in _names.items()
    }
    return [_tell(event, known, reader) for event in told]


def _tell(event: Event, known: Mapping[str, Mapping[int, Name]], reader: Any) -> Told:
    text, icon = _sentences[event.verb]
    words = text(event.values) if callable(text) else text
    actor = known.get("actor", {}).get(event.actor_id or 0)
    parts: dict[str, SafeString] = {key: conditional_escape(value) for key, value in event.values.items()}
    parts["actor"] = _strong(_("You")) if event.actor_id == reader.pk else _name(actor, _machine(event))
    for kind in ("job", "candidate"):
        parts[kind] = _name(known.get(kind, {}).get(getattr(event, f"{kind}_id") or 0), _("someone"))
    html = mark_safe(conditional_escape(str(words)) % parts)  # noqa: S308  # every part is escaped above
    return Told(html=html, initials=actor.initials if actor else "", icon=icon, at=event.at)


def _machine(event: Event) -> str:
    """Who did what none of us did; an event's own word for it is for programs."""
    by = event.values.get("by", "")
    if by == "candidate":
        return _("The career site")
    return "LinkedIn" if by in {"linkedin", "exporter_unknown"} else "Tiltrekk"


def _name(name: Name | None, unknown: str) -> SafeString:
    if name is None:
        return _strong(unknown)
    return format_html('<a class="strong" href="{}">{}</a>', name.url, name.text) if name.url else _strong(name.text)


def _strong(text: str) -> SafeString:
    return format_html("<strong>{}</strong>", text)
