"""One measured quantity, and the clock that measures it."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 30.0  # seconds until something that does not happen is given up
STEP = 0.01  # seconds between two looks; every figure that waits for something is at most this much too long


@dataclass
class Figure:
    """Values of one action in the order measured, in one unit; ``limit`` is what the median should not pass."""

    group: str
    name: str
    values: Sequence[float]
    unit: str = "ms"
    limit: float | None = None
    beside: str = ""  # the name of the figure with the same done straight
    facts: dict[str, Any] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """Return the figure for the result file."""
        known = {"limit": self.limit, "beside": self.beside, **self.facts}
        return {
            "group": self.group,
            "name": self.name,
            "unit": self.unit,
            "count": len(self.values),
            "first": round(self.values[0], 1),
            "median": round(statistics.median(self.values), 1),
            "p90": round(percentile(self.values, 90), 1),
            "p95": round(percentile(self.values, 95), 1),
            "max": round(max(self.values), 1),
            **{key: value for key, value in known.items() if value not in (None, "")},
        }


def percentile(values: Sequence[float], part: int) -> float:
    """Return the value that ``part`` of a hundred do not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)]


def timed(action: Callable[[], object]) -> float:
    """Return how long an action takes, in milliseconds."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def until(happened: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait until something has happened. Raises ``TimeoutError``."""
    end = time.monotonic() + patience
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not happen in {patience:.0f} s")
        time.sleep(STEP)
