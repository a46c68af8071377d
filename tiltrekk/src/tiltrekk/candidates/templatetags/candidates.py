"""What pages about a person say of them, on whatever floor they stand."""

from typing import Any

from django import template

from tiltrekk.candidates.filetypes import SHOWN_INLINE
from tiltrekk.candidates.models import Document

register = template.Library()


@register.inclusion_tag("candidates/parts/document.html")
def show_document(document: Document, url: str) -> dict[str, Any]:
    """Show a file in the page: a PDF in a frame, a picture as one; others are offered for download."""
    shown = document.content_type if document.content_type in SHOWN_INLINE else ""
    return {"document": document, "url": url, "shown": shown}
