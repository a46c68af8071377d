"""Who is calling, and what the ledger will say about the call."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from linkedin_sandbox import addresses
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State
from linkedin_sandbox.state.faults import Fault
from linkedin_sandbox.state.ledger import Note


@dataclass
class Call:
    """One call as a rule sees it: the application (and member) behind the token, remarks, effects."""

    application: int = 0
    parent: int | None = None  # the application's parent; None for a parent application itself
    name: str = ""
    member: str | None = None
    scope: str = ""
    notes: list[Note] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    planned_refusals: list[Fault] = field(default_factory=list)  # armed faults of kind "entity"

    def planned(self, key: str) -> Fault | None:
        """The armed fault that refuses this entity of a batch."""
        return next((one for one in self.planned_refusals if one.entity in key), None)

    def effect(self, text: str) -> None:
        self.effects.append(text)

    def broken(self, section: str, text: str) -> None:
        if len(self.notes) < 50:  # noqa: PLR2004 - a batch of a hundred bad records needs no hundred remarks
            self.notes.append(Note("broken", text, section))

    def waiver(self, section: str, text: str) -> None:
        note = Note("waiver", text, section)
        if note not in self.notes:
            self.notes.append(note)

    @contextlib.contextmanager
    def judged(self) -> Iterator[None]:
        """Write a refusal down as a breach of its paragraph, and let it go on."""
        try:
            yield
        except Refusal as refusal:
            self.broken(refusal.section, refusal.message.strip())
            raise


def public_address(state: State, call: Call, url: str, *, section: str, what: str) -> bool:
    """Is this an https address on port 443? On loopback http and any port pass, as a waiver."""
    found = addresses.read(url)
    if found is None:
        return False
    if found.loopback and state.settings.loopback_allowed:
        call.waiver(section, f"{what} is {found.scheme} on loopback; LinkedIn takes public https addresses only.")
        return True
    return found.scheme == "https" and found.port in {None, 443, 80} and not found.loopback
