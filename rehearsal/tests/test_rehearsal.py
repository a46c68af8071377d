"""The whole rehearsal as a test, and what its parts promise."""

import ast
import html
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from rehearsal import film, report, words
from rehearsal.chapters import CHAPTERS
from rehearsal.rules import STRENGTH, Chapter, Part, Result, Rule
from rehearsal.walk import OUT

LONGEST = 2400  # seconds; some ten minutes on a machine with nothing else to do
RSC = {
    *(f"RSC-10{n}" for n in range(1, 7)),
    *(f"RSC-20{n}" for n in range(1, 5)),
    *(f"RSC-30{n}" for n in range(1, 6)),
    *(f"RSC-40{n}" for n in range(1, 5)),
    *(f"RSC-50{n}" for n in range(1, 6)),
    *(f"Test case {n}" for n in (*range(1, 11), 13)),
}


def _nothing(_stage: object) -> None:
    """Walk nowhere."""


def _results(*states: str) -> tuple[Chapter, list[Result]]:
    rules = [Rule(f"R-{n}", f"Rule {n}", "a page", "F", _nothing) for n, _state in enumerate(states)]
    results = [Result(rule, state) for rule, state in zip(rules, states, strict=True)]  # type: ignore[arg-type]
    return Chapter("one", "One", "", [Part("All", rules)]), results


@pytest.mark.long
@pytest.mark.process
@pytest.mark.browser
@pytest.mark.timeout(LONGEST)
def test_every_rule_of_the_rehearsal_passes() -> None:
    done = subprocess.run([sys.executable, "-m", "rehearsal"], capture_output=True, text=True, check=False)
    results = json.loads((OUT / "results.json").read_text())
    assert results["failed"] == 0, done.stdout
    assert done.returncode == 0, done.stderr
    assert results["passed"] + results["listed"] == len(results["rules"])


def test_every_known_rule_of_recruiter_system_connect_is_in_its_chapter_once() -> None:
    counts = Counter(rule.id for chapter in CHAPTERS for rule in chapter.rules)
    assert {rule for rule in counts if counts[rule] > 1} == set()
    assert RSC - {rule.id for chapter in CHAPTERS if chapter.name == "rsc" for rule in chapter.rules} == set()


def test_the_report_says_what_it_is_worth(tmp_path: Path) -> None:
    chapter, results = _results("passed", "failed", "listed")
    summary = report.write([(chapter, results)], tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert "never certified" in page
    assert all(html.escape(text) in page for text in STRENGTH.values())
    assert (summary["passed"], summary["failed"], summary["listed"]) == (1, 1, 1)


def test_rules_know_their_place_in_the_film() -> None:
    _chapter, results = _results("passed", "listed", "passed")
    results[0].screenshots, results[2].screenshots = ["shots/a.png", "shots/b.png"], ["shots/c.png"]
    assert film.begins(results) == {"R-0": "0:00", "R-2": f"0:{2 * film.SECONDS:02}"}


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="Debian's ffmpeg is not here")
def test_a_film_is_made_of_the_pictures(tmp_path: Path) -> None:
    _chapter, results = _results("passed")
    (tmp_path / "shots").mkdir()
    shutil.copy(Path(__file__).parents[2] / "docs" / "images" / "home.png", tmp_path / "shots" / "a.png")
    results[0].screenshots = ["shots/a.png"]
    made = film.film(results, tmp_path)
    assert made
    assert made.stat().st_size > 1000


ONE_WORD = {"say", "tab"}
ASKING = {*ONE_WORD, "either", "shape"}


def _asked_for() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who asks for what: ``say``, ``either``, ``shape`` and ``tab``, as it stands in the call or in a module's name."""
    for path in (Path(__file__).parents[1] / "chapters").rglob("*.py"):
        place = path.relative_to(Path(__file__).parents[2]).with_suffix("")
        module = import_module(".".join(place.parts))
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ASKING:
                asked = (_texts(one, module) for one in call.args)
                yield from ((call.func.id, texts) for texts in asked if texts)


def _texts(argument: ast.expr, module: ModuleType) -> tuple[str, ...]:
    if isinstance(argument, ast.Constant):
        return (str(argument.value),)
    if isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Name):
        return tuple(getattr(module, argument.value.id))
    return ()


def test_the_product_still_says_what_the_rules_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(words.VARIABLE, "nb")
    asked = list(_asked_for())
    assert len(asked) > 50
    for who, texts in asked:
        assert words.shape(*texts).pattern
        assert who not in ONE_WORD or words.say(*texts), "there is one word for it, whatever the context"


def test_words_of_the_product_are_said_in_the_language_of_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words.say("Linked to %(name)s on LinkedIn", name="Kari") == "Linked to Kari on LinkedIn"
    monkeypatch.setenv(words.VARIABLE, "nb")
    assert words.say("Linked to %(name)s on LinkedIn", name="Kari") == "Koblet til Kari på LinkedIn"
    for ask in (words.say, words.either, words.shape):
        with pytest.raises(LookupError):
            ask("Nobody has translated this")
