"""Lists as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# A cell that begins so would be a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """Return the text of a cell; text that a spreadsheet would calculate gets an apostrophe in front."""
    if value is None:
        return ""
    text = str(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


class _Echo(io.StringIO):
    """A file that hands back what is written, for csv.writer."""

    def write(self, text: str) -> int:
        self.last = text
        return len(text)


def _lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    echo = _Echo()
    writer = csv.writer(echo)
    yield "\ufeff"  # Excel reads UTF-8 only with a mark in front
    writer.writerow([cell(head) for head in heads])
    yield echo.last
    for row in rows:
        writer.writerow([cell(value) for value in row])
        yield echo.last


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Return the rows as a file, sent as it is read."""
    response = StreamingHttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
