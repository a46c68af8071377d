"""Two workers as real processes: a token that ends in the middle, credentials that are refused, clocks that differ."""

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from checker.wire import effects
from django.conf import settings
from django.db import connection
from factories import ApplicationFactory, NoteFactory
from fault_watch import Watch
from sandbox_process import Sandbox, waiting
from skewed_clock import skewed
from tiltrekk.accounts.models import User
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Connection, Hold, SyncRow
from tiltrekk.linkedin.pages.home import matters
from tiltrekk.linkedin.sync import load
from tiltrekk.linkedin.sync.rows import CHANNEL
from worker_process import SYNC, own_database, worker

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
TOKEN = "POST /oauth/v2/accessToken"


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


@pytest.fixture
def server(postgres_url: str) -> str:
    return own_database(postgres_url)


def wait_for(condition: Callable[[], object], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def crowd(watch: Watch, job: Job, ragna: User, number: int) -> None:
    """People with a note each, all to be sent: notes and stages need a call for each, so both workers have work."""
    for _ in range(number):
        NoteFactory.create(application=ApplicationFactory.create(job=job), author=ragna)
    watch.note()
    load.ask()
    load.run_asked()
    watch.fault("PUT /v2/*", "delay", nth=0, seconds=0.05)


def records_sent(watch: Watch) -> int:
    """How many calls there were but for those that asked for a token."""
    return sum(path.partition(" ")[2].startswith("/v2/") for path in watch.sandbox.received())


def wake() -> None:
    """The workers look now."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, '')", [CHANNEL])


def used(watch: Watch) -> tuple[int, bool]:
    """How many tokens there were, and whether the newest has served for a while."""
    asked = watch.sandbox.calls("accessToken")
    since = [one for one in watch.sandbox.calls("/v2/atsApplications/") if one["id"] > asked[-1]["id"]]
    return len(asked), sum(one["status"] == 200 for one in since) >= 6


# Another of the worker's tasks, again and again: two who send take turns, and so seldom miss the token together.
LOOKING = """
import time
import django
django.setup()
from tiltrekk.linkedin.connect import levels
print("ready", flush=True)
while True:
    levels.refresh_quietly()
    time.sleep(0.02)
"""


@pytest.mark.req("FLT-10")
def test_a_token_that_ends_while_two_workers_send_is_renewed_once_in_each_of_its_lives(
    watch: Watch, server: str, job: Job, ragna: User
) -> None:
    crowd(watch, job, ragna, 40)
    watch.fault(TOKEN, "delay", nth=0, seconds=1)  # long enough for all to miss it
    tokens = len(watch.sandbox.calls("accessToken"))
    with worker(watch.sandbox, server), worker(watch.sandbox, server), worker(watch.sandbox, server, LOOKING):
        for life in range(3):
            wait_for(lambda: used(watch) == (tokens + life, True), 60, "the token is in use")  # noqa: B023
            watch.sandbox.post("tokens/revoke")
        wait_for(lambda: not waiting(), 120, "all in sync")
    assert len(watch.sandbox.calls("accessToken")) - tokens == 3
    refused = [one for one in watch.ledger().calls if one["status"] == 401]
    assert len(refused) >= 3, "else this proves nothing"
    times = Counter(one.entity for one in effects(watch.ledger()) if "/" in one.entity.resource)
    assert len(times) == 80
    assert set(times.values()) == {1}, "what was refused was sent again, and nothing else"
    assert watch.judge() == []


@pytest.mark.req("FLT-10")
def test_while_credentials_are_refused_two_workers_call_nothing_for_an_hour_and_the_administrator_is_told_once(
    watch: Watch, server: str, job: Job, ragna: User
) -> None:
    crowd(watch, job, ragna, 5)
    watch.fault(TOKEN, nth=0, status=400)
    watch.sandbox.post("tokens/revoke")

    def tokens() -> int:
        return len(watch.sandbox.calls("accessToken"))

    before = tokens()
    with worker(watch.sandbox, server), worker(watch.sandbox, server):
        wait_for(Hold.objects.filter(resource="*").exists, 60, "a token is refused")
        time.sleep(1)  # the other worker may be on its way to the same answer
        first, data = Connection.objects.get(), records_sent(watch)
        assert first.problem
        assert tokens() - before <= 2
        for _ in range(4):  # quarters of an hour
            asked = tokens()
            watch.pass_time(900)
            wake()
            wait_for(lambda: tokens() > asked, 30, "somebody tries again")  # noqa: B023
            time.sleep(1)
            assert tokens() - asked <= 2, "once for each worker"
        assert records_sent(watch) == data
        assert Connection.objects.get().problem_at == first.problem_at
        assert len([one for one in matters() if one.since == first.problem_at]) == 1
        assert waiting()
        assert not SyncRow.objects.filter(failed=True).exists()
        watch.calm()
        watch.pass_time(900)
        wake()
        wait_for(lambda: not waiting(), 120, "all in sync")
    assert not Connection.objects.get().problem
    assert watch.judge() == []


# --- clocks ---------------------------------------------------------------------------------------------------------

# Tells which rows this worker has in hand from when to when, by the clock that all processes of a machine share.
TELLING = """
import atexit, json, os, time
import django
django.setup()
from tiltrekk.linkedin.sync import loop
claim, turns = loop.claim, []
def told(*given, **more):
    if turns:
        turns[-1][1] = turns[-1][1] or time.monotonic()
    rows = claim(*given, **more)
    turns.append([time.monotonic(), None, [row.pk for row in rows]])
    return rows
loop.claim = told
atexit.register(lambda: open(os.environ["TOLD"], "w").write(json.dumps(turns)))
"""


class Turn(NamedTuple):
    """Rows in one worker's hands."""

    begin: float
    end: float | None
    rows: list[int]


def turns_of(path: Path) -> list[Turn]:
    return [Turn(*one) for one in json.loads(path.read_text())]


def shared(one: Turn, other: Turn) -> set[int]:
    """Rows that both had in hand at the same moment."""
    last = float("inf")
    overlaps = one.begin < (other.end or last) and other.begin < (one.end or last)
    return {*one.rows} & {*other.rows} if overlaps else set()


@pytest.mark.req("FLT-20", "FLT-H4", "INV-03")
@pytest.mark.parametrize("ahead", [600, -600])
def test_a_worker_whose_clock_is_ten_minutes_wrong_shares_no_record_with_another(
    watch: Watch, server: str, job: Job, ragna: User, ahead: int
) -> None:
    wrong = skewed(ahead)
    told = [Path(settings.DATA_DIR) / name for name in ("right", "wrong")]
    crowd(watch, job, ragna, 30)
    with ExitStack() as both:
        for path, clock in zip(told, ({}, wrong), strict=True):
            both.enter_context(worker(watch.sandbox, server, TELLING + SYNC, TOLD=str(path), **clock))
        wait_for(lambda: not waiting(), 120, "all in sync")
    right, skew = turns_of(told[0]), turns_of(told[1])
    assert all(any(turn.rows for turn in turns) for turns in (right, skew)), "both had work, else this proves nothing"
    assert not any(shared(one, other) for one in right for other in skew)
    assert not any(shared(one, other) for one, other in combinations(skew, 2))
    watch.settle()
    assert watch.judge() == []
