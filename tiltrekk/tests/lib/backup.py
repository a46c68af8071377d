"""A backup of the test's database and its restoring, with PostgreSQL's own programs as `tiltrekk db` calls them."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from tiltrekk.server.installation import Installation


class Backup:
    """The database as it is now."""

    def __init__(self, server: str, folder: Path) -> None:
        self._server = server
        self._file = folder / "backup.dump"
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--exclude-schema=equality",
            f"--file={self._file}",
            f"--dbname={server}",
        )

    def restore(self) -> None:
        """Make the database what it was, and forget all that has happened since."""
        connection.close()
        given = ("--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction")
        _run("pg_restore", *given, f"--dbname={self._server}", str(self._file))


def _run(name: str, *words: str) -> None:
    found = shutil.which(name) if os.environ.get("DATABASE_URL") else None
    subprocess.run([found or Installation.find(None).program(name), *words], check=True)
