"""What the whole chapter sent, as the sandbox judges it."""

from collections import Counter
from typing import Any

from rehearsal.rules import chapter
from rehearsal.stage import Stage

RULES, rule = chapter()


PROVOKED = (
    "is taken",  # RSC-103 provisions an instance twice
    "is not in validJsSdkDomains",  # RSC-105 opens the widget on a wrong host
    "has been revoked",  # RSC-106
    "throttle limit",  # moving the clock gives LinkedIn another minute than the one that was counted here
)


@rule("WIRE", "No call of the whole chapter broke a rule of the partner contract, but for those that rules provoked",
      source="The sandbox's ledger")  # fmt: skip
def unbroken(stage: Stage) -> None:
    calls = stage.wire(bool)
    judged = Counter(one["judgement"] for one in calls)
    stage.fact(f"{len(calls)} calls: {', '.join(f'{number} {word}' for word, number in sorted(judged.items()))}")
    broken = Counter(_what(one) for one in calls if one["judgement"] == "broken")
    provoked = {words: sum(number for what, number in broken.items() if words in what) for words in PROVOKED}
    stage.fact(f"Provoked: {', '.join(f'{words} {number}' for words, number in provoked.items())}")
    left = [what for what in broken if not any(words in what for words in PROVOKED)]
    assert not left, f"broken: {left}"


def _what(one: dict[str, Any]) -> str:
    notes = [note["text"] for note in one["notes"] if note["kind"] == "broken"]
    return f"{one['method']} {one['path'][:70]}: {'; '.join(notes)}"
