"""The report: one page for people, one file for programs."""

import html
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rehearsal import film
from rehearsal.rules import STRENGTH, Chapter, Part, Result
from rehearsal.walk import Walked

HONEST = "Rehearsed against a sandbox, never certified."
STYLE = """
body{font:14px/1.5 system-ui,sans-serif;color:#182325;background:#f5f7f7;margin:0 auto;max-width:1100px;padding:24px}
h1{font-size:22px;margin:0}h2{font-size:18px;margin:32px 0 8px}h3{font-size:15px;margin:24px 0 8px}
article{background:#fff;border:1px solid #e2e7e7;border-radius:8px;padding:16px;margin:0 0 12px}
h4{font-size:14px;margin:0 0 4px}.passed{color:#1b6e3a}.failed{color:#ad261d}.listed{color:#835000}
.shots{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px;margin-top:12px}
figure{margin:0}img{width:100%;height:160px;object-fit:cover;object-position:top}
video{width:100%;max-width:960px}
img{border:1px solid #e2e7e7;border-radius:4px}small{color:#5b696c}ul{margin:8px 0 0;padding-left:20px}
figcaption{font-size:12px;color:#5b696c}table{border-collapse:collapse;margin:12px 0}
td,th{text-align:left;padding:2px 16px 2px 0}td.n{text-align:right;font-variant-numeric:tabular-nums}
.grade{border:1px solid #c9d2d2;border-radius:4px;padding:0 5px;font-size:12px}
pre{white-space:pre-wrap;background:#fbe9e7;padding:12px;overflow:auto}
"""


def write(walked: Walked, folder: Path) -> dict[str, object]:
    """Write ``index.html`` and ``results.json``; return the latter."""
    results = [result for _chapter, part in walked for result in part]
    counts: Counter[str] = Counter(result.state for result in results)
    summary: dict[str, object] = {
        "rules": [_entry(chapter, one) for chapter, part in walked for one in part],
        "passed": counts["passed"],
        "failed": counts["failed"],
        "listed": counts["listed"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(summary, indent=1))
    (folder / "index.html").write_text(_page(walked, counts, folder))
    return summary


def _entry(chapter: Chapter, one: Result) -> dict[str, object]:
    return {
        "id": one.rule.id,
        "chapter": chapter.name,
        "grade": one.rule.grade,
        "state": one.state,
        "seconds": round(one.seconds, 1),
        "facts": one.facts,
        "screenshots": [f"{chapter.name}/{shot}" for shot in one.screenshots],
    }


def _page(walked: Walked, counts: Counter[str], out: Path) -> str:
    head = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    body = "".join(_chapter(chapter, results, out) for chapter, results in walked)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Rehearsal</title>'
        f"<style>{STYLE}</style><h1>Rehearsal: {head}</h1><p><strong>{HONEST}</strong></p>"
        f"{_strengths(walked)}{body}</html>"
    )


def _strengths(walked: Walked) -> str:
    """Say what each strength of proof means, and how many rules of each chapter have it."""
    names = "".join(f"<th>{html.escape(chapter.title)}</th>" for chapter, _results in walked)
    lines = []
    for grade, words in STRENGTH.items():
        numbers = [sum(one.rule.grade == grade for one in results) for _chapter, results in walked]
        cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
        lines.append(f'<tr><td><span class="grade">{grade}</span> {html.escape(words)}</td>{cells}</tr>')
    return f"<table><tr><th>Strength of proof</th>{names}</tr>{''.join(lines)}</table>"


def _chapter(chapter: Chapter, results: list[Result], out: Path) -> str:
    by_id = {one.rule.id: one for one in results}
    parts = "".join(_part(chapter, part, by_id) for part in chapter.parts)
    head = f"<h2>{html.escape(chapter.title)}</h2>{_film(chapter, results, out)}"
    return f'<section id="{chapter.name}">{head}{parts}</section>'


def _film(chapter: Chapter, results: list[Result], out: Path) -> str:
    if not film.film(results, out / chapter.name):
        return "<p><small>No film: ffmpeg was not found.</small></p>"
    places = ", ".join(f"{rule} at {at}" for rule, at in film.begins(results).items())
    return f'<video controls src="{chapter.name}/film.mp4"></video><p><small>{places}</small></p>'


def _part(chapter: Chapter, part: Part, results: dict[str, Result]) -> str:
    rows = "".join(_article(chapter, results[rule.id]) for rule in part.rules)
    return f"<h3>{html.escape(part.title)}</h3>{rows}"


def _article(chapter: Chapter, result: Result) -> str:
    rule, state = result.rule, result.state
    shots = "".join(_figure(f"{chapter.name}/{shot}", rule.id) for shot in result.screenshots)
    why = f"<pre>{html.escape(result.reason)}</pre>" if result.reason else ""
    took = f" · {result.seconds:.1f} s" if result.seconds else ""
    return (
        f'<article id="{rule.id}"><h4>{rule.id} <span class="grade" title="{html.escape(STRENGTH[rule.grade])}">'
        f'{rule.grade}</span> <span class="{state}">{state}</span></h4>'
        f"<p>{html.escape(rule.text)} <small>{html.escape(rule.source)}{took}</small></p>"
        f'{_facts(result.facts)}{why}<div class="shots">{shots}</div></article>'
    )


def _facts(facts: Iterable[str]) -> str:
    lines = "".join(f"<li>{html.escape(one)}</li>" for one in facts)
    return f"<ul>{lines}</ul>" if lines else ""


def _figure(path: str, rule: str) -> str:
    label = Path(path).stem.removeprefix(rule.lower()).strip("-").replace("-", " ")
    return (
        f'<figure><a href="{path}"><img loading="lazy" alt="{rule}: {label}" src="{path}"></a>'
        f"<figcaption>{label}</figcaption></figure>"
    )
