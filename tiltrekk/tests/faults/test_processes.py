"""Real processes that are hurt: two senders, a history load that is killed, a feed whose writer is killed."""

import random
import signal
import time
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from checker.wire import effects
from django.test import Client
from factories import ApplicationFactory
from fault_watch import Watch
from lxml import etree
from sandbox_process import Sandbox, waiting
from tiltrekk.accounts.models import User
from tiltrekk.applications.models import Application
from tiltrekk.candidates import services as people
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.feed import publish
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.status import counts
from worker_process import own_database, worker

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(240),
    pytest.mark.req("FLT-H3"),
]
SEED = 20261122


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


@pytest.fixture
def server(postgres_url: str) -> str:
    return own_database(postgres_url)


def wait_for(condition: Any, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


@pytest.mark.req("FLT-01")
def test_two_workers_never_call_for_one_record_at_the_same_time(watch: Watch, server: str, job: Job) -> None:
    for _ in range(40):
        ApplicationFactory.create(job=job)
    watch.note()
    load.ask()
    load.run_asked()
    watch.fault("PUT /v2/*", "delay", nth=0, seconds=0.05)
    with worker(watch.sandbox, server), worker(watch.sandbox, server):
        wait_for(lambda: not waiting(), 120, "all in sync")
    spans = defaultdict(list)
    for entry, entity, _body in effects(watch.ledger()):
        spans[entity].append((entry["real_at"] - entry["duration_ms"] / 1000, entry["real_at"]))
    assert len(spans) > 120
    for found in spans.values():
        assert all(one[1] <= following[0] for one, following in pairwise(sorted(found)))
    watch.settle()
    assert watch.judge() == []


@pytest.mark.req("FLT-35", "INV-01", "INV-03", "LIP-16")
def test_a_history_load_killed_again_and_again_ends_complete_and_live_edits_win(
    watch: Watch, server: str, job: Job, ragna: User
) -> None:
    everybody = [ApplicationFactory.create(job=job) for _ in range(40)]
    watch.note()
    load.ask()
    load.run_asked()
    chance = random.Random(SEED)
    for round_ in range(3):
        before = len(watch.sandbox.received())
        with worker(watch.sandbox, server) as it:
            wait_for(lambda: len(watch.sandbox.received()) > before, 60, "the load goes on")  # noqa: B023
            time.sleep(chance.random() / 2)
            _edit(chance.choice(everybody), ragna, round_)
            watch.note()
            it.send_signal(signal.SIGKILL)
            it.wait(timeout=10)
        watch.pass_time(60)
    watch.settle()
    assert watch.judge() == []
    assert len(watch.sandbox.store("atsCandidates")) == len(everybody)
    assert len(watch.sandbox.store("atsApplications")) == len(everybody)
    assert all(line.all == line.in_sync + line.held_back for line in counts())


def _edit(one: Application, actor: User, number: int) -> None:
    person = one.candidate
    details = people.ContactDetails(
        person.given_name, person.surname, current_title=f"Title {number}", emails=[f"{person.pk}@example.org"]
    )
    people.change_contact_details(actor=actor, candidate=person, details=details)


WRITER = """
import time, django
django.setup()
from factories import JobFactory
from tiltrekk.accounts.models import User
from tiltrekk.postings import services as postings
from tiltrekk.jobs.models import Job
ragna = User.objects.get(email="ragna@fjordtech.example")
print("ready", flush=True)
while True:
    number = Job.objects.order_by("-number").values_list("number", flat=True)[0] + 1
    job = JobFactory.create(number=number, team={ragna: "recruiter"}, created_by=ragna)
    postings.post(actor=ragna, job=job, channel="linkedin", confirmed=True)
    time.sleep(0.05)
"""


@pytest.mark.req("FLT-31")
def test_whoever_reads_the_feed_gets_one_whole_edition_even_while_its_writer_is_killed(
    watch: Watch, server: str, job: Job
) -> None:
    chance = random.Random(SEED)
    path = publish.address().partition("//")[2].partition("/")[2]
    known: dict[str, bytes] = {}
    number = 0
    for _ in range(3):
        end, goal = time.monotonic() + 60, number + 3
        with worker(watch.sandbox, server, WRITER) as it:
            while number < goal:
                assert time.monotonic() < end, "the writer writes nothing"
                number = _read_one(f"/{path}", known, number)
            time.sleep(chance.random() / 20)
            it.send_signal(signal.SIGKILL)
            it.wait(timeout=10)
    assert number >= 9
    assert len(known) > 3


def _read_one(path: str, known: dict[str, bytes], least: int) -> int:
    """Complete, well-formed, never shorter, and the same under the same mark."""
    answer: Any = Client().get(path)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    root = etree.fromstring(body)
    found = len(root.findall("job"))
    assert int(root.findtext("expectedJobCount") or -1) == found >= least
    assert all(one.findtext("partnerJobId") and one.findtext("title") for one in root.findall("job"))
    assert known.setdefault(answer["ETag"], body) == body
    return found
