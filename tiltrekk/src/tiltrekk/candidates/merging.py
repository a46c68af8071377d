"""What higher floors know that stands in the way of merging two people."""

from collections.abc import Callable

from tiltrekk.core.errors import Reason

from .models import Candidate

Obstacles = Callable[[Candidate, Candidate], list[Reason]]
_obstacles: list[Obstacles] = []


def tells_obstacles(function: Obstacles) -> Obstacles:
    """Register who knows why two people cannot be merged now. Called from ``AppConfig.ready``."""
    _obstacles.append(function)
    return function


def obstacles(survivor: Candidate, other: Candidate) -> list[Reason]:
    """Return everything that stands in the way."""
    return [reason for function in _obstacles for reason in function(survivor, other)]
