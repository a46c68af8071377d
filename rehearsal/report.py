"""The report: one page for people, one file for programs."""

import html
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rehearsal.rules import Result

STYLE = """
body{font:14px/1.5 system-ui,sans-serif;color:#182325;background:#f5f7f7;margin:0 auto;max-width:1100px;padding:24px}
h1{font-size:20px}article{background:#fff;border:1px solid #e2e7e7;border-radius:8px;padding:16px;margin:0 0 16px}
h2{font-size:15px;margin:0 0 4px}.passed{color:#1b6e3a}.failed{color:#ad261d}.skipped,.not_simulated{color:#835000}
img{max-width:100%;border:1px solid #e2e7e7;border-radius:4px;margin-top:12px}
pre{white-space:pre-wrap;background:#fbe9e7;padding:12px}small{color:#5b696c}
"""


def write(results: Sequence[Result], folder: Path) -> dict[str, object]:
    """Write ``index.html`` and ``results.json``; return the latter."""
    counts: Counter[str] = Counter(result.state for result in results)
    summary: dict[str, object] = {
        "rules": [
            {"id": r.rule.id, "grade": r.rule.grade, "state": r.state, "screenshots": r.screenshots} for r in results
        ],
        "passed": counts["passed"],
        "failed": counts["failed"] + counts["skipped"],
        "not_simulated": counts["not_simulated"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(summary, indent=1))
    (folder / "index.html").write_text(_page(results, counts))
    return summary


def _page(results: Sequence[Result], counts: Counter[str]) -> str:
    head = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    rows = "".join(_article(result) for result in results)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Rehearsal</title>'
        f"<style>{STYLE}</style><h1>Rehearsal: {head}</h1>{rows}</html>"
    )


def _article(result: Result) -> str:
    rule, state = result.rule, result.state
    shots = "".join(
        f'<a href="{shot}"><img loading="lazy" alt="{rule.id}" src="{shot}"></a>' for shot in result.screenshots
    )
    why = f"<pre>{html.escape(result.reason)}</pre>" if result.reason else ""
    return (
        f'<article id="{rule.id}"><h2>{rule.id} <span class="{state}">{state}</span></h2>'
        f"<p>{html.escape(rule.text)} <small>{html.escape(rule.source)} · {result.seconds:.1f} s</small></p>"
        f"{why}{shots}</article>"
    )
