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
LONGEST_REASON = 4000


def walk(rules: Sequence[Rule], *, chromium: str, out: Path = OUT) -> list[Result]:
    """Walk the rules against fresh programs and return what came of each, telling it as it goes."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with stack.running(out) as running, sync_playwright() as playwright:
        stage = Stage(playwright, chromium, running, out)
        try:
            return [_told(_one(rule, stage)) for rule in rules]
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
        why, took = _why(), time.monotonic() - began
        stage.shoot_all()
        return Result(rule, "failed", why, stage.shots, took)
    return Result(rule, "passed", "", stage.shots, time.monotonic() - began)


def _why() -> str:
    """The traceback's last calls and the error, without the picture in words that Playwright adds of the whole page."""
    return traceback.format_exc(limit=-4).split("Aria snapshot:")[0][-LONGEST_REASON:].strip()


def _told(result: Result) -> Result:
    print(f"{result.state:14} {result.rule.id:9} {result.seconds:5.1f} s  {result.rule.text}", flush=True)
    if result.reason:
        print(result.reason.strip(), flush=True)
    return result
