"""Walk chapters: each rule in order, a failed one told and the walk gone on."""

import shutil
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from rehearsal import stack
from rehearsal.rules import Chapter, Result, Rule
from rehearsal.stage import Stage

OUT = Path(__file__).resolve().parents[1] / "build" / "rehearsal"
LONGEST_REASON = 4000
Walked = list[tuple[Chapter, list[Result]]]


def walk(chapters: Sequence[Chapter], *, chromium: str, out: Path = OUT) -> Walked:
    """Walk the chapters, each against fresh programs, and return what came of their rules, telling it as it goes."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with sync_playwright() as playwright:
        return [(one, _chapter(one, playwright, chromium, out)) for one in chapters]


def _chapter(chapter: Chapter, playwright: Playwright, chromium: str, out: Path) -> list[Result]:
    print(f"\n{chapter.title}", flush=True)
    folder = out / chapter.name
    folder.mkdir()
    with stack.running(folder, company=chapter.company) as running:
        stage = Stage(playwright, chromium, running, folder)
        try:
            return [_told(_one(rule, stage)) for rule in chapter.rules]
        finally:
            stage.close()


def _one(rule: Rule, stage: Stage) -> Result:
    if rule.grade in {"N", "X"}:
        return Result(rule, "listed")
    stage.begin(rule.id)
    began = time.monotonic()
    try:
        rule.walk(stage)
    except Exception:  # noqa: BLE001  # a rule that breaks is a failed rule, and the report says how
        why, took = _why(), time.monotonic() - began
        stage.shoot_all()
        stage.keep_wire()
        return Result(rule, "failed", why, stage.shots, took, stage.facts)
    return Result(rule, "passed", "", stage.shots, time.monotonic() - began, stage.facts)


def _why() -> str:
    """The traceback's last calls and the error, without the picture in words that Playwright adds of the whole page."""
    return traceback.format_exc(limit=-4).split("Aria snapshot:")[0][-LONGEST_REASON:].strip()


def _told(result: Result) -> Result:
    print(f"{result.state:14} {result.rule.id:13} {result.seconds:5.1f} s  {result.rule.text}", flush=True)
    for fact in result.facts:
        print(f"{'':36}{fact}", flush=True)
    if result.reason:
        print(result.reason.strip(), flush=True)
    return result
