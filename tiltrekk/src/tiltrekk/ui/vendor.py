"""Third-party files of the browser, served under ``vendor/`` straight from ``node_modules``.

Only what stands in this table is served and collected; the packages hold thousands of files we do not use.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from .vendor_files import FILES


def path_of(name: str) -> Path:
    """Return the path of a file of an npm package, as ``@scope/package/file``."""
    return Path(settings.NODE_MODULES) / name


class VendorFinder(BaseFinder):
    """Finds the files of the table for ``collectstatic`` and for the test server."""

    def check(self, **_: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002  # Django's shape
        everything = find_all or options.get("all", False)
        source = FILES.get(path.removeprefix("vendor/")) if path.startswith("vendor/") else None
        found = [str(path_of(source))] if source and path_of(source).is_file() else []
        return found if everything else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        del ignore_patterns
        for name, source in FILES.items():
            yield path_of(source).name, _Renamed(path_of(source).parent, f"vendor/{name}")


class _Renamed(FileSystemStorage):
    """A folder whose one listed file is collected under another name."""

    def __init__(self, folder: Path, target: str) -> None:
        super().__init__(location=folder)
        self.prefix = str(Path(target).parent)
