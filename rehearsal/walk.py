"""Walk chapters: each rule in order, a failed one told and the walk gone on."""

import shutil
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from rehearsal import stack
from rehearsal.rules import Result, Rule
from rehearsal.stage import Stage

OUT = Path(__file__).resolve().parents[1] / "build" / "rehearsal"


def walk(rules: Sequence[Rule], *, chromium: str, out: Path = OUT) -> list[Result]:
    """Walk the rules against fresh programs and return what came of each."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with stack.running(out) as running, sync_playwright() as playwright:
        stage = Stage(playwright, chromium, running, out)
        try:
            return [_one(rule, stage) for rule in rules]
        finally:
            stage.close()


def _one(rule: Rule, stage: Stage) -> Result:
    if rule.grade in {"N", "X"}:
        return Result(rule, "not_simulated")
    stage.begin(rule.id)
    began = time.monotonic()
    try:
        rule.walk(stage)
    except Exception:  # noqa: BLE001  # a rule that breaks is a failed rule, and the report says how
        return Result(rule, "failed", traceback.format_exc(limit=-4), stage.shots, time.monotonic() - began)
    return Result(rule, "passed", "", stage.shots, time.monotonic() - began)
