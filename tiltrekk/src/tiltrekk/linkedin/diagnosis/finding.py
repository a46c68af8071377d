"""What a diagnosis consists of."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import pgettext_lazy


class Weight(StrEnum):
    """What a finding means for the person who reads it."""

    BLOCKS = "blocks"  # stands in the way until somebody acts
    WAITS = "waits"  # time does it
    CHECK = "check"  # only LinkedIn knows: what to look at there
    EXPECTED = "expected"  # as it should be, though it surprises


@dataclass(frozen=True)
class Act:
    """Where a finding is mended: a link, or a button that posts."""

    label: str
    url: str
    is_button: bool = False
    is_outside: bool = False  # on a site that is not ours


@dataclass(frozen=True)
class Finding:
    """One thing that is the case: a stable code, a sentence with what was seen, what to do, and where."""

    code: str
    text: str
    remedy: str = ""
    acts: tuple[Act, ...] = ()
    weight: Weight = Weight.BLOCKS

    @property
    def icon(self) -> str:
        """Name of the icon beside it."""
        return _LOOKS[self.weight][0]

    @property
    def says(self) -> str:
        """What the icon says to those who do not see it."""
        return str(_LOOKS[self.weight][1])


_LOOKS = {
    Weight.BLOCKS: ("alert-triangle", pgettext_lazy("finding", "Stands in the way")),
    Weight.WAITS: ("clock", pgettext_lazy("finding", "Takes its time")),
    Weight.CHECK: ("eye", pgettext_lazy("finding", "To be looked at")),
    Weight.EXPECTED: ("info-circle", pgettext_lazy("finding", "As it should be")),
}


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return what somebody has to mend first, what is as it should be last."""
    order = list(Weight)
    return sorted(findings, key=lambda one: order.index(one.weight))


def blocking(findings: list[Finding]) -> list[Finding]:
    """Return what somebody has to mend."""
    return [one for one in findings if one.weight == Weight.BLOCKS]
