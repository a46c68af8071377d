"""Stored files that belong to nobody: left by a crash, by a change that was taken back, by a file that would not go."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.utils import timezone

from tiltrekk.candidates.models import Document
from tiltrekk.candidates.models.document import FOLDER

log = logging.getLogger(__name__)

KEPT = timedelta(hours=24)  # far longer than any change takes from storing its file to committing the row
FEW, SHARE = 100, 10  # more than a tenth of all files, and not just a few: then rather the database is the wrong one


def sweep_files() -> int:
    """Delete files no row has pointed to for a day; return how many. Rather none than the files of another database."""
    found = list(_files())
    orphans = [name for name, has_row in found if not has_row and _is_old(name)]
    if len(orphans) > max(FEW, len(found) // SHARE):
        log.error("%s of %s stored files belong to no row of this database: none is deleted", len(orphans), len(found))
        return 0
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def _files() -> Iterator[tuple[str, bool]]:
    """Every stored file, and whether a row points to it; a folder at a time, so that rows are asked for in bulk."""
    for folder in _listed(FOLDER)[0]:
        names = [f"{FOLDER}/{folder}/{name}" for name in _listed(f"{FOLDER}/{folder}")[1]]
        known = _with_row(names)
        yield from ((name, name in known) for name in names)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return [], []


def _with_row(names: list[str]) -> set[str]:
    """By the public id in the name, which is indexed; whatever that misses is asked for by the name itself."""
    ids = [PurePosixPath(name).name for name in names]
    known = set(Document.objects.filter(public_id__in=ids).values_list("file", flat=True))
    unknown = [name for name in names if name not in known]
    return known | set(Document.objects.filter(file__in=unknown).values_list("file", flat=True))


def _is_old(name: str) -> bool:
    try:
        return default_storage.get_modified_time(name) < timezone.now() - KEPT
    except FileNotFoundError:  # a part that got its name meanwhile
        return False
