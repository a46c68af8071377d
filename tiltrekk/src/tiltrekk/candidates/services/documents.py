"""Files of a person."""

import logging
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.candidates import filetypes
from tiltrekk.candidates.filetypes import Upload
from tiltrekk.candidates.models import Candidate, Document, DocumentKind
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused
from tiltrekk.core.permissions import Flag, require

log = logging.getLogger(__name__)


@transaction.atomic
def add_document(*, actor: User, candidate: Candidate, upload: Upload, kind: str = DocumentKind.OTHER) -> Document:
    """Add a file to a person; refused when it is too big or not what it says it is (OQ-18)."""
    require(actor, Flag.EDIT_CANDIDATES, candidate)
    return store_document(actor=actor, candidate=candidate, upload=upload, kind=kind)


@transaction.atomic
def store_document(
    *,
    actor: User | None,
    candidate: Candidate,
    upload: Upload,
    kind: str = DocumentKind.OTHER,
    field: str = "upload",
    by: str = "",
) -> Document:
    """Check and keep a file. The caller has checked the right; ``field`` is the form field a refusal is about."""
    name = PurePath(upload.name or "file").name[-160:]
    if (upload.size or 0) > settings.MAX_DOCUMENT_BYTES:
        limit = filesizeformat(settings.MAX_DOCUMENT_BYTES)
        raise Refused(Reason("too_big", _("The file is larger than %s.") % limit, field))
    content_type = filetypes.sniff(upload, name)  # type: ignore[arg-type]  # an upload is a binary file
    if content_type is None:
        text = _("“%s” is not a file of a kind we can take: PDF, Word, OpenDocument, RTF, text, picture or video.")
        raise Refused(Reason("file_type", text % name, field))
    document = Document(
        candidate=candidate,
        kind=kind,
        name=name,
        content_type=content_type,
        size=upload.size or 0,
        file=upload,
        uploaded_by=actor,
        uploaded_at=clock.now(),
    )
    _keep(document, field)
    values = {"kind": str(kind), "document": document.public_id} | ({"by": by} if by else {})
    events.record(actor=actor, verb="candidate.document_added", subject=document, candidate=candidate, values=values)
    return document


def _keep(document: Document, field: str) -> None:
    """Store the file, then write its row. Without room for the file there is no row, and the person is told."""
    try:
        document.save()
    except OSError as error:
        log.exception("a file could not be stored")
        text = _("The file could not be stored, so nothing was saved. Try again later.")
        raise Refused(Reason("not_stored", text, field)) from error


@transaction.atomic
def delete_document(*, actor: User, document: Document) -> None:
    """Delete a file, in the store too once the change is committed; what stays lying there is swept away later."""
    require(actor, Flag.EDIT_CANDIDATES, document.candidate)
    events.record(
        actor=actor, verb="candidate.document_deleted", subject=document, candidate=document.candidate,
        values={"kind": document.kind, "document": document.public_id},
    )  # fmt: skip
    file = document.file
    document.delete()
    transaction.on_commit(lambda: file.delete(save=False), robust=True)
