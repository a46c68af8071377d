"""Nobody waits for the database for ever, and whoever lost to another is begun again or told (FLT-19)."""

import argparse
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
import httpx
import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from factories import CandidateFactory, UserFactory
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.errors import DeadlockDetected
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate, EmailAddress
from tiltrekk.careers import services as careers
from tiltrekk.careers.models import Submission
from tiltrekk.config.patience import patient
from tiltrekk.core import jobs
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job
from tiltrekk.server import cli
from web_process import PDF, Applicant, posted_job, wait_for, web
from worker_process import own_database

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.req("FLT-19")]


@pytest.fixture
def job(settings: Any, tmp_path: Path) -> Job:
    settings.MEDIA_ROOT = tmp_path / "files"
    return posted_job()


def form(number: int = 1, email: str = "thea@example.org") -> dict[str, Any]:
    resume = SimpleUploadedFile("cv.pdf", PDF, "application/pdf")
    return {
        "token": f"{number:032x}", "given_name": "Thea", "surname": "Brekke", "email": email, "terms": "on",
        "resume": resume,
    }  # fmt: skip


def apply(job: Job, **options: Any) -> Any:
    client = Client(raise_request_exception=False)
    return client.post(reverse("careers:job-apply", args=[job.public_id]), form(**options))


