"""docs/requirements.csv lists exactly the rules that tests and the rehearsal answer to."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ("linkedin-talent/tests", "linkedin-sandbox/tests", "tiltrekk/tests", "demo", "rehearsal", "bench", "tools")
PRIORITIES = {"M", "S"}  # must, should


def rows() -> list[dict[str, str]]:
    with (ROOT / "docs" / "requirements.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def calls(folder: str, name: str) -> Iterator[ast.Call]:
    """Return the calls of a function, by its bare name or as an attribute."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                yield node


def texts(call: ast.Call) -> list[str]:
    return [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def cited() -> set[str]:
    """Return the ids that tests name with ``pytest.mark.req``."""
    return {rule for folder in TESTS for call in calls(folder, "req") for rule in texts(call)}


def walked() -> set[str]:
    """Return the ids of the seed's rules that the rehearsal walks."""
    found = {texts(call)[0] for call in calls("rehearsal/chapters", "rule") if texts(call)}
    return {rule for rule in found if rule.startswith("SEED-")}


def test_every_rule_that_is_cited_or_walked_is_listed() -> None:
    assert (cited() | walked()) - {row["id"] for row in rows()} == set()


def test_every_must_has_a_test_or_is_walked() -> None:
    must = {row["id"] for row in rows() if row["priority"] == "M"}
    assert must - cited() - walked() == set()


def test_the_list_is_in_order_without_doubles_and_says_something() -> None:
    listed = rows()
    assert [row["id"] for row in listed] == sorted({row["id"] for row in listed}, key=in_order)
    assert all(row["words"].strip() and row["priority"] in PRIORITIES for row in listed)


def in_order(rule: str) -> tuple[str, int, str]:
    letters, _dash, number = rule.rpartition("-")
    return (letters, int(number) if number.isdecimal() else 0, number)
