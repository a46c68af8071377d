"""A file is there before a row points to it, and what no row points to goes away after a day (FLT-25)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from crash_upload import PDF
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, JobFactory, UserFactory
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services
from tiltrekk.candidates.models import Candidate, Document
from tiltrekk.candidates.services import sweeping
from tiltrekk.careers.models import Submission
from tiltrekk.core.files import DurableStorage
from worker_process import own_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("FLT-25")]
PROGRAM = Path(__file__).parents[1] / "lib" / "crash_upload.py"
DAY = 24 * 3600


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def stored() -> set[str]:
    """Every file in the store, whatever it is called."""
    root = Path(default_storage.path(""))
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def pointed_to() -> set[str]:
    return set(Document.objects.values_list("file", flat=True))


def grow_old(seconds: float = DAY + 60) -> None:
    then = time.time() - seconds
    for name in stored():
        os.utime(default_storage.path(name), (then, then))


def pdf() -> UploadedFile:  # type: ignore[type-arg]  # generic for the type checker only
    return SimpleUploadedFile("cv.pdf", PDF, "application/pdf")


def add_document() -> Document:
    return services.add_document(
        actor=UserFactory.create(roles=["recruiter"]), candidate=CandidateFactory.create(), upload=pdf()
    )


# --- the order ------------------------------------------------------------------------------------------------


def test_a_file_is_on_the_disk_under_its_name_before_its_row_is_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut could keep the row and lose the file."""
    done: list[str] = []

    def noted(what: str, function: Any) -> Any:
        def run(*arguments: Any, **more: Any) -> Any:
            done.append(what)
            return function(*arguments, **more)

        return run

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(Path, "rename", noted("rename", Path.rename))
    monkeypatch.setattr(connection, "_commit", noted("commit", connection._commit))  # type: ignore[attr-defined]  # private
    person, recruiter = CandidateFactory.create(), UserFactory.create(roles=["recruiter"])
    done.clear()
    services.add_document(actor=recruiter, candidate=person, upload=pdf())
    assert done == [
        "fsync",
        "rename",
        *["fsync"] * 4,
        "commit",
    ]  # the file; its name; each folder up to the store's own


def test_a_file_half_written_has_no_name_that_counts() -> None:
    class Torn(ContentFile):  # type: ignore[type-arg]  # generic for the type checker only
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            del chunk_size
            yield b"half"
            raise OSError(5, "the disk does not answer")

    with pytest.raises(OSError, match="does not answer"):
        default_storage.save("documents/aa/torn", Torn(b"half and half"))
    assert stored() == set()


# --- taken back -----------------------------------------------------------------------------------------------


def test_a_change_taken_back_leaves_a_file_for_a_day_and_no_longer() -> None:
    with transaction.atomic():
        add_document()
        transaction.set_rollback(True)
    assert (len(stored()), pointed_to()) == (1, set())
    grow_old(DAY - 3600)
    assert services.sweep_files() == 0
    grow_old()
    assert services.sweep_files() == 1
    assert stored() == set()


def test_a_file_that_belongs_to_somebody_stays_however_old_it_is() -> None:
    document = add_document()
    grow_old(400 * DAY)
    assert services.sweep_files() == 0
    assert stored() == {str(document.file)}


