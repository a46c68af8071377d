"""Events as people read them."""

import pytest
from django.utils import translation
from factories import CandidateFactory, UserFactory
from tiltrekk.core import events
from tiltrekk.core.models import Event
from tiltrekk.ui import sentences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("by", "language", "who"),
    [
        ("candidate", "en", "The career site"),
        ("candidate", "nb", "Karrieresiden"),
        ("linkedin", "nb", "LinkedIn"),
        ("exporter_unknown", "nb", "LinkedIn"),
        ("retention", "nb", "Tiltrekk"),
        ("", "en", "Tiltrekk"),
    ],
)
def test_what_none_of_us_did_is_told_in_words_for_people(by: str, language: str, who: str) -> None:
    person = CandidateFactory.create()
    events.record(actor=None, verb="candidate.created", subject=person, candidate=person, values={"by": by})
    with translation.override(language):
        [told] = sentences.tell([Event.objects.latest("pk")], reader=UserFactory.create())
    assert f"<strong>{who}</strong>" in told.html
