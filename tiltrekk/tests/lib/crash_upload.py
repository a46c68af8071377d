"""A program that applies for a job again and again, each time in a process of its own that may die at a chosen step.

It reads one JSON object a line: ``{"step": 17, "database": URL, "files": folder, "job": key, "token": …}``; step 0
dies nowhere. It answers one line: ``{"steps": …, "of_files": […], "died": …}``.

A step is the moment before or after a database statement, a commit, a piece of a file written, a file or folder brought
to the disk, a file renamed; ``of_files`` are the numbers of those that touch the store.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from crash_worker import Steps, connect, in_a_process
from django.core.files.base import File

PDF = b"%PDF-1.7\n" + b"Ten years of cables.\n" * 10_000  # four pieces


def main() -> None:
    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        counted, died = in_a_process(lambda: _apply(asked))  # noqa: B023  # called at once
        print(json.dumps({**(counted or {}), "died": died}), flush=True)


def _apply(asked: dict[str, Any]) -> dict[str, Any]:
    """Send the form; how many steps that took."""
    from django.conf import settings
    from django.core.files.uploadedfile import UploadedFile
    from tiltrekk.careers.services import Sent, submit
    from tiltrekk.jobs.models import Job

    connect(asked)
    settings.MEDIA_ROOT = asked["files"]
    job, steps = Job.objects.get(pk=asked["job"]), Steps(asked["step"])
    resume = UploadedFile(io.BytesIO(PDF), "cv.pdf", "application/pdf", len(PDF))
    letter = UploadedFile(io.BytesIO(b"I lay cables."), "letter.txt", "text/plain", 13)
    token = asked["token"]
    sent = Sent(token, "Thea", "Brekke", f"{token}@example.org", resume=resume, cover_letter=letter)
    of_files = _count(steps)
    submit(job=job, sent=sent)
    return {"steps": steps.count, "of_files": of_files}


def _count(steps: Steps) -> list[int]:
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    connection.execute_wrappers.append(lambda execute, *rest: steps.around(execute)(*rest))
    BaseDatabaseWrapper._commit = steps.around(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
    of_files: list[int] = []

    def noted(what: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            of_files.extend((steps.count + 1, steps.count + 2))
            return steps.around(what)(*arguments)

        return run

    os.fsync = noted(os.fsync)
    Path.rename = noted(Path.rename)  # type: ignore[method-assign]
    whole = File.chunks

    def chunks(self: Any, chunk_size: Any = None) -> Iterator[Any]:
        for piece in whole(self, chunk_size):
            yield piece
            of_files.append(steps.count + 1)
            steps.pass_one()

    File.chunks = chunks  # type: ignore[method-assign]
    return of_files


if __name__ == "__main__":
    main()
