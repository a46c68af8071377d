"""Rules, the chapters they stand in, and what came of them.

A rule is one function that walks browsers, leaves screenshots and asserts one fact on the wire or, where the rule
speaks only of our own screen, in the page. Parts register theirs with ``@rule``; the order is the order of walking.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rehearsal.stage import Stage

Grade = Literal["F", "S", "X", "N"]
State = Literal["passed", "failed", "listed"]
Walk = Callable[[Stage], None]
STRENGTH: dict[Grade, str] = {
    "F": "shown in full here",
    "S": "shown against the sandbox; LinkedIn's own part stays unproven",
    "X": "asks for a document or an explanation; listed, not walked",
    "N": "outside what the product does; listed, not walked",
}


@dataclass(frozen=True)
class Rule:
    """One published rule or one numbered step of a document; what is X or N has nothing to walk."""

    id: str
    text: str
    source: str
    grade: Grade
    walk: Walk


@dataclass(frozen=True)
class Part:
    """Some rules under one heading."""

    title: str
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Chapter:
    """Parts that stand on one another. Each chapter begins with fresh programs and the company it names."""

    name: str
    title: str
    company: str
    parts: Sequence[Part]

    @property
    def rules(self) -> list[Rule]:
        return [rule for part in self.parts for rule in part.rules]


@dataclass
class Result:
    """What came of a rule. ``screenshots`` are paths relative to the report; ``facts`` what was measured on the way."""

    rule: Rule
    state: State
    reason: str = ""
    screenshots: list[str] = field(default_factory=list)
    seconds: float = 0.0
    facts: list[str] = field(default_factory=list)


def chapter() -> tuple[list[Rule], Callable[..., Callable[[Walk], Walk]]]:
    """Return an empty list of rules and the decorator that fills it."""
    rules: list[Rule] = []

    def rule(identifier: str, text: str, *, source: str, grade: Grade = "S") -> Callable[[Walk], Walk]:
        def register(walk: Walk) -> Walk:
            rules.append(Rule(identifier, text, source, grade, walk))
            return walk

        return register

    return rules, rule
