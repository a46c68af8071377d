"""Sending a stored file: only from views that have checked the right to it (SEC-28)."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from tiltrekk.core.errors import Reason, Refused

from .filetypes import SHOWN_INLINE
from .models import Document


def serve(document: Document, *, inline: bool) -> FileResponse:
    """Return the file: shown beside our page when it is of a harmless kind and that is asked for, else downloaded."""
    shown = inline and document.content_type in SHOWN_INLINE
    content_type = document.content_type if document.content_type != "text/html" else "application/octet-stream"
    response = FileResponse(
        _opened(document), as_attachment=not shown, filename=document.name, content_type=content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if shown:
        response["X-Frame-Options"] = "SAMEORIGIN"
    # read by django-csp's middleware: only our own pages frame the file, and it may do nothing else
    response._csp_replace = {"default-src": ["'none'"], "object-src": ["'self'"], "frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _opened(document: Document) -> FieldFile:
    """Open it; that it is not there happens when the folder was not restored together with the database."""
    try:
        return document.file.open("rb")
    except FileNotFoundError as error:
        text = _("“%s” is no longer where files are kept. Ask an administrator for it, or add it again.")
        raise Refused(Reason("file_gone", text % document.name)) from error
