"""Files handed in with an application by the hiring team."""

from django.db import transaction

from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application, ApplicationDocument
from tiltrekk.candidates.filetypes import Upload
from tiltrekk.candidates.models import DocumentKind
from tiltrekk.core.permissions import Flag, require

from .adding import hand_in


@transaction.atomic
def add_document(
    *, actor: User, application: Application, upload: Upload, kind: str = DocumentKind.OTHER
) -> ApplicationDocument:
    """Add a file to an application and so to the person."""
    require(actor, Flag.WRITE_DOCUMENTS, application)
    return hand_in(actor=actor, application=application, upload=upload, kind=kind)
