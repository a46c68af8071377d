"""The whole rehearsal as a test: fresh programs, real browsers, every rule."""

import pytest

from rehearsal.chapters import RULES
from rehearsal.report import write
from rehearsal.walk import OUT, walk

LONGEST = 1200  # seconds; a few minutes on a machine with nothing else to do


@pytest.mark.process
@pytest.mark.browser
@pytest.mark.timeout(LONGEST)
def test_every_rule_of_the_rehearsal_passes(chromium: str) -> None:
    results = walk(RULES, chromium=chromium)
    write(results, OUT)
    assert [f"{one.rule.id}: {one.reason}" for one in results if one.state == "failed"] == []
