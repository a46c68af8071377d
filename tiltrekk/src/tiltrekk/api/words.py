"""How endpoints, deliveries and tries read."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from tiltrekk.core import telling

from .models import Attempt, Delivery, Endpoint, Off, Problem, State
from .payload import TEST

STATES: Mapping[str, Any] = {
    State.WAITING: pgettext_lazy("delivery", "Waiting"),
    State.DELIVERED: pgettext_lazy("delivery", "Delivered"),
    State.FAILED: pgettext_lazy("delivery", "Given up"),
}
_STATE_KINDS = {State.WAITING: "warn", State.DELIVERED: "ok", State.FAILED: "bad"}


@dataclass(frozen=True)
class Said:
    """A state in words, and the kind of its badge or dot (``ui``: ok, warn, bad, note, open)."""

    text: str
    kind: str


def host_of(url: str) -> str:
    """Return the host of an address, for where the whole is too long."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def event_name(verb: str) -> str:
    """Return a verb as people read it."""
    if verb == TEST:
        return pgettext("event", "Test")
    found = telling.find(verb)
    return str(found.label) if found else verb


def of_endpoint(endpoint: Endpoint) -> Said:
    """Return how an endpoint is doing."""
    if not endpoint.is_on:
        return Said(pgettext("endpoint", "Switched off"), "bad" if endpoint.off_reason == Off.GONE else "open")
    if endpoint.is_copied:
        return Said(pgettext("endpoint", "Stopped"), "bad")
    if is_resting(endpoint):
        return Said(pgettext("endpoint", "Paused"), "bad")
    if endpoint.failures:
        return Said(pgettext("endpoint", "Failing"), "warn")
    return Said(
        pgettext("endpoint", "Working") if endpoint.succeeded_at else pgettext("endpoint", "Not used yet"),
        "ok" if endpoint.succeeded_at else "note",
    )


def is_resting(endpoint: Endpoint) -> bool:
    """Whether the target rests before it is tried again."""
    return bool(endpoint.is_on and endpoint.failures and endpoint.next_try and endpoint.next_try > timezone.now())


def of_delivery(delivery: Delivery) -> Said:
    """Return what became of a delivery."""
    return Said(str(STATES[delivery.state]), _STATE_KINDS[State(delivery.state)])


def problem(code: str, status: int) -> str:
    """Return what was wrong, in a sentence; empty when nothing was."""
    texts = {
        Problem.LOST: _("Nobody knows whether it arrived: the program was stopped meanwhile."),
        Problem.TIMEOUT: _("No whole answer within ten seconds."),
        Problem.UNREACHABLE: _("The host cannot be reached, or its certificate is not good."),
        Problem.PRIVATE: _("The host's address is not a public one, so it was not called."),
        Problem.BROKEN: _("The connection ended before an answer; it may have arrived."),
        Problem.REDIRECT: _("It answered with a redirect. Redirects are not followed: enter the final address."),
        Problem.MISCONFIGURED: _("It refuses what we send: the address or the secret is not as the receiver expects."),
        Problem.BUSY: _("It has no time now."),
        Problem.GONE: _("It says that it is gone for good."),
        Problem.ERROR: _("It answered with an error of its own.") if status else _("It could not be made."),
    }
    return texts[Problem(code)] if code else ""


def skew(seconds: int) -> str:
    """Return by how much the receiver's clock differs; empty where it does not."""
    minutes = round(abs(seconds) / 60)
    if not minutes:
        return ""
    if seconds > 0:
        text = ngettext(
            "The receiver's clock is %(n)s minute ahead of ours.",
            "The receiver's clock is %(n)s minutes ahead of ours.",
            minutes,
        )
    else:
        text = ngettext(
            "The receiver's clock is %(n)s minute behind ours.",
            "The receiver's clock is %(n)s minutes behind ours.",
            minutes,
        )
    return text % {"n": minutes}


def answered(status: int) -> str:
    """Return ``503 Service Unavailable``; empty without an answer."""
    if not status:
        return ""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def of_attempt(attempt: Attempt) -> Said:
    """Return how a try ended, in a word or two."""
    text = answered(attempt.status) or pgettext("webhook", "No answer")
    return Said(text, "bad" if attempt.problem else "ok")
