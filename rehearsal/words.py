"""What the product says in the language of this walk, so that one story is walked in both.

The words in the rules are the English sources; the translation comes from the product's own compiled catalogue.
"""

import gettext
import os
import re
from functools import cache
from pathlib import Path

import tiltrekk

LANGUAGES = ("en", "nb")
VARIABLE = "REHEARSAL_LANGUAGE"
_CATALOGUE = Path(tiltrekk.__file__).parent / "locale" / "nb" / "LC_MESSAGES" / "django.mo"
_CONTEXT = "\x04"  # stands between a message's context and the message


def language() -> str:
    """Return the language the product speaks in this walk."""
    return os.environ.get(VARIABLE, "en")


def say(text: str, **values: object) -> str:
    """Return what the product says for an English source text; ``values`` fill its places.

    Where two contexts have two words for it, ``either`` is meant.
    """
    found = _translations(text)
    if len(found) != 1:
        raise LookupError(f"{len(found)} translations of {text!r}: {found}")
    return found[0] % values if values else found[0]


def either(text: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return the pattern of whatever the product says for it in one context or another."""
    words = "|".join(map(re.escape, _said(text)))
    return re.compile(f"^\\s*(?:{words})\\s*$" if exact else words)


def shape(*texts: str) -> re.Pattern[str]:
    """Return the pattern of a text whatever its values; give both, singular and plural."""
    found = map(re.escape, _said(*texts))
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)s", ".*", one).replace("%%", "%") for one in found))


def _said(*texts: str) -> list[str]:
    """Return every translation; none at all would make a pattern that fits everything."""
    found = [one for text in texts for one in _translations(text)]
    if not found:
        raise LookupError(f"the product says none of {texts!r}")
    return found


def _translations(text: str) -> list[str]:
    return [text] if language() == "en" else _catalogue().get(text, [])


@cache
def _catalogue() -> dict[str, list[str]]:
    with _CATALOGUE.open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001  # no other way to list them
    found: dict[str, list[str]] = {}
    for key, value in messages.items():
        source = key[0] if isinstance(key, tuple) else key
        kept = found.setdefault(source.rpartition(_CONTEXT)[2], [])
        if value not in kept:
            kept.append(value)
    return found
