"""Killed in the middle and started again: nothing lost, nothing doubled, and the status page told the truth."""

import signal
import time
from typing import Any

import pytest
from factories import CandidateFactory
from sandbox_process import Sandbox, connected, waiting
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import SyncRow
from tiltrekk.linkedin.sync.status import counts
from worker_process import own_database, worker

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

PEOPLE = 30


@pytest.fixture
def server(postgres_url: str) -> str:
    """The address of the test's own database."""
    return own_database(postgres_url)


def story(job: Job, ragna: User) -> None:
    for number in range(PEOPLE):
        person = CandidateFactory.create(email=f"person{number}@example.com")
        application = hiring.add_applicant(actor=ragna, job=job, candidate=person)
        advance(application, ragna, "screening")


def wait_for(condition: Any, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@pytest.fixture
def full(sandbox: Sandbox, admin: User, ragna: User, job: Job) -> Sandbox:
    """Connected, with everything still to be sent."""
    connected(sandbox, admin, "company")
    story(job, ragna)
    return sandbox


@pytest.mark.req("FLT-11")
@pytest.mark.parametrize("call", ["PUT /v2/atsCandidates*", "PUT /v2/atsApplications*"])
def test_worker_killed_during_a_call(full: Sandbox, server: str, call: str) -> None:
    sandbox = full
    sandbox.fault(call, "delay", seconds=3, nth=1)
    with worker(sandbox, server) as first:
        wait_for(lambda: any(one["fired"] for one in sandbox.get("faults")["faults"]), 30, "the call began")
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=10)
    assert waiting(), "what the dead worker had in hand must still be waiting"
    line = next(one for one in counts() if one.kind == "candidate")
    assert line.all == line.in_sync + line.waiting + line.failed + line.held_back
    with worker(sandbox, server):
        wait_for(lambda: not waiting(), 90, "all in sync after the restart")
    assert len(sandbox.store("atsCandidates")) == PEOPLE
    assert len(sandbox.store("atsApplications")) == PEOPLE
    assert len(sandbox.store("atsApplications/stages")) == 2 * PEOPLE
    assert not SyncRow.objects.filter(failed=True).exists()


def test_a_stage_move_leaves_within_two_seconds(sandbox: Sandbox, server: str, admin: User, job: Job) -> None:
    ragna = job.team.get(role="recruiter").user
    connected(sandbox, admin, "company")
    person = CandidateFactory.create()
    application = hiring.add_applicant(actor=ragna, job=job, candidate=person)
    with worker(sandbox, server):
        wait_for(lambda: sandbox.store("atsApplications/stages"), 30, "the first stage arrived")
        time.sleep(1)  # the loop is idle
        begun = time.monotonic()
        advance(application, ragna, "interview")
        wait_for(lambda: len(sandbox.store("atsApplications/stages")) == 2, 10, "the move arrived")
        took = time.monotonic() - begun
    assert took < 2.0, f"{took:.2f} s"


def test_two_workers_one_sender(full: Sandbox, server: str) -> None:
    sandbox = full
    with worker(sandbox, server), worker(sandbox, server):
        wait_for(lambda: not waiting(), 60, "all in sync")
    assert len(sandbox.store("atsCandidates")) == PEOPLE
    assert len(sandbox.store("atsApplications/stages")) == 2 * PEOPLE
