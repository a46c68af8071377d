"""Several workers: a row is in one's hands, and of each kind one call is under way (decision 20)."""

import threading
from datetime import timedelta
from typing import Any, Self

import pytest
from django.db import connection, connections
from django.utils import timezone
from factories import CandidateFactory
from sandbox_process import URN, Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import Connection, Kind, SyncRow
from tiltrekk.linkedin.sync import lane, loop, record, todo
from tiltrekk.linkedin.sync.send import send

pytestmark = pytest.mark.django_db


class OtherWorker:
    """Holds a lane in a session of its own until told to leave it."""

    def __init__(self, kind: str) -> None:
        self._kind, self._holds, self._may_go = kind, threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._holds.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._may_go.set()
        self._thread.join()

    def leave_in(self, seconds: float) -> None:
        threading.Timer(seconds, self._may_go.set).start()

    def _hold(self) -> None:
        try:
            with lane.lane(self._kind) as free:
                assert free
                self._holds.set()
                self._may_go.wait(10)
        finally:
            connections.close_all()


def may_call(kind: str) -> bool:
    with lane.lane(kind) as free:
        return free


@pytest.mark.req("FLT-20")
def test_a_call_waits_until_another_workers_call_of_the_same_kind_has_ended() -> None:
    with OtherWorker(Kind.CANDIDATE) as other:
        assert may_call(Kind.APPLICATION), "another kind is nobody's hindrance"
        other.leave_in(0.2)
        assert may_call(Kind.CANDIDATE)
    assert may_call(Kind.CANDIDATE)


def test_who_has_waited_too_long_lets_go_and_can_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "PATIENCE", timedelta(seconds=1))
    with OtherWorker(Kind.CANDIDATE):
        assert not may_call(Kind.CANDIDATE)
        with connection.cursor() as cursor:
            cursor.execute("select 1")  # the transaction is whole
    assert may_call(Kind.CANDIDATE)


def _claimed(job: Job, actor: User) -> list[SyncRow]:
    advance(hiring.add_applicant(actor=actor, job=job, candidate=CandidateFactory.create()), actor, "screening")
    return todo.claim([URN], [Kind.CANDIDATE])


def _send(rows: list[SyncRow]) -> None:
    with linkedin.environment(Connection.objects.get()) as client:
        send(client, rows)


@pytest.mark.process
@pytest.mark.req("INV-03")
@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param({"lease_until": None}, id="given back"),
        pytest.param({"lease_until": "2040-01-01T00:00Z"}, id="taken by another worker"),
    ],
)
def test_rows_no_more_in_hand_are_neither_sent_nor_taken_from_another(
    live: Sandbox, ragna: User, job: Job, meanwhile: dict[str, Any]
) -> None:
    rows = _claimed(job, ragna)
    SyncRow.objects.filter(pk__in=[row.pk for row in rows]).update(**meanwhile)
    before = SyncRow.objects.filter(kind=Kind.CANDIDATE).values("digest", "lease_until", "next_try").get()
    _send(rows)
    assert live.store("atsCandidates") == []
    assert SyncRow.objects.filter(kind=Kind.CANDIDATE).values("digest", "lease_until", "next_try").get() == before
    SyncRow.objects.update(lease_until=None)
    drain()
    assert len(live.store("atsCandidates")) == 1


@pytest.mark.process
def test_rows_whose_lease_could_end_during_the_call_are_let_go(live: Sandbox, ragna: User, job: Job) -> None:
    rows = _claimed(job, ragna)
    soon = rows[0].lease_until - lane.LEASE + lane.CALL if rows[0].lease_until else None
    SyncRow.objects.filter(pk__in=[row.pk for row in rows]).update(lease_until=soon)
    for row in rows:
        row.lease_until = soon
    assert not record.in_hand(rows)
    _send(rows)
    assert live.store("atsCandidates") == []
    drain()
    assert len(live.store("atsCandidates")) == 1, "nothing is lost"


def test_a_worker_rests_until_the_next_row_is_due_whatever_is_overdue() -> None:
    """What is overdue and cannot go now, for the share of live changes for example, hides no other row's time."""
    now = timezone.now()
    for number, due in enumerate([now - timedelta(minutes=1), now + timedelta(seconds=2), now + timedelta(minutes=1)]):
        SyncRow.objects.create(
            organization=URN, kind=Kind.CANDIDATE, object_id=f"C{number}", rank=3, since=now, next_try=due
        )
    assert 0 < loop.seconds_to_next() <= 2
