"""Sending a stored file: only from views that have checked the right to it (SEC-28)."""

from csp.decorators import csp_replace
from django.http import FileResponse

from .filetypes import SHOWN_INLINE
from .models import Document


def serve(document: Document, *, inline: bool) -> FileResponse:
    """Return the file: shown beside our page when it is of a harmless kind and that is asked for, else downloaded."""
    shown = inline and document.content_type in SHOWN_INLINE
    content_type = document.content_type if document.content_type != "text/html" else "application/octet-stream"
    response = FileResponse(
        document.file.open("rb"), as_attachment=not shown, filename=document.name, content_type=content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if shown:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return _in_a_frame_of_ours(response)


def _in_a_frame_of_ours(response: FileResponse) -> FileResponse:
    """Let only our own pages frame the file, and let it do nothing else."""
    policy = {"default-src": ["'none'"], "object-src": ["'self'"], "frame-ancestors": ["'self'"]}
    framed: FileResponse = csp_replace(policy)(lambda _request: response)(None)
    return framed
