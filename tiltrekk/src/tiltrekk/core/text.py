"""Text from people: safe HTML, plain text out of HTML, sort keys."""

import html
import re
import unicodedata

import nh3

# The tags LinkedIn and the career site can show (SEC-35); links only to the web and to mail.
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "u", "i", "h3", "h4", "a"}
_BLOCK_END = re.compile(r"</(p|li|h3|h4|ul|ol)>|<br\s*/?>", re.IGNORECASE)


def safe_html(value: str) -> str:
    """Return the HTML with everything outside the allow-list removed. Doing it twice changes nothing more."""
    return nh3.clean(
        value,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    ).strip()


def plain(value: str) -> str:
    """Return the text of an HTML fragment, one line for each block."""
    text = nh3.clean(_BLOCK_END.sub("\n", value), tags=set())
    return re.sub(r"\n\s*\n+", "\n", html.unescape(text)).strip()


_NORWEGIAN = str.maketrans({"æ": "z\ue001", "ø": "z\ue002", "å": "z\ue003", "ä": "z\ue001", "ö": "z\ue002"})


def sort_key(value: str) -> str:
    """Return a key that sorts by code point as Norwegian readers expect: æ, ø, å after z, other accents ignored."""
    folded = unicodedata.normalize("NFC", value).casefold().translate(_NORWEGIAN)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)).strip()
