"""Job descriptions come from outside as HTML; only the tags LinkedIn keeps are shown, without attributes."""

from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

KEPT = frozenset({"b", "strong", "u", "i", "em", "br", "p", "ul", "ol", "li"})
SILENT = frozenset({"script", "style", "template", "iframe", "object"})  # their content is not text either


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - none is kept
        self._silent += tag in SILENT
        if tag in KEPT:
            self.parts.append(f"<{tag}>")
            if tag != "br":
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            self.parts.append(f"</{last}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(escape(data))

    def text(self) -> str:
        self.close()
        return "".join(self.parts) + "".join(f"</{tag}>" for tag in reversed(self._open))


def clean(html: str) -> Markup:
    """The description as safe HTML; what has no tag at all keeps its line breaks."""
    cleaner = _Cleaner()
    cleaner.feed(html if "<" in html else html.replace("\n", "<br>"))
    return Markup(cleaner.text())  # noqa: S704 - everything in it was escaped or is one of KEPT
