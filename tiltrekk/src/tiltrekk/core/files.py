"""The folder of stored files: each is there for good, whole and under its name, before a row can point to it."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from .ids import new_public_id

OWNER_ONLY = 0o600


class DurableStorage(FileSystemStorage):
    """Written under another name, brought to the disk, renamed, and the name brought to the disk (FLT-25).

    Neither a crash nor a full disk leaves half a file under a name that counts. What was written before the end is left
    lying at worst, and swept away a day later.
    """

    def _save(self, name: str, content: Any) -> str:
        """Copy, never move: the same upload can be stored again when the request is begun again."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.{new_public_id()}.part")
        try:
            self._write(part, content)
            part.rename(place)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
        self._keep_name(place)
        return name

    def _write(self, part: Path, content: Any) -> None:
        mode = self.file_permissions_mode or OWNER_ONLY
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(descriptor)

    def _keep_name(self, place: Path) -> None:
        """Names are kept in folders, and those of new folders in the folders above."""
        root = Path(self.location)
        for folder in place.parents:
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if folder == root.parent:
                break
