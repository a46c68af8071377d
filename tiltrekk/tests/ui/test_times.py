"""Times read as people say them, in the reader's language, also in the middle of a sentence."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import formats, translation
from tiltrekk.ui.times import in_sentence, relative

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12 o'clock in Oslo


@pytest.mark.parametrize(
    ("language", "days", "alone", "within"),
    [
        ("en", 1, "Yesterday 12:00", "yesterday 12:00"),
        ("nb", 1, "I går 12.00", "i går 12.00"),
        ("en", 3, "Saturday 12:00", "Saturday 12:00"),
        ("nb", 3, "Lørdag 12.00", "lørdag 12.00"),
        ("en", 20, "4 Nov", "4 Nov"),
        ("nb", 20, "4. nov.", "4. nov."),
    ],
)
def test_a_time_keeps_its_capital_only_where_it_stands_alone(language: str, days: int, alone: str, within: str) -> None:
    with time_machine.travel(NOON, tick=False), translation.override(language):
        moment = NOON - timedelta(days=days)
        assert relative(moment) == alone
        assert in_sentence(moment) == within


def test_dates_and_times_are_written_as_each_language_writes_them() -> None:
    with translation.override("nb"):
        assert formats.date_format(NOON, "DATETIME_FORMAT") == "24. november 2026 11.00"
    with translation.override("en"):
        assert formats.date_format(NOON, "DATETIME_FORMAT") == "24 November 2026, 11:00"
