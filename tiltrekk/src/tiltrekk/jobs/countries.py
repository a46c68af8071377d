"""Countries by ISO 3166 code, named in the reader's language (Unicode CLDR, through Babel)."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

from tiltrekk.core.text import sort_key

_LETTERS = 2
_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@cache
def _names(language: str) -> dict[str, str]:
    territories = Locale.parse(language, sep="-").territories
    found = {
        code: name
        for code, name in territories.items()
        if len(code) == _LETTERS and code.isalpha() and code not in _NO_COUNTRIES
    }
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))


def choices() -> list[tuple[str, str]]:
    """Return all countries by name, an empty choice first."""
    return [("", "–"), *_names(get_language() or "en").items()]


def name(code: str) -> str:
    """Return the country's name; the code itself when it is none."""
    return _names(get_language() or "en").get(code, code)
