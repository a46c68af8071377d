"""Business time has one source, and it can be moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tiltrekk.core import clock


def test_it_follows_the_offset_in_the_clock_file(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    settings.CLOCK_FILE = str(file)
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)  # not written yet
    file.write_text("86400.0")
    assert abs(clock.now() - timezone.now() - timedelta(days=1)) < timedelta(seconds=5)


def test_it_stands_still_while_history_is_written() -> None:
    moment = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
    assert clock.now() > moment


@pytest.mark.req("SEC-04")
def test_production_refuses_a_clock_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    monkeypatch.setenv("TILTREKK_PUBLIC_URL", "https://jobs.example.org")
    monkeypatch.setenv("TILTREKK_SECRET_KEY", "x" * 40)
    monkeypatch.setenv("TILTREKK_ENCRYPTION_KEYS", "y")
    monkeypatch.setenv("TILTREKK_CLOCK_FILE", "/nowhere/clock")
    start = [sys.executable, "-c", "import tiltrekk.config.settings.production"]
    result = subprocess.run(start, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "TILTREKK_CLOCK_FILE" in result.stderr
