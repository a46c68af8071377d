"""The whole rehearsal as a test: fresh programs, real browsers, every rule."""

import json
import subprocess
import sys

import pytest

from rehearsal.walk import OUT

LONGEST = 1200  # seconds; a few minutes on a machine with nothing else to do


@pytest.mark.long
@pytest.mark.process
@pytest.mark.browser
@pytest.mark.timeout(LONGEST)
def test_every_rule_of_the_rehearsal_passes() -> None:
    done = subprocess.run([sys.executable, "-m", "rehearsal"], capture_output=True, text=True, check=False)
    results = json.loads((OUT / "results.json").read_text())
    assert results["failed"] == 0, done.stdout
    assert done.returncode == 0, done.stderr
    assert results["passed"] == len(results["rules"])
