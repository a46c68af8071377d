"""Files: what they are is read from their bytes, and they leave only through a view that asks for the right."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories import CandidateFactory, UserFactory
from tiltrekk.candidates import services
from tiltrekk.candidates.filetypes import sniff
from tiltrekk.candidates.models import Document
from tiltrekk.core.errors import NotAllowed, Refused

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.req("CAND-34")
@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("cv.pdf", PDF, "application/pdf"),
        ("cv.PDF", PDF, "application/pdf"),
        ("cv.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("cv.rtf", b"{\\rtf1 x}", "application/rtf"),
        ("photo.jpg", b"\xff\xd8\xff\xe0x", "image/jpeg"),
        ("cv.txt", "Åse har søkt".encode(), "text/plain"),
        ("cv.txt", ("x" * 4095 + "ø").encode(), "text/plain"),
        ("cv.html", b"<p>hello", "text/html"),
        ("cv.pdf", b"MZ\x90\x00", None),
        ("cv.exe", b"MZ\x90\x00", None),
        ("cv.docx", PDF, None),
        ("cv.pdf", b"<script>alert(1)</script>", None),
        ("cv.zip", docx(), None),
        ("cv.docx", b"PK\x03\x04broken", None),
        ("empty.txt", b"", None),
        ("cv", PDF, None),
    ],
)
def test_a_file_is_taken_when_its_bytes_and_its_ending_agree(name: str, content: bytes, expected: str | None) -> None:
    assert sniff(io.BytesIO(content), name) == expected


@pytest.mark.django_db
@pytest.mark.req("CAND-36", "OQ-18")
def test_a_file_that_is_too_big_or_unknown_is_refused(settings: object) -> None:
    recruiter, candidate = UserFactory(roles=["recruiter"]), CandidateFactory()
    settings.MAX_DOCUMENT_BYTES = 20  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refused:
        services.add_document(actor=recruiter, candidate=candidate, upload=SimpleUploadedFile("cv.pdf", PDF))
    assert refused.value.code == "too_big"
    with pytest.raises(Refused) as refused:
        services.add_document(actor=recruiter, candidate=candidate, upload=SimpleUploadedFile("a.exe", b"MZ"))
    assert refused.value.code == "file_type"
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_the_stored_path_does_not_tell_the_name() -> None:
    document = services.add_document(
        actor=UserFactory(roles=["recruiter"]),
        candidate=CandidateFactory(),
        upload=SimpleUploadedFile("../../Kari Moe.pdf", PDF, content_type="text/html"),
    )
    assert document.name == "Kari Moe.pdf"
    assert document.content_type == "application/pdf"
    assert "Kari" not in str(document.file)


@pytest.mark.django_db
def test_a_reader_adds_no_file() -> None:
    with pytest.raises(NotAllowed):
        services.add_document(
            actor=UserFactory(roles=["reader"]), candidate=CandidateFactory(), upload=SimpleUploadedFile("a.pdf", PDF)
        )


@pytest.mark.django_db(transaction=True)
def test_a_deleted_file_is_gone_from_the_store() -> None:
    recruiter = UserFactory(roles=["recruiter"])
    upload = SimpleUploadedFile("cv.pdf", PDF)
    document = services.add_document(actor=recruiter, candidate=CandidateFactory(), upload=upload)
    storage, name = document.file.storage, str(document.file)
    assert storage.exists(name)
    services.delete_document(actor=recruiter, document=document)
    assert not storage.exists(name)
