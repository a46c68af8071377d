"""Whether one record is at LinkedIn, and if not why: what an administrator looks up by name or Job ID."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tiltrekk.linkedin.models import Held, SyncRow
from tiltrekk.linkedin.words import explain
from tiltrekk.ui.times import in_sentence


@dataclass(frozen=True)
class State:
    """A record at one organization: word and kind of its badge, and a sentence with what was seen."""

    label: str
    kind: str
    text: str


def state(row: SyncRow | None) -> State:
    """Return where a record stands, by its row alone; no row: LinkedIn was never to hold it."""
    if row is None:
        return State(pgettext("sync", "Not listed"), "note", _("LinkedIn was never told of it."))
    return _STATES[row.state](row)


_STATES: dict[str, Callable[[SyncRow], State]] = {
    "failed": lambda row: State(pgettext("sync", "Failed"), "bad", explain(row.error)),
    "waiting": lambda row: State(pgettext("sync", "Waiting"), "warn", _waiting(row)),
    "held": lambda row: State(pgettext("sync", "Held back"), "note", str(Held(row.held).label)),
    "in_sync": lambda _row: State(pgettext("sync", "In sync"), "ok", _("LinkedIn holds it as it is here.")),
}


def _waiting(row: SyncRow) -> str:
    since = _("On its way; changed %s.") % in_sentence(row.since) if row.since else _("On its way.")
    return f"{since} {explain(row.error)}".strip()
