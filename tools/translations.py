"""The product's translations: compile them, check that they are complete, or bring the .po files up to date.

`python -m tools.translations compile | check | update`. Babel does the work that Django leaves to GNU gettext, so that
nothing outside the lock is needed; Django's own `templatize` reads the templates. Why: docs/decisions/0003.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_javascript, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "tiltrekk" / "src" / "tiltrekk"
LOCALES = SOURCE / "locale"
PYTHON_DOMAIN, SCRIPT_DOMAIN = "django", "djangojs"
LANGUAGES = ["nb"]  # English is the source
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main(arguments: list[str]) -> int:
    actions = {"compile": compile_all, "check": check_all, "update": update_all}
    if len(arguments) != 1 or arguments[0] not in actions:
        print(f"Usage: python -m tools.translations {' | '.join(actions)}", file=sys.stderr)
        return 2
    return actions[arguments[0]]()


def compile_all() -> int:
    """Write the .mo file beside every .po file."""
    for path in _po_files():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path))
    return 0


def check_all() -> int:
    """Print every text that is missing, untranslated, fuzzy, broken or no longer used. 0 when there is none."""
    faults = [fault for path in _wanted_files() for fault in _faults(path)]
    print("\n".join(faults) if faults else "Translations are complete.")
    return 1 if faults else 0


def update_all() -> int:
    """Add new texts to the .po files and take unused ones out; what is translated stays."""
    for path in _wanted_files():
        catalog = _read(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog.update(extracted(path.stem), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, sort_output=True, omit_header=False, no_location=True, width=110)
    return 0


def _po_files() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def _wanted_files() -> Iterator[Path]:
    for domain in (PYTHON_DOMAIN, SCRIPT_DOMAIN):
        if len(extracted(domain)):
            yield from (LOCALES / language / "LC_MESSAGES" / f"{domain}.po" for language in LANGUAGES)


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=path.parts[-3])
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


# --- what the sources say -------------------------------------------------------------------------------------


def extracted(domain: str, source: Path = SOURCE) -> Catalog:
    """Collect every text that the sources mark for translation."""
    catalog = Catalog()
    for path in _sources(domain, source):
        for line, message, comments, context in _messages(path):
            catalog.add(message, None, [(str(path.relative_to(source)), line)], auto_comments=comments, context=context)
    return catalog


def _sources(domain: str, source: Path) -> Iterator[Path]:
    suffixes = {".js"} if domain == SCRIPT_DOMAIN else {".py", ".html", ".txt"}
    for path in sorted(source.rglob("*")):
        if path.suffix in suffixes and "migrations" not in path.parts:
            yield path


def _messages(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    method: Any = extract_javascript if path.suffix == ".js" else extract_python
    if path.suffix in {".html", ".txt"}:
        # Indentation means nothing in a template and everything to the reader of Python that comes next.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    yield from extract(method, io.BytesIO(text.encode()), KEYWORDS, ["Translators"])


# --- what is wrong with a catalog -----------------------------------------------------------------------------


def _faults(path: Path) -> Iterator[str]:
    """Compare one .po file with the sources."""
    wanted = extracted(path.stem)
    catalog = _read(path)
    name = path.relative_to(LOCALES)
    for message in wanted:
        found = catalog.get(message.id, message.context) if message.id else message
        if found is None:
            yield f"{name}: missing {_show(message)} from {_place(message)}"
        elif message.id:
            yield from (f"{name}: {what} {_show(message)} from {_place(message)}" for what in _flaws(catalog, found))
    for message in catalog:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{name}: no longer used {_show(message)}"


def _flaws(catalog: Catalog, message: Message) -> Iterator[str]:
    texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    if not all(texts):
        yield "untranslated"
    elif message.fuzzy:
        yield "fuzzy"
    else:
        yield from (f"broken ({error})" for error in message.check(catalog))


def _show(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
    return f"{text!r}" + (f" ({message.context})" if message.context else "")


def _place(message: Message) -> str:
    return ", ".join(f"{file}:{line}" for file, line in message.locations[:2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
