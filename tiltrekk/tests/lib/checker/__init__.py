"""The independent checker (FLT-H5): what the wire and the rows prove, judged without the product's own code."""

from collections.abc import Callable, Iterator

from .conduct import in_order, irreversible_once, no_stale_overwrite, within_quota
from .facts import Dump, Entity, Ledger, Moment, Violation, read_tables
from .inbound import inbox_complete, nothing_forbidden
from .liveness import in_time
from .state import converged, everything_visible, nothing_lost

__all__ = ["RULES", "Dump", "Entity", "Ledger", "Moment", "Violation", "check", "read_tables"]

Rule = Callable[[Ledger, Dump], Iterator[Violation]]
RULES: tuple[Rule, ...] = (
    converged,  # INV-01
    nothing_lost,  # INV-02
    no_stale_overwrite,  # INV-03
    irreversible_once,  # INV-04
    nothing_forbidden,  # INV-05
    in_order,  # INV-06
    within_quota,  # INV-07
    in_time,  # INV-08
    everything_visible,  # INV-09
    inbox_complete,  # INV-10
)


def check(ledger: Ledger, dump: Dump) -> list[Violation]:
    """Return every broken promise; an empty list is what a test wants."""
    return [found for rule in RULES for found in rule(ledger, dump)]
