"""Tabler's outline icons, written into the page: no icon font to wait for, and their colour is the text's."""

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .vendor import path_of
from .vendor_files import ICONS

_SHAPES = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


@cache
def _shapes(name: str) -> SafeString:
    source = path_of(f"{ICONS}/{name}.svg").read_text()
    shapes = [shape for shape in _SHAPES.findall(source) if 'stroke="none"' not in shape]
    return mark_safe("".join(shapes))  # noqa: S308  # the shapes of a pinned package, no text of people


def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """Return an icon by its Tabler name; silent unless ``label`` says what it means."""
    if label:
        return format_html(
            '<svg class="ico {}" viewBox="0 0 24 24" role="img" aria-label="{}"><title>{}</title>{}</svg>',
            kind,
            label,
            label,
            _shapes(name),
        )
    return format_html('<svg class="ico {}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', kind, _shapes(name))
