"""Searching people: any part of name, title, employer or address, answered by indexes."""

import json

import pytest
from django.db import connection
from factories import CandidateFactory, UserFactory
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tiltrekk.candidates import selectors
from tiltrekk.candidates.models import Candidate

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    rows = selectors.search(selectors.people(actor=UserFactory(roles=["recruiter"])), text)
    return sorted(row.name for row in rows)


@pytest.fixture
def people() -> None:
    CandidateFactory(given_name="Åse", surname="Øvrebø", current_title="Welder", email="aase@example.no")
    CandidateFactory(given_name="Kari", surname="Berge", current_employer="Vågen Digital", email="k.berge@example.org")
    CandidateFactory(given_name="Kari", surname="Dahl", current_title="Data analyst", email="kari7@example.com")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kari", ["Kari Berge", "Kari Dahl"]),
        ("KARI dahl", ["Kari Dahl"]),
        ("øvre", ["Åse Øvrebø"]),
        ("ÅSE", ["Åse Øvrebø"]),
        ("vågen", ["Kari Berge"]),
        ("analyst", ["Kari Dahl"]),
        ("k.berge@example.org", ["Kari Berge"]),
        ("@EXAMPLE", ["Kari Berge", "Kari Dahl", "Åse Øvrebø"]),
        ("kari7", ["Kari Dahl"]),
        ("kari welder", []),
        ("100%", []),
    ],
)
def test_any_part_of_what_is_known_finds_the_person(people: None, text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize("text", ["quillfeather", "z.quillfeather@example.org", "kar"])
def test_no_search_has_to_read_every_candidate(text: str) -> None:
    rows = selectors.search(selectors.people(actor=UserFactory(roles=["recruiter"])), text).order_by("-created_at")
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")  # an empty table is always read whole otherwise
        plan = json.loads(rows[:51].explain(format="json"))
    assert "Seq Scan" not in str(plan)


class SearchTests(TestCase):
    @given(st.text(max_size=12))
    def test_no_text_breaks_the_search(self, text: str) -> None:
        list(selectors.search(Candidate.objects.all(), text.replace("\x00", "")))
