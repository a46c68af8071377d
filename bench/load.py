"""A first load of a whole history: how fast it is listed, sent within LinkedIn's limits and without them, and what the
pages make of it meanwhile.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import httpx
from django.db import connection, connections
from django.db.models import F
from linkedin_talent.candidates import Candidate as Record
from linkedin_talent.keys import CandidateKey
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job, JobRole, TeamMember
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import BudgetCount, Connection, HistoryLoad, Kind, SyncRow
from tiltrekk.linkedin.store import advisory_lock
from tiltrekk.linkedin.sync.rows import CHANNEL
from tiltrekk.linkedin.sync.todo import due
from tiltrekk.server.run import tiltrekk

from bench import company, generate
from bench.figures import Figure, timed, until
from bench.pages import WHO
from bench.programs import memory, processor_time
from bench.results import Results
from bench.signed_in import sign_in
from bench.world import URN
from rehearsal.stack import Program, Stack

GROUP = "First load of a history"
PATIENCE = 900.0
SECONDS = 300.0  # that two workers send without limits, or until nothing is left
LIMIT = 10_000 / 60  # records a second that LinkedIn's throttle of one resource lets pass
SENT = (Kind.CANDIDATE, Kind.APPLICATION)
FORGET_EVERY = 0.2  # seconds, in which the workers use little of a limit
STRAIGHT = "straight: the client alone, a hundred candidates a call"
DESCRIPTION = "<p>" + "Work that somebody has to do well, day after day. " * 3 + "</p>"


@dataclass(frozen=True)
class Count:
    """How much of a moment's work was done, and how much processor time each program had used."""

    at: float
    left: dict[str, int]
    used: dict[str, float]
    held: float  # megabytes of the first worker's memory


def measure(stack: Stack, results: Results, people: int) -> None:
    """Measure with ``people`` candidates, who have three applications each."""
    control = httpx.Client(base_url=f"{stack.sandbox_url}/sandbox/api/", timeout=60, trust_env=False)
    owner = User.objects.get(email__startswith=f"{WHO}@")
    _fill(people, owner)
    quiet = _pages(stack, 40, pause=0.25)
    company.connect(control, owner)
    until(HistoryLoad.objects.exclude(listed_at=None).exists, "the end of the listing", PATIENCE)
    load = HistoryLoad.objects.latest("pk")
    listed = (load.listed_at - load.asked_at).total_seconds() if load.listed_at else 0.0
    results.figures.append(Figure(GROUP, f"listing {load.listed:,} records", [listed], unit="s"))
    _within_limits(stack, results, quiet)
    _without_limits(stack, results, control)
    results.figures.append(Figure(GROUP, STRAIGHT, [_straight(control)], unit="records/s"))


def _fill(people: int, owner: User) -> None:
    """Jobs that LinkedIn takes: somebody recruits for each, and each says enough."""
    generate.fill(people, owner)
    Job.objects.update(description=DESCRIPTION)
    alone = Job.objects.exclude(pk__in=TeamMember.objects.values("job"))
    rows = (TeamMember(job=job, user=owner, role=JobRole.RECRUITER, added_at=clock.now()) for job in alone)
    TeamMember.objects.bulk_create(rows)


def _within_limits(stack: Stack, results: Results, quiet: list[float]) -> None:
    """One minute of LinkedIn's, from its beginning: the worker stops by itself when the share is used."""
    until(lambda: _left()[Kind.CANDIDATE] < SyncRow.objects.filter(kind=Kind.CANDIDATE).count(), "the first", PATIENCE)
    time.sleep(60 - clock.now().second)
    before = _count(stack)
    busy = _pages(stack, 40, pause=1.25)
    time.sleep(max(0.0, before.at + 60 - time.monotonic()))
    after = _count(stack)
    for kind in SENT:
        rate = (before.left[kind] - after.left[kind]) / (after.at - before.at)
        facts = {"share_of_throttle": round(rate / LIMIT, 2)} | ({} if after.left[kind] else {"ran_out": True})
        results.figures.append(Figure(GROUP, f"{kind} within the limits", [rate], unit="records/s", facts=facts))
    results.figures.append(Figure(GROUP, "pages before the load", quiet))
    results.figures.append(Figure(GROUP, "pages during the load", busy, beside="pages before the load"))