def test_a_file_that_would_not_be_deleted_is_swept_later(monkeypatch: pytest.MonkeyPatch) -> None:
    document = add_document()

    def fail(_name: str) -> None:
        raise OSError(30, "read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(DurableStorage, "delete", lambda _self, name: fail(name))
        services.delete_document(actor=UserFactory.create(roles=["recruiter"]), document=document)
    assert (len(stored()), pointed_to()) == (1, set())
    grow_old()
    assert services.sweep_files() == 1


def test_the_files_of_another_database_are_not_swept_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As when the program was started with an empty database by mistake."""
    monkeypatch.setattr(sweeping, "FEW", 2)
    for number in range(3):
        default_storage.save(f"documents/aa/{number}", ContentFile(b"x"))
    grow_old()
    assert services.sweep_files() == 0
    assert len(stored()) == 3
    assert "3 of 3 stored files belong to no row of this database" in caplog.text


def test_before_anything_was_stored_there_is_nothing_to_sweep() -> None:
    assert services.sweep_files() == 0


def test_a_file_that_is_lost_all_the_same_is_told_in_a_sentence(client: Client) -> None:
    """As when the folder was not restored together with the database."""
    document = add_document()
    default_storage.delete(str(document.file))
    client.force_login(UserFactory.create(roles=["admin"]))
    answer = client.get(
        reverse("candidates:document-read", args=[document.candidate.public_id, document.public_id]),
        headers={"Accept": "text/html"},
    )
    assert answer.status_code == 409
    assert "is no longer where files are kept" in answer.content.decode()


# --- killed ---------------------------------------------------------------------------------------------------


class Applying:
    """Sends the form in a process of its own that may be killed at a step."""

    def __init__(self, program: "subprocess.Popen[str]", **known: Any) -> None:
        self._program = program
        self._known = known

    def play(self, step: int, token: str) -> dict[str, Any]:
        assert self._program.stdin
        assert self._program.stdout
        asked = self._known | {"step": step, "token": token}
        print(json.dumps(asked), file=self._program.stdin, flush=True)
        found: dict[str, Any] = json.loads(self._program.stdout.readline())
        return found

    def survive(self, step: int) -> None:
        """All or nothing; and whoever sends the same form again has applied once."""
        token = f"{step:032x}"
        assert self.play(step, token)["died"], f"step {step} was never reached"
        assert_whole()
        assert not self.play(0, token)["died"]
        assert_whole()
        assert Submission.objects.filter(token=token).count() == 1


def assert_whole() -> None:
    """Every row's file is there to the last byte; whoever is a candidate has applied, with both files."""
    for document in Document.objects.all():
        assert Path(document.file.path).stat().st_size == document.size
    assert Candidate.objects.count() == Application.objects.count() == Submission.objects.count()
    assert Document.objects.count() == 2 * Application.objects.count()


@pytest.fixture
def applying(store: Path, postgres_url: str) -> Iterator[Applying]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test",
        "DATABASE_URL": "postgresql://nobody@/none",  # it is told another with each line
        "PYTHONPATH": os.pathsep.join([str(PROGRAM.parent), os.environ.get("PYTHONPATH", "")]),
    }
    known = {"database": own_database(postgres_url), "files": str(store), "job": JobFactory.create().pk}
    command, pipe = [sys.executable, str(PROGRAM)], subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe) as it:
        yield Applying(it, **known)
        assert it.stdin
        it.stdin.close()


def killed_at(applying: Applying, steps: Iterable[int]) -> None:
    """At these steps; what the dead left lying is swept away, and nothing else."""
    for step in steps:
        applying.survive(step)
    assert stored() > pointed_to(), "no file was left lying: this proves little"
    grow_old()
    services.sweep_files()
    assert stored() == pointed_to()


@pytest.mark.process
def test_killed_at_a_step_of_the_store_an_application_is_there_whole_or_not_at_all(applying: Applying) -> None:
    """At every other one while the first file is stored, and around the commit."""
    played = applying.play(0, "f" * 32)
    first_file = played["of_files"][: len(played["of_files"]) // 2 : 2]
    assert len(first_file) > 6
    killed_at(applying, [*first_file, played["steps"] - 1, played["steps"]])


@pytest.mark.long
@pytest.mark.process
@pytest.mark.timeout(600)
def test_killed_at_every_step_an_application_is_there_whole_or_not_at_all(
    applying: Applying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "FEW", 1000)
    killed_at(applying, range(1, applying.play(0, "f" * 32)["steps"] + 1))
