"""The page for administrators says what the program does."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from tiltrekk.api import outcome, signing
from tiltrekk.core import telling
from webhook_stage import EVERYTHING

PAGE = (Path(settings.CHECKOUT) / "docs" / "admin" / "webhooks.md").read_text(encoding="utf-8")


@pytest.mark.req("MISC-03")
def test_the_events_on_the_page_are_those_of_the_program() -> None:
    table = PAGE.partition("### Events")[2].partition("## ")[0]
    rows = dict(re.findall(r"^\| `(\w+\.\w+)` \| (.+?) \|", table, re.MULTILINE))
    with override("en"):
        found = {verb: str(one.label) for verb in EVERYTHING if (one := telling.find(verb))}
    assert rows == found


@pytest.mark.req("FLT-34")
def test_the_rests_on_the_page_are_those_of_the_program() -> None:
    [line] = re.findall(r"^\| Rest \| (.+) \|$", PAGE, re.MULTILINE)
    found = [_spell(text) for text in line.split(" | ")]
    assert found == [outcome.rest(number) for number in range(1, 13)]


def _spell(text: str) -> timedelta:
    units = {"min": "minutes", "h": "hours"}
    return timedelta(**{units[unit]: int(number) for number, unit in re.findall(r"(\d+) (min|h)", text)})


@pytest.mark.req("SEC-74b")
def test_the_example_on_the_page_takes_what_is_good_and_refuses_what_is_not() -> None:
    [example] = re.findall(r"```python\n(import base64.+?)```", PAGE, re.DOTALL)
    space: dict[str, Any] = {}
    exec(example, space)  # our own page

    is_genuine, now = space["is_genuine"], datetime.now(UTC)
    keys = [signing.new_secret(), signing.new_secret()]
    good = signing.headers(message="a", at=now, body=b"{}", keys=keys)
    assert all(is_genuine(key, good, b"{}") for key in keys)
    assert not is_genuine(signing.new_secret(), good, b"{}")
    assert not is_genuine(keys[0], good, b"{ }")
    old = signing.headers(message="a", at=now - timedelta(minutes=6), body=b"{}", keys=keys)
    assert not is_genuine(keys[0], old, b"{}")
