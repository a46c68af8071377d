"""The components draw what they are told, with words beside every colour."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from factories import UserFactory
from tiltrekk.core import clock
from tiltrekk.ui.stages import Count

pytestmark = pytest.mark.django_db


def draw(source: str, **context: object) -> str:
    request = RequestFactory().get("/")
    request.user = UserFactory()
    return engines["django"].from_string(source).render(context, request)


def test_an_icon_is_silent_unless_labelled() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "briefcase" %}')
    assert 'aria-label="LinkedIn"' in draw('{% icon "brand-linkedin" label="LinkedIn" %}')


def test_an_unknown_icon_is_a_mistake_seen_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        draw('{% icon "no-such-icon" %}')


def test_a_stage_bar_leaves_out_empty_stages_and_speaks_its_numbers() -> None:
    counts = [Count("prospect", "Prospect", 19), Count("application", "Application", 0), Count("offer", "Offer", 1)]
    drawn = draw("{% stage_bar counts %}", counts=counts)
    assert drawn.count('class="seg') == 2
    assert 'aria-label="Prospect 19, Offer 1"' in drawn


def test_a_stage_bar_of_two_people_is_shorter_than_one_of_75() -> None:
    drawn = draw("{% stage_bar counts 75 %}", counts=[Count("application", "Application", 2)])
    assert "width-16" in drawn  # √(2/75)


def test_nobody_is_said_in_words() -> None:
    assert "No one yet" in draw("{% stage_bar counts %}", counts=[])


@pytest.mark.parametrize(("ago", "said"), [(timedelta(seconds=5), "Just now"), (timedelta(minutes=12), "12 min ago")])
def test_times_are_relative_with_the_exact_one_on_hover(ago: timedelta, said: str) -> None:
    drawn = draw("{% when moment %}", moment=clock.now() - ago)
    assert said in drawn
    assert "title=" in drawn


def test_feedback_marks_say_who_and_what() -> None:
    with translation.override("en"):
        marks = [
            SimpleNamespace(author="Anders Lie", state="submitted", recommended=True),
            SimpleNamespace(author="Priya Raman", state="requested", recommended=None),
        ]
        drawn = draw("{% feedback_marks marks %}", marks=marks)
    assert "Anders Lie: recommended" in drawn
    assert "Priya Raman: not handed in yet" in drawn


def test_text_of_people_is_escaped() -> None:
    assert "<b>" not in draw('{% badge text "ok" %}', text="<b>bold</b>")


def test_the_page_frame_draws_with_slots_and_a_nonce() -> None:
    drawn = draw(
        '{% extends "ui/page.html" %}{% block heading %}<h1>Hello</h1>{% endblock %}'
        "{% block content %}{% empty 'briefcase' 'Nothing' 'Yet' %}<a>Start</a>{% endempty %}{% endblock %}"
    )
    assert "<h1>Hello</h1>" in drawn
    assert "Skip to content" in drawn
    assert 'type="module"' in drawn
