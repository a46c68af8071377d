"""Find words in the product's templates that nobody can translate, because they stand there as they are.

A text belongs in `translate` or `blocktranslate`. Names of products and keys on a keyboard (inside <kbd>) stay.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "tiltrekk" / "src" / "tiltrekk"
# Translated blocks, comments, blocks that hold the value of a class attribute, and all other tags.
BLOCKS = re.compile(
    r"\{%\s*(blocktranslate|blocktrans|comment)\b.*?%\}.*?\{%\s*end\1\s*%\}"
    r"|\{%\s*block\s+\w*_class\s*%\}.*?\{%\s*endblock\b.*?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    re.DOTALL,
)
SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"}
SILENT_ELEMENTS = {"script", "style", "kbd", "code", "svg"}
PROPER_NAMES = {"Tiltrekk", "LinkedIn", "Recruiter", "InMail"}
WORD = re.compile(r"[^\W\d_]{2,}")


class _Words(HTMLParser):
    """Collects (line, words) of everything a person would read or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT_ELEMENTS
        for name, value in attrs:
            spoken = name in SPOKEN_ATTRIBUTES or (name == "value" and ("type", "submit") in attrs)
            if spoken and value:
                self._note(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT_ELEMENTS

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT_ELEMENTS:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        if set(WORD.findall(text)) - PROPER_NAMES:
            self.found.append((self.getpos()[0], " ".join(text.split())))


def bare_text(template: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of the texts in a template that are not marked for translation."""
    words = _Words()
    words.feed(BLOCKS.sub(_blank, template))
    words.close()
    yield from words.found


def _blank(match: re.Match[str]) -> str:
    """Leave the lines as they were, so that a line number is right."""
    return re.sub(r"[^\n]", " ", match[0])


def main() -> int:
    faults = [
        f"{path.relative_to(SOURCE)}:{line}: not translatable: {text}"
        for path in sorted(SOURCE.glob("*/templates/**/*"))
        if path.suffix in {".html", ".txt"}
        for line, text in bare_text(path.read_text(encoding="utf-8"))
    ]
    print("\n".join(faults) if faults else "Every text in the templates can be translated.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
