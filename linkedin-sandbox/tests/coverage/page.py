"""COVERAGE.md, made from the table and from the tests that carry its rows."""

import ast
from collections.abc import Iterator
from pathlib import Path

from linkedin_sandbox.state.assumptions import KNOWN, Assumption

from .rows import NOT, TABLE, Row, Section

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "COVERAGE.md"
HEAD = """# What the sandbox does of LinkedIn's partner contract

Made by `python -m tests.coverage` in this folder from `tests/coverage/rows.py`; a test holds both together. *Done*
means that a test proves it; *A-nn* that LinkedIn's public pages are silent and the sandbox guesses, with a switch where
the guess changes behaviour (without one it is the shape of a record; `linkedin_talent.assumptions.REGISTER` says it
in words); both name the file of the test.
"""


def proofs() -> dict[str, set[str]]:
    """Row id -> files with a test marked for it."""
    found: dict[str, set[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for row in _marked(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(row, set()).add(file.relative_to(TESTS).as_posix())
    return found


def known() -> set[str]:
    """Every id that a test may carry: the table's rows and the switches of assumptions."""
    return {row.id for section in TABLE for row in section.rows} | set(KNOWN)


def unproven() -> list[str]:
    """Rows that claim something no test proves."""
    proven = proofs()
    claimed = (row for section in TABLE for row in section.rows if not row.standing.startswith(NOT))
    return [row.id for row in claimed if row.id not in proven] + [one for one in KNOWN if one not in proven]


def text() -> str:
    proven = proofs()
    rows = [row for section in TABLE for row in section.rows]
    left = sum(row.standing.startswith(NOT) for row in rows)
    done = sum(row.standing == "done" for row in rows)
    counts = f"\n{len(rows)} rows: {done} done, {len(rows) - done - left} assumed, {left} not simulated.\n"
    return HEAD + counts + "".join(_section(section, proven) for section in TABLE) + _switches(proven)


def _section(section: Section, proven: dict[str, set[str]]) -> str:
    lines = "".join(_line(row, proven) for row in section.rows)
    return f"\n## {section.title}\n\n| Row | What | Stands | Test |\n|---|---|---|---|\n{lines}"


def _line(row: Row, proven: dict[str, set[str]]) -> str:
    return f"| `{row.id}` | {row.words} | {row.standing} | {_files(row.id, proven)} |\n"


def _switches(proven: dict[str, set[str]]) -> str:
    lines = "".join(_switch(number, one, proven) for number, one in KNOWN.items())
    how = "`--assume {number}={value}`; the first value is the default."
    return f"\n## Switches\n\n{how}\n\n| No. | What | Values | Test |\n|---|---|---|---|\n{lines}"


def _switch(number: str, one: Assumption, proven: dict[str, set[str]]) -> str:
    values = " · ".join(f"`{value}`" for value in one.values)
    return f"| {number} | {one.subject} | {values} | {_files(number, proven)} |\n"


def _files(row: str, proven: dict[str, set[str]]) -> str:
    return ", ".join(sorted(proven.get(row, ())))


def _marked(tree: ast.AST) -> Iterator[str]:
    """The arguments of every `pytest.mark.row(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row":
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))
