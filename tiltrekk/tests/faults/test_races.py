"""Two at the same moment: each change happens once, and none is passed over."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from factories import CandidateFactory
from fault_watch import Watch
from linkedin_talent.webhooks import SIGNATURE_HEADER, signature
from sandbox_process import Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.core.errors import AppError
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Connection, Notification, SyncRow
from tiltrekk.linkedin.sync import control
from tiltrekk.linkedin.sync.loop import work

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or raised; all begin at the same moment, each with a connection of its own."""
    barrier = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            found[number] = acts[number]()
        except AppError as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


@pytest.mark.req("FLT-02", "INV-02")
def test_a_change_that_commits_late_is_not_passed_over(watch: Watch, job: Job, ragna: User) -> None:
    """Its rows took lower numbers than those of a change that has been sent meanwhile."""
    raised, go_on = threading.Event(), threading.Event()
    late, early = CandidateFactory.create(), CandidateFactory.create()

    def slow_change() -> None:
        with transaction.atomic():
            hiring.add_applicant(actor=ragna, job=job, candidate=late)
            raised.set()
            assert go_on.wait(timeout=60)
        connections.close_all()

    thread = threading.Thread(target=slow_change)
    thread.start()
    assert raised.wait(timeout=60)
    hiring.add_applicant(actor=ragna, job=job, candidate=early)
    watch.note()
    watch.settle()
    assert [row["key"] for row in watch.sandbox.store("atsCandidates")] == [early.public_id]
    go_on.set()
    thread.join(timeout=60)
    watch.note()
    watch.settle()
    rows = {row.object_id: row.pk for row in SyncRow.objects.filter(kind="candidate")}
    assert rows[late.public_id] < rows[early.public_id], "else this proves nothing"
    assert watch.judge() == []


@pytest.mark.req("FLT-03")
def test_a_double_click_is_one_change(watch: Watch, job: Job, ragna: User) -> None:
    candidate = CandidateFactory.create()
    answers = at_once(*[lambda: hiring.add_applicant(actor=ragna, job=job, candidate=candidate) for _ in range(4)])
    assert sum(isinstance(one, Application) for one in answers) == 1
    one = Application.objects.select_related("stage", "job__process").get()
    to_stage = one.job.process.stages.get(kind="interview")
    moves = at_once(
        *[lambda: hiring.move(actor=ragna, application=one, from_stage=one.stage, to_stage=to_stage) for _ in range(4)]
    )
    assert sum(isinstance(found, StageMove) for found in moves) == 1
    watch.note()
    watch.settle()
    assert len(watch.sandbox.store("atsApplications/stages")) == 2
    assert watch.judge() == []


@pytest.mark.req("FLT-23")
def test_two_who_retry_a_failed_record_send_it_once_as_it_is_now(
    watch: Watch, job: Job, ragna: User, admin: User
) -> None:
    watch.fault("PUT /v2/atsCandidates", "entity", nth=1, status=422)
    one = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    watch.note()
    while work():
        pass
    row = SyncRow.objects.get(kind="candidate", failed=True)
    one.candidate.current_title = "Changed since"
    one.candidate.save()
    watch.note()
    at_once(*[lambda: control.retry_now(actor=admin, row=row) for _ in range(2)])
    before = len(watch.sandbox.calls("atsCandidates", "PUT"))
    watch.settle()
    assert len(watch.sandbox.calls("atsCandidates", "PUT")) == before + 1
    [held] = watch.sandbox.store("atsCandidates")
    assert held["body"]["currentJobTitle"] == "Changed since"
    assert watch.judge() == []


# --- pushes ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def push(live: Sandbox) -> Callable[[], int]:
    """Deliver one notification as LinkedIn signs it; the status of the answer."""
    present = Connection.objects.get()
    body = b'{"id":"11111111-1111-4111-8111-111111111111","type":"SOMETHING_NEW","expiresAt":4102444800000}'
    headers = {SIGNATURE_HEADER: signature(body, present.secrets[0])}
    path = f"/linkedin/callback/{present.callback_secret}/"

    def deliver() -> int:
        answer = Client().post(path, body, content_type="application/json", headers=headers)
        return answer.status_code

    return deliver


def queued() -> int:
    """How many notifications were ever put into the queue, which no test empties."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'linkedin.process_notification'")
        return int(cursor.fetchone()[0])


@pytest.mark.req("FLT-26", "INV-10")
def test_a_push_repeated_fifty_times_and_after_a_year_acts_once(watch: Watch, push: Callable[[], int]) -> None:
    before = queued()
    answers = [status for _ in range(5) for status in at_once(*[push] * 10)]
    watch.pass_time(0)
    watch.sandbox.post("clock", advance_seconds=timedelta(days=400).total_seconds())
    answers.append(push())
    assert set(answers) == {200}
    assert Notification.objects.count() == 1
    assert queued() - before == 1
