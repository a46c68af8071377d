"""The little HTML that LinkedIn shows in a job description."""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree
from lxml import html as lxml_html

__all__ = ["ALLOWED_TAGS", "limited", "text_of", "without_illegal"]

ALLOWED_TAGS = frozenset({"b", "strong", "u", "i", "br", "p", "ul", "li", "em"})

_INSTEAD = {"ol": "ul", **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "p")}
_BLOCKS = frozenset({"div", "section", "article", "header", "footer", "blockquote", "pre", "tr", "dt", "dd", "address"})
_DROPPED = frozenset({"script", "style", "template", "head", "title", "noscript", "iframe", "object", "svg"})
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")


def without_illegal(text: str) -> str:
    """Without the characters that XML 1.0 cannot carry, not even escaped."""
    return _ILLEGAL.sub("", text)


def limited(markup: str) -> str:
    """The same text with LinkedIn's tags only and without attributes.

    Headings become paragraphs and numbered lists become lists; of other tags the text stays, on a line of its own
    where the tag made one.
    """
    root = _parsed(markup)
    return "" if root is None else "".join(_inside(root)).strip()


def text_of(markup: str) -> str:
    """What a reader sees: no tags, white space collapsed."""
    root = _parsed(markup)
    return "" if root is None else _SPACES.sub(" ", "".join(_words(root))).strip()


def _parsed(markup: str) -> "etree._Element | None":
    clean = without_illegal(markup)
    if not clean.strip():
        return None
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    root: etree._Element = lxml_html.document_fromstring(f"<html><body>{clean}", parser=parser)
    return root


def _inside(element: "etree._Element") -> Iterator[str]:
    yield escape(without_illegal(element.text or ""), quote=False)
    for child in element:
        yield from _tagged(child, child.tag.lower())
        yield escape(without_illegal(child.tail or ""), quote=False)


def _tagged(element: "etree._Element", tag: str) -> Iterator[str]:
    tag = _INSTEAD.get(tag, tag)
    if tag in _DROPPED:
        return
    if tag == "br":
        yield "<br>"
    elif tag in ALLOWED_TAGS:
        yield f"<{tag}>"
        yield from _inside(element)
        yield f"</{tag}>"
    else:
        yield from _inside(element)
        if tag in _BLOCKS:
            yield "<br>"


def _words(element: "etree._Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag.lower() not in _DROPPED:
            inline = child.tag.lower() in {"b", "strong", "u", "i", "em", "span", "a"}
            yield "" if inline else " "
            yield from _words(child)
            yield "" if inline else " "
        yield child.tail or ""
