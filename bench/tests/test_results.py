"""The result file is what others read: its shape, and that the ratios in it are right. No test judges a time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.figures import Figure, percentile
from bench.results import CHECKOUT, Results, table

NUMBERS = {"count", "first", "median", "p90", "p95", "max"}
MACHINE = {"system", "processor", "processors", "memory", "python", "load"}


def test_percentile_is_a_measured_value_that_so_many_do_not_pass() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 50) == 2.0
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([7.0], 90) == 7.0


def test_ratio_compares_with_the_same_done_straight() -> None:
    results = Results({})
    results.figures = [Figure("g", "ours", [300.0], beside="straight"), Figure("g", "straight", [100.0])]
    ours, straight = results.as_dict()["figures"]
    assert ours["ratio"] == 3.0
    assert "ratio" not in straight


def test_what_was_skipped_and_what_is_wrong_is_told() -> None:
    results = Results({})
    results.skip("seen in a browser", "no Chromium was found")
    results.wrong.append("board: reads every candidate")
    said = table(results.as_dict())
    assert "no Chromium was found" in said
    assert "WRONG: board" in said


@pytest.mark.process
@pytest.mark.timeout(400)
def test_result_file_has_its_shape(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--parts", "scale", "--people", "300", "--times", "1"]
    done = subprocess.run([*command, "--out", str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "results.json").read_text())
    assert set(found) >= {"measured_at", "revision", "machine", "settings", "figures", "plans", "skipped", "wrong"}
    assert set(found["machine"]) == MACHINE
    assert found["settings"]["people"] == 300
    pages = [one for one in found["figures"] if one["group"] == "With 300 people" and one["unit"] == "ms"]
    assert {"candidates, first page", "rare name", "e-mail address", "jobs"} <= {one["name"] for one in pages}
    assert all(set(one) >= NUMBERS | {"bytes", "gzipped", "queries"} for one in pages)
    assert {plan["name"] for plan in found["plans"]} == {one["name"] for one in pages}
    assert all(name in done.stdout for name in ("rare name", "results.json"))


@pytest.mark.process
def test_the_sandbox_is_measured_by_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--parts", "sandbox", "--records", "200", "--times", "1"]
    done = subprocess.run([*command, "--out", str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = {one["name"]: one for one in json.loads((tmp_path / "results.json").read_text())["figures"]}
    assert found["start, until it says ready"]["ratio"] > 0
    assert found["a hundred candidates in a call"]["ratio"] > 0
    assert found["a hundred candidates in a call"]["records_per_second"] > 0
    assert found["memory gained by 200 more records"]["stored"] == 300
