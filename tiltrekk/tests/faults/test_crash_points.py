"""The worker is killed at every step in turn (FLT-11); the next one finishes, and the checker has nothing to say."""

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings as configuration
from django.db import connection, connections
from equality_company import answer_for, ask_on, switch_on
from factories import CandidateFactory
from fault_watch import Watch
from psycopg import sql
from sandbox_process import Sandbox
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.candidates import services as people
from tiltrekk.jobs.models import Job
from tiltrekk.jobs.services import jobs

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db(transaction=True),
    pytest.mark.req("FLT-11", "INV-01", "INV-02", "INV-03", "INV-06"),
]
COPY = "tiltrekk_crash"
PROGRAM = Path(__file__).parents[1] / "lib" / "crash_worker.py"
LIB = (Path(__file__).parent, Path(__file__).parents[1] / "lib")


_END_OTHERS = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()
"""


class Crasher:
    """Plays the same scenario again and again, each time on a fresh copy of database and LinkedIn."""

    def __init__(self, sandbox: Sandbox, server: str, program: "subprocess.Popen[str]", history: Path) -> None:
        self._history = history
        self._sandbox = sandbox
        self._server = server
        self._program = program
        self._template = connection.settings_dict["NAME"]
        connections.close_all()
        sandbox.post("snapshots", name="crash")

    def play(self, step: int) -> dict[str, Any]:
        """The worker dies at this step, another finishes."""
        self._sandbox.post("snapshots/restore", name="crash")
        self._fresh_copy()
        asked = {
            "step": step,
            "database": urlsplit(self._server)._replace(path=f"/{COPY}").geturl(),
            "base": self._sandbox.base,
            "clock_file": str(self._sandbox.clock_file),
            "history": str(self._history),
        }
        assert self._program.stdin
        assert self._program.stdout
        print(json.dumps(asked), file=self._program.stdin, flush=True)
        found: dict[str, Any] = json.loads(self._program.stdout.readline())
        return found

    def _fresh_copy(self) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            names = sql.Identifier(COPY), sql.Identifier(self._template)
            server.execute(_END_OTHERS, [self._template])  # a test before this one may have left a session behind
            server.execute(sql.SQL("drop database if exists {} with (force)").format(names[0]))
            server.execute(sql.SQL("create database {} template {}").format(*names))


@contextmanager
def program(sandbox: Sandbox) -> "Iterator[subprocess.Popen[str]]":
    """The crash worker, waiting for its first line."""
    addresses = dict.fromkeys(("LINKEDIN_API_URL", "LINKEDIN_WWW_URL", "LINKEDIN_PLATFORM_URL"), sandbox.base)
    environment = {
        **os.environ,
        **addresses,
        "DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test",
        "DATABASE_URL": "postgresql://nobody@/none",  # it is told another with each line
        "TILTREKK_DATA": str(configuration.DATA_DIR),
        "TILTREKK_CLOCK_FILE": str(sandbox.clock_file),
        "LINKEDIN_CLIENT_ID": "parent",
        "LINKEDIN_CLIENT_SECRET": "parent-secret",
        "PYTHONPATH": os.pathsep.join([*map(str, LIB), os.environ.get("PYTHONPATH", "")]),
    }
    command, pipe = [sys.executable, str(PROGRAM)], subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe) as it:
        yield it
        assert it.stdin
        it.stdin.close()


@pytest.fixture
def history(live: Sandbox, job: Job, ragna: User, admin: User, tmp_path: Path) -> Path:
    """The story, told in the test's own database and LinkedIn; what was true when, in a file."""
    watch = Watch(live)
    _story(watch, job, ragna, admin)
    (tmp_path / "history").write_bytes(pickle.dumps(watch.moments))
    return tmp_path / "history"


@pytest.fixture
def crasher(live: Sandbox, history: Path, postgres_url: str) -> Iterator[Crasher]:
    """Plays what the worker makes of it."""
    with program(live) as it:
        yield Crasher(live, postgres_url, it, history)
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(COPY)))


def _story(watch: Watch, job: Job, ragna: User, admin: User) -> None:
    """At its end rows of every kind wait: to be made, replaced, moved to another person and deleted."""
    known = [hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create()) for _ in range(4)]
    kari, ola, per, liv = known
    switch_on()
    ask_on(job)
    for one in (kari, per):
        answer_for(one)
    note = hiring.create_note(actor=ragna, candidate=kari.candidate, application=kari, text="Good in storms.")
    hiring.create_note(actor=ragna, candidate=ola.candidate, text="Speaks Danish.")
    watch.note()
    watch.settle()
    advance(kari, ragna, "interview")
    hiring.delete_note(actor=ragna, note=note)
    hiring.submit_feedback(actor=ragna, application=kari, text=hiring.FeedbackText(recommended=True))
    people.delete(actor=admin, candidate=per.candidate)
    advance(liv, ragna, "prospect")
    other = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    hiring.reject(actor=ragna, application=other, reason="experience")
    hiring.reject(actor=ragna, application=kari, reason="experience")
    people.merge(actor=admin, survivor=kari.candidate, other=ola.candidate)
    jobs.change_details(actor=ragna, job=job, details={"title": "Naval engineer"})
    watch.note()


def crash_at(crasher: Crasher, chosen: list[int]) -> None:
    for step in chosen:
        played = crasher.play(step)
        assert played["died"], f"step {step} was never reached"
        again = f"step {step}; once more: TILTREKK_CRASH_STEP={step} .venv/bin/pytest {__file__} -k sample"
        assert played["violations"] == [], again


def all_steps(crasher: Crasher) -> int:
    """How many steps there are when nobody dies; the scenario itself must end well."""
    played = crasher.play(0)
    assert not played["died"]
    assert played["violations"] == []
    assert isinstance(played["steps"], int), played
    assert played["steps"] > 150
    return played["steps"]


@pytest.mark.timeout(240)
def test_killed_at_a_sample_of_steps(crasher: Crasher) -> None:
    number = all_steps(crasher)
    named = os.environ.get("TILTREKK_CRASH_STEP")
    crash_at(crasher, [int(named)] if named else sorted(random.Random(20261122).sample(range(1, number), 8)))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_killed_at_every_step(crasher: Crasher) -> None:
    crash_at(crasher, list(range(1, all_steps(crasher))))
