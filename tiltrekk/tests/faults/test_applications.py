"""People apply on LinkedIn while all but the web server and PostgreSQL is down: none is turned away, none is lost."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from crash_worker import Steps, in_a_process
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from factories import JobFactory, UserFactory
from linkedin_rows import connected_row
from onsite_stage import application, deliver, enabled_row, path, signed
from sandbox_process import Sandbox
from tiltrekk.applications.models import Application, ApplicationDocument
from tiltrekk.candidates.models import Candidate
from tiltrekk.core.models import Event
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.inbound import applying
from tiltrekk.linkedin.models import AppliedOnLinkedIn, AwaitedFile, Connection, Delivery
from web_process import web
from worker_process import own_database, worker

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.req("FLT-28", "FLT-H3")]
SEED = 20261122
NOWHERE = "http://127.0.0.1:9"  # LinkedIn, mail: nobody answers there
AT_ONCE = 20
EVERY = 9  # of the steps at which a worker is killed

WORKER = """
import signal, threading
import django
django.setup()
from tiltrekk.core import jobs
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
print("ready", flush=True)
jobs.run_worker(stop)
"""


@pytest.fixture
def connected(settings: Any) -> Connection:
    settings.LINKEDIN_API_URL = settings.LINKEDIN_WWW_URL = settings.LINKEDIN_PLATFORM_URL = NOWHERE
    enabled_row()
    return connected_row()


@pytest.fixture
def vacancy(db: None) -> Job:
    job: Job = JobFactory.create(title="Welder", team={UserFactory.create(roles=["recruiter"]): "recruiter"})
    return job


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Sandbox]:
    """A LinkedIn that does not answer."""
    (tmp_path / "clock").write_text("0")
    nobody = Sandbox(NOWHERE, tmp_path / "clock")
    yield nobody
    nobody.close()


def everything(job: Job, number: int) -> dict[str, Any]:
    """An application with a résumé at LinkedIn and a letter."""
    told = application(job, number)
    told["questionResponses"] |= {
        "resumeQuestionResponses": {"resumeQuestionAnswer": {"mediaUrl": f"{NOWHERE}/ambry/?x-li-ambry-ep={number}"}},
        "coverLetterQuestionResponses": {"textCoverLetterQuestionAnswer": {"answer": {"value": f"Letter {number}"}}},
    }
    return told


@pytest.fixture
def server(postgres_url: str) -> str:
    return own_database(postgres_url)


@pytest.fixture
def served(server: str, tmp_path: Path) -> Iterator[str]:
    """The web server alone."""
    places = {"LINKEDIN_API_URL": NOWHERE, "LINKEDIN_WWW_URL": NOWHERE, "LINKEDIN_PLATFORM_URL": NOWHERE}
    with web(server, tmp_path / "web", **places) as base:
        yield base


@dataclass(frozen=True)
class House:
    """The web server, and what a worker needs once there is one."""

    connection: Connection
    job: Job
    away: Sandbox
    server: str
    address: str


@pytest.fixture
def house(connected: Connection, vacancy: Job, away: Sandbox, server: str, served: str) -> House:
    return House(connected, vacancy, away, server, served)


@pytest.mark.parametrize("number", [200, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
@pytest.mark.timeout(300)
def test_with_web_and_database_alone_every_application_is_kept_and_each_becomes_one_applicant(
    house: House, number: int
) -> None:
    told = [signed(everything(house.job, one), *house.connection.secrets) for one in range(number)]
    again = random.Random(SEED).sample(told, number // 10)

    def send(one: tuple[bytes, dict[str, str]]) -> int:
        return http.post(path(house.connection), content=one[0], headers=one[1]).status_code

    with (
        httpx.Client(base_url=house.address, timeout=60, trust_env=False) as http,
        ThreadPoolExecutor(AT_ONCE) as crowd,
    ):
        assert set(crowd.map(send, [*told, *again])) == {200}
    assert Delivery.objects.filter(processed_at=None).count() == number
    assert not Application.objects.exists(), "nobody works yet"
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(worker(house.away, house.server, WORKER))
        wait_for(lambda: not Delivery.objects.filter(processed_at=None).exists(), 600, "all taken in")
    people = Application.objects.values("candidate").distinct().count()
    assert (Application.objects.count(), people, AppliedOnLinkedIn.objects.count()) == (number, number, number)
    assert ApplicationDocument.objects.count() == number, "each with its letter, once"
    assert AwaitedFile.objects.filter(given_up_at=None).count() == number, "LinkedIn is away: the résumés follow"
    assert not Delivery.objects.exclude(body={}).exists()


def wait_for(condition: Any, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


@pytest.mark.parametrize("start", range(1, EVERY + 1, 3))
def test_a_worker_killed_at_any_step_leaves_no_half_applicant_and_the_next_one_makes_one(
    connected: Connection, vacancy: Job, start: int
) -> None:
    deliver(connected, everything(vacancy, 1))
    number = Delivery.objects.get().pk
    connections.close_all()
    survived = 0
    for step in range(start, 1000, EVERY):
        in_a_process(lambda: _work(number, step))  # noqa: B023  # called at once
        half = Delivery.objects.get(pk=number)
        if half.processed_at:  # it died after the commit, or not at all
            break
        survived += 1
        assert half.body, step
        assert not Application.objects.exists(), step
        assert not Candidate.objects.exists(), step
        connections.close_all()
    assert survived * EVERY > 50, "taking one in has more steps than that"
    applying.take_in(number)
    applying.take_in(number)
    assert (Application.objects.count(), AwaitedFile.objects.count(), ApplicationDocument.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(verb="application.created").count() == 1


def _work(delivery: int, step: int) -> int:
    """Take one in, in a process that dies at this statement or commit."""
    steps = Steps(step)
    connection.ensure_connection()
    connection.execute_wrappers.append(lambda execute, *rest: steps.around(execute)(*rest))
    BaseDatabaseWrapper._commit = steps.around(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
    applying.take_in(delivery)
    return steps.count
