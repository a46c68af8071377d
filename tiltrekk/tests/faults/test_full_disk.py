"""No room on a disk: nothing is half written, people are told, and it goes on by itself once there is room (FLT-24)."""

import errno
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, UserFactory
from full_disk import filled, limited, server_limited, small_disk
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate, Document
from tiltrekk.server import supervisor
from tiltrekk.server.postgres import NAME, Cluster
from web_process import Applicant, environment, free_port, posted_job, wait_for, web
from worker_process import own_database

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.req("FLT-24")]

Full = Callable[[], AbstractContextManager[None]]

# --- files ----------------------------------------------------------------------------------------------------


@pytest.fixture(params=["disk", "limit"])
def full(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[Full]:
    """Makes the store full."""
    if request.param == "limit":
        settings.MEDIA_ROOT = tmp_path
        yield lambda: limited(100_000)
        return
    with small_disk(8) as folder:
        settings.MEDIA_ROOT = folder
        yield lambda: filled(folder)


def upload(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("cv.pdf", b"%PDF-1.7\n" + bytes(size), "application/pdf")


def test_who_applies_is_told_that_the_file_could_not_be_stored(full: Full, settings: Any) -> None:
    job, client = posted_job(), Client(raise_request_exception=False)

    def apply() -> Any:
        form = {"token": "1" * 32, "given_name": "Thea", "surname": "Brekke", "email": "thea@example.org",
                "terms": "on", "resume": upload(200_000)}  # fmt: skip
        return client.post(reverse("careers:job-apply", args=[job.public_id]), form)

    with full():
        answer = apply()
    assert answer.status_code == 422
    assert "The file could not be stored, so nothing was saved" in answer.content.decode()
    assert 'value="thea@example.org"' in answer.content.decode(), "what was typed is kept"
    assert not Candidate.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.part"))
    assert apply().status_code == 302
    assert Path(Document.objects.get().file.path).stat().st_size == Document.objects.get().size


def test_who_adds_a_document_is_told_that_it_could_not_be_stored(full: Full) -> None:
    person, client = CandidateFactory.create(), Client(raise_request_exception=False)
    client.force_login(UserFactory.create(roles=["recruiter"]))
    address = reverse("candidates:candidate-documents", args=[person.public_id])
    with full():
        answer = client.post(address, {"upload": upload(200_000), "kind": "resume"})
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert "The file could not be stored, so nothing was saved" in answer.content.decode()
    assert client.post(address, {"upload": upload(200_000), "kind": "resume"}).status_code == 302
    assert Path(Document.objects.get().file.path).stat().st_size == Document.objects.get().size


class NoRoom(FileUploadHandler):
    """As where the disk has no room for a large file on its way to us."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_whose_file_did_not_even_arrive_is_told_that_there_is_no_room(settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{NoRoom.__module__}.{NoRoom.__name__}"]
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("careers:job-apply", args=[posted_job().public_id]), {"resume": upload(10)})
    assert answer.status_code == 503
    assert "There is no room left where the data are kept" in answer.content.decode()


# --- logs -----------------------------------------------------------------------------------------------------


NO_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@NO_FULL
def test_the_web_server_goes_on_when_nothing_can_be_logged(postgres_url: str, tmp_path: Path) -> None:
    job = posted_job()
    with Path("/dev/full").open("wb") as full, web(own_database(postgres_url), tmp_path, output=full) as base:
        for _ in range(3):
            assert httpx.get(f"{base}/careers/?q=%00").status_code == 400  # which is logged
        with Applicant(base, job.public_id) as applicant:
            assert applicant.send().status_code == 302
    assert Application.objects.count() == 1


@NO_FULL
def test_the_supervisor_goes_on_when_nobody_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full").open("w")  # noqa: SIM115  # closing it fails, as it should
    monkeypatch.setattr(sys, "stdout", full)
    supervisor.say("The worker ended; starting it again.")
    with suppress(OSError):
        full.close()


# --- the database ---------------------------------------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path
from tiltrekk.server.environment import choose_settings
from tiltrekk.server.postgres import Cluster
from tiltrekk.server.run import Database, start_product
from tiltrekk.server.supervisor import Supervisor
choose_settings()
with Supervisor() as supervisor:
    supervisor.start(Database(Cluster(Path(sys.argv[1]))))
    start_product(supervisor)
    print("ready", flush=True)
    supervisor.watch()
"""


@contextmanager
def product(cluster: Cluster, data: Path) -> Iterator[str]:
    """Database, web and worker, each started again when it ends, as `tiltrekk run` does."""
    port = free_port()
    told = {name: value for name, value in environment(port, data).items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", PROGRAM, str(cluster.home)]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=100)


def copied(server: str, home: Path) -> Cluster:
    """A server of its own, with what is in the test's database."""
    cluster = Cluster(home, durable=False)
    with cluster:
        words = [str(cluster.program("pg_dump")), "--exclude-schema=equality", own_database(server)]
        dump = subprocess.run(words, capture_output=True, check=True)
        command = [str(cluster.program("psql")), "--quiet", "--set=ON_ERROR_STOP=1", cluster.url]
        subprocess.run(command, input=dump.stdout, capture_output=True, check=True)
    return cluster


def rows(cluster: Cluster, query: str) -> Any:
    with psycopg.connect(cluster.url) as session:
        return session.execute(query.encode()).fetchall()


COUNTS = """
select (select count(*) from candidates_candidate), (select count(*) from applications_application),
       (select count(*) from careers_submission), (select count(*) from candidates_document),
       (select count(*) from core_event where verb = 'application.created')
"""

# Enough rows that every table needs a new page at once.
LONG = json.dumps({"experience": [{"title": "x" * 150}] * 30, "education": [{"school": "x" * 150}] * 30})


class Applying:
    """Different people apply, one after the other."""

    def __init__(self, applicant: Applicant) -> None:
        self.applicant = applicant
        self.taken = 0

    def next(self) -> httpx.Response:
        """The next one; whoever was refused sends the same form again."""
        number = self.taken + 1
        answer = self.applicant.send(token=f"{number:032x}", email=f"{number}@example.org", profile=LONG)
        self.taken += answer.status_code == httpx.codes.FOUND
        return answer

    def until_refused(self) -> httpx.Response:
        for _ in range(100):
            answer = self.next()
            if answer.status_code != httpx.codes.FOUND:
                return answer
        raise AssertionError("a hundred people found room on a full disk")


def assert_whole(cluster: Cluster, applying: Applying) -> None:
    """What was taken is there, each with person, file and history; and nothing more."""
    assert rows(cluster, COUNTS) == [(applying.taken,) * 5]


def test_a_full_disk_of_the_database_refuses_whole_applications_and_heals_by_itself(
    postgres_url: str, tmp_path: Path
) -> None:
    job = posted_job()
    with small_disk(320) as disk:
        cluster = copied(postgres_url, disk / "data")
        with product(cluster, tmp_path) as base, Applicant(base, job.public_id) as applicant:
            applying = Applying(applicant)
            assert applying.next().status_code == httpx.codes.FOUND
            with filled(disk):
                answer = applying.until_refused()
                assert answer.status_code == 503
                assert "There is no room left where the data are kept" in answer.text
                assert_whole(cluster, applying)
                use_up_log(cluster)
                assert applying.next().status_code == 503
            wait_for(lambda: applying.next().status_code == httpx.codes.FOUND, "there is room again")
            assert_whole(cluster, applying)


WRITE_LOG = "select pg_current_xact_id(), pg_logical_emit_message(true, '', repeat('x', 1000000))"


def use_up_log(cluster: Cluster) -> None:
    """Until the server, which must not go on without its log, ends."""
    session = psycopg.connect(cluster.url, autocommit=True)
    with suppress(psycopg.OperationalError):
        for _ in range(100):
            session.execute(WRITE_LOG)
    assert session.broken, "the server goes on: this would prove nothing"
    session.close()


# Short rows, so that no page has room for one of those that are sent.
BIG_TABLE = """
insert into candidates_experience (candidate_id, title, organisation, location, description)
select (select min(id) from candidates_candidate), 'Cable layer', '', '', '' from generate_series(1, 300000)
"""
SIZE = "select pg_relation_size('candidates_experience')"
LEAST = 17 * 1024 * 1024  # larger than a piece of the server's log, so that only tables cannot grow


def test_a_table_that_cannot_grow_refuses_whole_applications_and_heals_by_itself(
    postgres_url: str, tmp_path: Path, open_folder: Path
) -> None:
    """Needs nobody's powers: the server's processes may not write beyond the end of one table."""
    job = posted_job()
    cluster = copied(postgres_url, open_folder / "data")
    with cluster, web(cluster.url, tmp_path / "data") as base, Applicant(base, job.public_id) as applicant:
        applying = Applying(applicant)
        assert applying.next().status_code == httpx.codes.FOUND
        with psycopg.connect(cluster.admin_url_of(NAME)) as session:
            session.execute("set session_replication_role = replica")  # without a look at the person for each row
            session.execute(BIG_TABLE)
        size = rows(cluster, SIZE)[0][0]
        assert size > LEAST
        with server_limited(cluster, size):
            assert applying.until_refused().status_code == 503
            assert_whole(cluster, applying)
        wait_for(lambda: applying.next().status_code == httpx.codes.FOUND, "the table can grow again")
        assert_whole(cluster, applying)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other accounts can enter, which pytest's own temporary folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="tiltrekk-full-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
