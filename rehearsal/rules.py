"""Rules and the register of them.

A rule is one function that walks browsers, leaves screenshots and asserts one fact on the wire or, where the rule
speaks only of our own screen, in the page. Chapters register theirs with ``@rule``; the order is the order of walking.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from rehearsal.stage import Stage

Grade = Literal["F", "S", "N", "X"]  # shown in full, shown in the sandbox, not simulated, not in scope
State = Literal["passed", "failed", "skipped", "not_simulated"]
Walk = Callable[[Stage], None]


@dataclass(frozen=True)
class Rule:
    """One published rule or one numbered step of a document."""

    id: str
    text: str
    source: str
    grade: Grade
    walk: Walk


@dataclass
class Result:
    """What came of a rule. ``screenshots`` are paths relative to the report."""

    rule: Rule
    state: State
    reason: str = ""
    screenshots: list[str] = field(default_factory=list)
    seconds: float = 0.0


def chapter() -> tuple[list[Rule], Callable[..., Callable[[Walk], Walk]]]:
    """Return an empty list of rules and the decorator that fills it."""
    rules: list[Rule] = []

    def rule(identifier: str, text: str, *, source: str, grade: Grade = "S") -> Callable[[Walk], Walk]:
        def register(walk: Walk) -> Walk:
            rules.append(Rule(identifier, text, source, grade, walk))
            return walk

        return register

    return rules, rule
