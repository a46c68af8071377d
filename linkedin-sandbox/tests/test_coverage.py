"""COVERAGE.md says what the tests prove, and nothing else."""

import pytest
from linkedin_sandbox.state.assumptions import KNOWN

from .coverage import page


def test_the_page_is_made_from_the_table() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text(), "run: python -m tests.coverage"


def test_nothing_is_claimed_without_a_test() -> None:
    assert page.unproven() == []


def test_tests_carry_rows_of_the_table_only() -> None:
    assert set(page.proofs()) <= page.known()


@pytest.mark.parametrize("number", KNOWN)
def test_every_value_of_a_switch_is_named_where_it_is_tested(number: str) -> None:
    files = [(page.TESTS / name).read_text(encoding="utf-8") for name in page.proofs()[number]]
    assert all(any(f'"{value}"' in text for text in files) for value in KNOWN[number].values)
