"""A process whose clock goes wrong, by the system's libfaketime; the database's clock stays right."""

import subprocess
import sys
import time
from os import environ
from pathlib import Path

import pytest

_USUAL = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"  # Debian's


def skewed(seconds: int) -> dict[str, str]:
    """What to put into the environment of a process whose clock is so far ahead (or behind, below zero)."""
    library = environ.get("TILTREKK_FAKETIME", _USUAL)  # `make test` finds or installs it
    if not Path(library).exists():
        pytest.skip(f"{library} is not there; on Debian: apt-get install faketime")
    told = {"LD_PRELOAD": library, "FAKETIME": f"{seconds:+d}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    assert abs(_clock_of(told) - time.time() - seconds) < 60, "the clock is not wrong: this would prove nothing"
    return told


def _clock_of(told: dict[str, str]) -> float:
    asked = [sys.executable, "-c", "import time; print(time.time())"]
    answer = subprocess.run(asked, env={**environ, **told}, capture_output=True, text=True, check=True)
    return float(answer.stdout)
