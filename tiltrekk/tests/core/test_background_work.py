"""Background work begins exactly when the change does, and one failing part does not stop the others."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from factories import UserFactory
from procrastinate.contrib.django.models import ProcrastinateJob
from tiltrekk.accounts.models import User
from tiltrekk.core import jobs, troubles
from tiltrekk.core.models import WorkerTrouble

pytestmark = pytest.mark.django_db(transaction=True)


@jobs.task(name="test.rename")
def rename(*, user_id: int, name: str) -> None:
    User.objects.filter(pk=user_id).update(name=name)


@contextmanager
def worker() -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=jobs.run_worker, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)
        assert not thread.is_alive()


def eventually(check: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if check():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.req("INV-02")
def test_a_rolled_back_change_leaves_no_job() -> None:
    class Doubt(Exception):
        pass

    def change() -> None:
        rename.defer(user_id=1, name="never")
        raise Doubt

    with pytest.raises(Doubt), transaction.atomic():
        change()
    assert not ProcrastinateJob.objects.filter(task_name="test.rename").exists()


def test_the_worker_runs_what_was_deferred_soon_after_the_commit() -> None:
    user = UserFactory()
    with worker():
        time.sleep(1)
        begin = time.monotonic()
        with transaction.atomic():
            rename.defer(user_id=user.pk, name="Renamed")
        assert eventually(lambda: User.objects.get(pk=user.pk).name == "Renamed")
        assert time.monotonic() - begin < 4.5  # by notification: the next poll comes after five


@jobs.task(name="test.doubt", attempts=1)
def doubt(*, user_id: int) -> None:
    """A change inside the worker that is taken back after it asked for more work."""
    with transaction.atomic():
        rename.defer(user_id=user_id, name="never")
        transaction.set_rollback(True)
    User.objects.filter(pk=user_id).update(name="Doubted")


@pytest.mark.req("INV-02")
def test_a_change_rolled_back_inside_the_worker_leaves_no_job_either() -> None:
    user = UserFactory()
    with worker():
        doubt.defer(user_id=user.pk)
        assert eventually(lambda: User.objects.get(pk=user.pk).name == "Doubted")
        assert not ProcrastinateJob.objects.filter(task_name="test.rename").exists()
        assert User.objects.get(pk=user.pk).name == "Doubted"


_released = threading.Event()


@jobs.task(name="test.wait")
def wait_for_release() -> None:
    assert _released.wait(20)


@jobs.task(name="test.release")
def release() -> None:
    _released.set()


def test_a_long_task_does_not_hold_up_the_next() -> None:
    _released.clear()
    with worker():
        wait_for_release.defer()
        release.defer()
        assert eventually(_released.is_set)
        assert eventually(lambda: not ProcrastinateJob.objects.exists())  # both ended well


def test_a_loop_that_fails_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def shaky(stop: threading.Event) -> None:
        runs.append(1)
        if len(runs) == 1:
            raise OSError("gone")
        stop.wait()

    monkeypatch.setitem(jobs._loops, "shaky", shaky)
    with worker():
        assert eventually(lambda: len(runs) == 2)
        trouble = WorkerTrouble.objects.get(name="shaky")
        assert (trouble.error, trouble.times) == ("OSError", 1)


@pytest.mark.req("INV-09")
def test_what_fails_again_rests_longer_each_time_and_is_forgotten_once_healed() -> None:
    waits = [troubles.note("shaky", OSError("gone")) for _ in range(8)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert WorkerTrouble.objects.get().times == 8
    troubles.forget_healed()
    assert WorkerTrouble.objects.exists()
    WorkerTrouble.objects.update(at=timezone.now() - troubles.HEALED)
    jobs.run_ticks()
    assert not WorkerTrouble.objects.exists()


def test_a_tick_that_fails_does_not_hinder_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def broken() -> None:
        raise OSError("gone")

    monkeypatch.setattr(jobs, "_ticks", {"broken": broken, "sound": lambda: seen.append("sound")})
    jobs.run_ticks()
    assert seen == ["sound"]
    assert WorkerTrouble.objects.get().name == "tick broken"


@pytest.mark.req("FLT-25")
def test_what_is_done_every_so_often_is_done_by_the_worker_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []
    monkeypatch.setattr(jobs, "_loops", {})
    monkeypatch.setattr(jobs, "FIRST_REST_SECONDS", 0.01)
    jobs.every(timedelta(seconds=0.01), name="test.often")(lambda: ran.append(User.objects.count()))
    with worker():
        assert eventually(lambda: len(ran) > 2)


def test_stored_files_are_swept_by_the_worker() -> None:
    assert "stored files" in jobs._loops
