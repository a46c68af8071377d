"""Files of candidates and applications on /rest (LinkedIn: Attachment Upload, Java SDK 202504; §11.3).

The key's members are LinkedIn's; how the bytes lie in the record is not published (A-46). Exists on /rest only.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field

from linkedin_talent.assumptions import ATTACHMENT_BATCH, ATTACHMENT_CONTENT
from linkedin_talent.batch import BatchResult
from linkedin_talent.records import Millis, WireRecord
from linkedin_talent.resource import KeyedResource
from linkedin_talent.restli import CompoundKey

__all__ = ["Attachment", "AttachmentKey", "AttachmentOwner", "AttachmentType", "Attachments", "FileType"]


class AttachmentOwner(StrEnum):
    """What the file belongs to."""

    APPLICATION = "APPLICATION"
    CANDIDATE = "CANDIDATE"


class AttachmentType(StrEnum):
    """Kind of file."""

    RESUME = "RESUME"


class FileType(StrEnum):
    """Formats LinkedIn takes."""

    TXT = "TXT"
    DOC = "DOC"
    DOCX = "DOCX"
    PDF = "PDF"


@dataclass(frozen=True, slots=True)
class AttachmentKey:
    """One file of ours: of which candidate or application, as synced to which organization (URN)."""

    attachment_id: str
    owner_id: str
    organization: str
    owner: str = AttachmentOwner.APPLICATION
    type: str = AttachmentType.RESUME

    def compound(self) -> CompoundKey:
        return CompoundKey(
            externalReferenceEntityId=self.owner_id,
            externalAttachmentId=self.attachment_id,
            integrationContext=self.organization,
            externalReferenceEntityType=str(self.owner),
            attachmentType=str(self.type),
        )

    @classmethod
    def read(cls, key: CompoundKey) -> Self:
        return cls(
            key["externalAttachmentId"],
            key["externalReferenceEntityId"],
            key["integrationContext"],
            key["externalReferenceEntityType"],
            key["attachmentType"],
        )


class Attachment(WireRecord):
    """A file with what is said of it; `contract` is a contract URN. `Attachment.of` takes the bytes as they are."""

    external_file_name: str = Field(min_length=1)
    external_created_at: Millis
    external_last_modified_at: Millis
    file_type: str
    contract: str
    content: str = Field(validation_alias=ATTACHMENT_CONTENT, serialization_alias=ATTACHMENT_CONTENT, repr=False)

    @classmethod
    def of(cls, content: bytes, **said: object) -> Self:
        """From the file's bytes."""
        return cls.model_validate({"content": b64encode(content).decode("ascii"), **said})


class Attachments(KeyedResource[AttachmentKey]):
    """/rest/attachments"""

    name = "attachments"
    batch_size = ATTACHMENT_BATCH

    def upsert(self, files: Mapping[AttachmentKey, Attachment]) -> BatchResult[AttachmentKey]:
        """Create or fully replace, ten to a call."""
        return self._replace(files)

    def delete(self, keys: Iterable[AttachmentKey]) -> BatchResult[AttachmentKey]:
        """Remove files; an unknown key answers 404 for that element (A-27)."""
        return self._delete(keys)
