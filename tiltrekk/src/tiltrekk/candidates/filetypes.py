"""What a file is, read from its bytes: the name somebody gave it proves nothing (CAND-34)."""

import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from django.core.files.uploadedfile import UploadedFile

if TYPE_CHECKING:
    Upload: TypeAlias = UploadedFile[Any]
else:  # generic for the type checker only
    Upload = UploadedFile
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_ODT = "application/vnd.oasis.opendocument.text"
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"{\\rtf": "application/rtf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
# the endings that go with a type; a file whose ending tells another story is refused
ENDINGS = {
    "application/pdf": {".pdf"},
    "application/msword": {".doc"},
    _OFFICE["word/document.xml"]: {".docx"},
    _OFFICE["ppt/presentation.xml"]: {".pptx"},
    _ODT: {".odt"},
    "application/rtf": {".rtf"},
    "image/jpeg": {".jpg", ".jpeg"},
    "image/png": {".png"},
    "video/x-msvideo": {".avi"},
    "video/mp4": {".mp4"},
    "text/html": {".html", ".htm"},
    "text/plain": {".txt"},
}
# what a browser may show beside our page; the rest is downloaded
SHOWN_INLINE = {"application/pdf", "image/jpeg", "image/png"}
ACCEPT = ",".join(sorted(ending for endings in ENDINGS.values() for ending in endings))


def sniff(file: BinaryIO, name: str) -> str | None:
    """Return the content type of a file that is what its ending says, else None."""
    file.seek(0)
    head = file.read(4096)
    found = _by_beginning(head) or _zipped(file, head) or _text(head, PurePath(name).suffix.lower())
    file.seek(0)
    return found if found and PurePath(name).suffix.lower() in ENDINGS[found] else None


def _by_beginning(head: bytes) -> str | None:
    for beginning, content_type in _BEGINNINGS.items():
        if head.startswith(beginning):
            return content_type
    if head.startswith(_OLE):
        return "application/msword"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "video/x-msvideo"
    return "video/mp4" if head[4:8] == b"ftyp" else None


def _zipped(file: BinaryIO, head: bytes) -> str | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if "mimetype" in names and _ODT.encode() in head:
        return _ODT
    return next((content_type for inside, content_type in _OFFICE.items() if inside in names), None)


def _text(head: bytes, ending: str) -> str | None:
    if not head or b"\x00" in head:
        return None
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # a letter cut in two at the end is no error
            return None
    return "text/html" if ending in ENDINGS["text/html"] else "text/plain"