def _without_limits(stack: Stack, results: Results, control: httpx.Client) -> None:
    """Two workers, with LinkedIn's throttles off."""
    with _second_worker(stack), _no_throttles(control):
        before = _count(stack)
        end = time.monotonic() + SECONDS
        while _is_left() and time.monotonic() < end:
            time.sleep(0.2)
        after = _count(stack)
    seconds = after.at - before.at
    rate = (sum(before.left.values()) - sum(after.left.values())) / seconds
    shares = {name: (after.used[name] - used) / seconds for name, used in before.used.items()}
    facts: dict[str, Any] = {f"processors_of_{name}": round(share, 2) for name, share in shares.items()}
    facts |= {"waiting_at_first": sum(before.left.values()), "megabytes": [round(before.held), round(after.held)]}
    name = "candidates and applications, two workers, no limits"
    results.figures.append(Figure(GROUP, name, [rate], unit="records/s", beside=STRAIGHT, facts=facts))


def _left() -> dict[str, int]:
    rows = SyncRow.objects.filter(acknowledged__lt=F("wanted"), failed=False)
    return {kind: rows.filter(kind=kind).count() for kind in SENT}


def _is_left() -> bool:
    """As the workers look, by the index; counting takes the database a while."""
    return any(due(SENT))


def _count(stack: Stack) -> Count:
    programs = {"sandbox": stack.sandbox, "worker": stack.worker}
    used = {name: processor_time(program.pid) for name, program in programs.items()}
    return Count(time.monotonic(), _left(), used, memory(stack.worker.pid))


def _pages(stack: Stack, times: int, *, pause: float) -> list[float]:
    """The candidates' list, as somebody reads it now and then."""
    found = []
    with sign_in(stack.product_url, WHO) as client:
        client.get("/candidates/").raise_for_status()
        for _ in range(times):
            time.sleep(pause)
            found.append(timed(lambda: client.get("/candidates/").raise_for_status()))
    return found


@contextmanager
def _second_worker(stack: Stack) -> Iterator[None]:
    environment = stack.first.environment
    program = Program("second worker", tiltrekk("worker"), log=stack.folder / "worker-2.log", environment=environment)
    program.start()
    try:
        until(lambda: _listening() > 1, "the second worker", PATIENCE)
        yield
    finally:
        program.stop()


def _listening() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_activity where query = %s", [f"listen {CHANNEL}"])
        return int(cursor.fetchone()[0])


@contextmanager
def _no_throttles(control: httpx.Client) -> Iterator[None]:
    """LinkedIn counts no calls, and the product forgets at once what it has used of the limits."""
    control.post("throttles", json={"on": False}).raise_for_status()
    stop = Event()

    def forget() -> None:
        while not stop.wait(FORGET_EVERY):
            with advisory_lock(f"budget {Connection.objects.get().client_id}"):
                BudgetCount.objects.update(spent=0)
        connections.close_all()

    thread = Thread(target=forget)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        control.post("throttles", json={"on": True}).raise_for_status()


def _straight(control: httpx.Client) -> float:
    """Records a second that the client alone brings to the sandbox, from this process."""
    now, calls = clock.now(), 20
    with linkedin.environment(Connection.objects.get()) as client, _no_throttles(control):
        began = time.monotonic()
        for turn in range(calls):
            client.candidates.upsert({CandidateKey(f"S-{turn}-{n}", URN): _record(n, now) for n in range(100)})
        return calls * 100 / (time.monotonic() - began)


def _record(number: int, now: Any) -> Record:
    return Record(
        first_name="Ada",
        last_name=f"Number {number}",
        email_addresses=(f"s{number}@example.org",),
        phone_numbers=(),
        addresses=(),
        ats_created_at=now,
        ats_last_modified_at=now,
        external_profile_url=f"https://ats.example.org/{number}",
    )