# --- limits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("process", "expected"),
    [("web", ("30s", "10s", "1min")), ("worker", ("10min", "1min", "5min")), ("", ("0", "0", "0"))],
)
def test_sessions_of_each_process_have_limits_and_those_of_commands_have_none(
    process: str, expected: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("TILTREKK_PROCESS", process)
    assert limits_of(postgres_url) == expected


def test_an_installation_sets_its_own_limits(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    monkeypatch.setenv("TILTREKK_PROCESS", "web")
    monkeypatch.setenv("TILTREKK_WEB_STATEMENT_SECONDS", "0")
    monkeypatch.setenv("TILTREKK_WEB_LOCK_SECONDS", "3")
    assert limits_of(postgres_url) == ("0", "3s", "1min")


def test_the_worker_says_to_the_settings_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setenv("TILTREKK_PROCESS", "")
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(jobs, "run_worker", lambda _stop: seen.append(os.environ["TILTREKK_PROCESS"]))
    cli._worker(argparse.Namespace())
    assert seen == ["worker"]


def limits_of(server: str) -> tuple[str, ...]:
    options = patient(environ.Env.db_url_config(server), environ.Env())["OPTIONS"]
    assert options["connect_timeout"] == 10
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with psycopg.connect(server, options=options.get("options", "")) as session:
        rows = [session.execute(f"show {name}".encode()).fetchone() for name in names]
    return tuple(row[0] for row in rows if row)


# --- deadlocks ------------------------------------------------------------------------------------------------


class Meeting:
    """Lets two threads each take their first lock before either asks for the second."""

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2)
        self.deadlocks = 0

    def run(self, lock: str, act: Callable[[], Any], into: list[Any]) -> threading.Thread:
        thread = threading.Thread(target=self._run, args=(lock, act, into))
        thread.start()
        return thread

    def _run(self, lock: str, act: Callable[[], Any], into: list[Any]) -> None:
        met = False

        def watch(execute: Any, sql: str, *rest: Any) -> Any:
            nonlocal met
            try:
                done = execute(sql, *rest)
            except OperationalError as error:
                self.deadlocks += isinstance(error.__cause__, DeadlockDetected)
                raise
            if lock in sql and not met:
                met = True
                self.barrier.wait(timeout=60)
            return done

        with connection.execute_wrapper(watch):
            into.append(act())
        connections.close_all()


def test_of_two_people_in_a_deadlock_both_get_their_change(job: Job) -> None:
    """One changes a person and holds their row; the person applies and holds their address; each wants the other's."""
    person = CandidateFactory.create(email="thea@example.org")
    staff, found = Client(raise_request_exception=False), list[Any]()
    staff.force_login(UserFactory.create(roles=["admin"]))
    address = reverse("candidates:candidate-change", args=[person.public_id])
    fields = {"given_name": "Thea-Marie", "surname": "Brekke", "emails": "thea@example.org"}
    meeting = Meeting()
    threads = [
        meeting.run("FOR UPDATE", lambda: staff.post(address, fields), found),
        meeting.run("pg_advisory_xact_lock", lambda: apply(job), found),
    ]
    for thread in threads:
        thread.join(timeout=100)
    assert [answer.status_code for answer in found] == [302, 302]
    assert meeting.deadlocks == 1
    assert Candidate.objects.get().given_name == "Thea-Marie"
    assert Application.objects.get().handed_in.count() == 1
    assert Event.objects.filter(verb="application.created").count() == 1


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = DeadlockDetected("deadlock detected")
    return error


def test_who_loses_every_time_is_told_and_nothing_of_it_is_written(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    tries, whole = [], careers._submit

    def lose(*given: Any) -> None:
        tries.append(whole(*given))
        raise deadlock()

    monkeypatch.setattr(careers, "_submit", lose)
    answer = apply(job)
    assert (answer.status_code, answer["Retry-After"], len(tries)) == (503, "5", 3)
    assert "Others were at work on the same thing for too long" in answer.content.decode()
    assert "Load this page again to send what you typed once more" in answer.content.decode()
    assert not Candidate.objects.exists()
    assert not Application.objects.exists()


def test_a_request_that_changed_something_already_is_not_begun_again(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    tries, whole = [], careers.submit

    def lose(**given: Any) -> None:
        tries.append(whole(**given))
        raise deadlock()

    monkeypatch.setattr(careers, "submit", lose)
    assert apply(job).status_code == 503
    assert len(tries) == 1


def test_a_fragment_of_a_page_is_answered_with_a_sentence_for_a_toast(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(**_given: Any) -> None:
        raise deadlock()

    monkeypatch.setattr(careers, "submit", lose)
    path = reverse("careers:job-apply", args=[job.public_id])
    answer = Client(raise_request_exception=False).post(path, form(), headers={"HX-Request": "true"})
    assert answer.status_code == 503
    assert answer.content.decode().startswith('<div class="toast')


def test_a_session_that_rested_too_long_in_a_transaction_is_answered_as_such(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which Django counts among mistakes of its own."""

    def rest() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local idle_in_transaction_session_timeout = '1ms'")
            time.sleep(0.3)
            cursor.execute("select 1")

    with pytest.raises(InternalError) as ended:
        rest()
    connection.close()

    def lose(**_given: Any) -> None:
        raise ended.value

    monkeypatch.setattr(careers, "submit", lose)
    assert apply(job).status_code == 503


# --- the worker -----------------------------------------------------------------------------------------------


@jobs.task(name="test.rename_locked")
def rename_locked(*, person: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '50ms'")
        Candidate.objects.filter(pk=person).update(given_name="Renamed")


def test_a_task_that_did_not_get_a_lock_is_tried_again(postgres_url: str) -> None:
    person, stop = CandidateFactory.create(), threading.Event()
    thread = threading.Thread(target=jobs.run_worker, args=(stop,))
    with locked_row(postgres_url, person):
        rename_locked.defer(person=person.pk)
        thread.start()
        wait_for(lambda: ProcrastinateJob.objects.filter(attempts=1, status="todo").exists(), "it failed once")
    wait_for(lambda: Candidate.objects.get().given_name == "Renamed", "it was tried again")
    stop.set()
    thread.join(timeout=60)


# --- the web server -------------------------------------------------------------------------------------------


@contextmanager
def locked_row(server: str, person: Candidate) -> Iterator[None]:
    """Somebody else's session holds the person's row."""
    with psycopg.connect(own_database(server)) as session:
        session.execute("select 1 from candidates_candidate where id = %s for update", [person.pk])
        yield


@contextmanager
def locked_key(server: str, _person: Candidate) -> Iterator[None]:
    """Somebody else's session holds the lock of the person's address."""
    with psycopg.connect(own_database(server)) as session:
        session.execute("select pg_advisory_xact_lock(hashtextextended('candidate:thea@example.org', 0))")
        yield


ROLE = "tiltrekk_few"
SESSIONS = 5  # more than one who applies needs


@pytest.fixture
def few(postgres_admin_url: str) -> Iterator[str]:
    """The address of the test's database for a role that may have but a few sessions."""
    own, name = own_database(postgres_admin_url), connection.settings_dict["NAME"]
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(f"create role {ROLE} login password 'few' connection limit {SESSIONS}".encode())
        server.execute(f"grant all on all tables in schema public to {ROLE}".encode())
        server.execute(f"grant all on all sequences in schema public to {ROLE}".encode())
    yield (
        urlsplit(own)._replace(netloc=f"{ROLE}:few@{urlsplit(own).netloc.rpartition('@')[2]}", path=f"/{name}").geturl()
    )
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(END_SESSIONS, [ROLE])
        server.execute(f"drop owned by {ROLE}".encode())
        server.execute(f"drop role {ROLE}".encode())


END_SESSIONS = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = %s"


def take_all(server: str) -> list[psycopg.Connection]:
    taken = []
    try:
        while True:
            taken.append(psycopg.connect(server))
    except psycopg.OperationalError as error:
        if "too many connections" not in str(error):
            raise
    return taken


def test_the_web_server_waits_no_longer_than_its_limit_and_goes_on_by_itself(
    job: Job, few: str, postgres_url: str, postgres_admin_url: str, tmp_path: Path
) -> None:
    """For a row, for a key, for a session that is free: each time 503, nothing half written, and then it works."""
    person = CandidateFactory.create(email="thea@example.org")
    one_second = {"TILTREKK_WEB_LOCK_SECONDS": "1"}
    with web(few, tmp_path / "data", **one_second) as base, Applicant(base, job.public_id) as applicant:
        for hold in (locked_row, locked_key):
            with hold(postgres_url, person):
                begun = time.monotonic()
                assert_told(applicant.send(), "Others were at work on the same thing for too long")
                assert time.monotonic() - begun < 30, "the limit is one second"
        with psycopg.connect(postgres_admin_url, autocommit=True) as server:
            server.execute(END_SESSIONS, [ROLE])
        taken = take_all(few)
        assert_told(applicant.send(), "The database does not answer just now")
        for session in taken:
            session.close()
        wait_for(lambda: applicant.send().status_code == httpx.codes.FOUND, "it works again")
    assert Application.objects.get().candidate == person
    assert (Submission.objects.count(), EmailAddress.objects.count()) == (1, 1)


def assert_told(answer: httpx.Response, words: str) -> None:
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert words in answer.text
    assert not Submission.objects.exists()
    assert not Application.objects.exists()
    assert Candidate.objects.count() == 1
