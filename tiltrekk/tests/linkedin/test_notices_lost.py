"""Notices to applicants whose answer does not come: nobody hears of a thing twice, and nothing is forgotten."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from fault_watch import Watch
from linkedin_rows import signed_in
from notice_stage import ROUTE, asked, heard, reject, tell_all, wait
from sandbox_process import Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.linkedin.models import Hold, Notice, NoticeState
from tiltrekk.linkedin.notices import choosing, sending
from tiltrekk.linkedin.sync import backoff

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.mark.req("FLT-13")
@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_lost_answer_is_asked_again_with_the_same_moment_and_tells_nobody_twice(
    told_there: Sandbox, applied_kari: Application, ragna: User, times: int
) -> None:
    watch = Watch(told_there)
    reject(applied_kari, ragna)
    for nth in range(1, times + 1):
        watch.fault(ROUTE, "lost-answer", nth=nth)
    wait(told_there, minutes=11)
    for _ in range(times + 1):
        watch.pass_time(1000)
        tell_all()
    assert heard(told_there) == ["APPLICATION_REJECTED"]
    told = asked(told_there)
    assert len(told) == times + 1  # each attempt reached LinkedIn
    assert len({(one["job_application"], one["action"], one["performed_at"]) for one in told}) == 1
    assert Notice.objects.get().state == NoticeState.SENT
    assert [one for one in watch.judge(drained=False) if one.rule == "INV-04"] == []


@pytest.mark.req("FLT-13")
def test_a_worker_that_dies_with_a_notice_in_hand_leaves_it_to_the_next(
    told_there: Sandbox, applied_kari: Application, ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def dies(*_: object) -> None:
        raise Died

    reject(applied_kari, ragna)
    told_there.post("clock", advance_seconds=660)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_sent", dies)  # LinkedIn has it, the worker no longer writes it down
        with pytest.raises(Died):
            sending.tell_next()
    assert not sending.tell_next()  # in the other one's hands as long as its lease runs
    Watch(told_there).pass_time(150)
    tell_all()
    assert heard(told_there) == ["APPLICATION_REJECTED"]
    assert len({one["performed_at"] for one in asked(told_there)}) == 1
    assert Notice.objects.get().state == NoticeState.SENT


@pytest.mark.req("FLT-14")
def test_what_is_undone_while_a_dead_worker_had_it_in_hand_is_not_told_again(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    reject(applied_kari, ragna)
    told_there.post("clock", advance_seconds=660)
    assert sending._claim() is not None  # the worker dies before it calls
    hiring.reopen(actor=ragna, application=applied_kari)
    Watch(told_there).pass_time(150)
    tell_all()
    assert told_there.calls("jobApplicationLifecycleActions") == []
    assert Notice.objects.get().state == NoticeState.TAKEN_BACK


@pytest.mark.req("FLT-13")
def test_what_linkedin_will_never_take_is_shown_and_only_a_person_has_it_sent_again(
    told_there: Sandbox, applied_kari: Application, admin: User, ragna: User
) -> None:
    told_there.fault(ROUTE, status=422, nth=1)
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    wait(told_there, days=1)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts) == (NoticeState.REFUSED, 1)
    page = signed_in(admin).get(reverse("linkedin:notices"), {"state": "refused"})
    assert page.status_code == 200
    assert "Kari" in page.content.decode()
    assert choosing.try_again(actor=admin, notices=[notice]) == 1
    tell_all()
    assert heard(told_there) == ["APPLICATION_REJECTED"]


def test_throttled_nothing_is_asked_before_the_time_linkedin_named(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    watch = Watch(told_there)
    watch.fault(ROUTE, status=429, retry_after="600", nth=1)
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    calls = len(told_there.calls("jobApplicationLifecycleActions"))
    tell_all()
    assert calls == len(told_there.calls("jobApplicationLifecycleActions")) == 1
    assert Hold.objects.filter(resource=backoff.NOTICES).exists()
    watch.pass_time(700)
    tell_all()
    assert heard(told_there) == ["APPLICATION_REJECTED"]
    assert not Hold.objects.filter(resource=backoff.NOTICES).exists()


def test_a_server_in_trouble_is_given_up_after_a_week(
    told_there: Sandbox, applied_kari: Application, ragna: User
) -> None:
    told_there.fault(ROUTE, status=503, nth=0)
    reject(applied_kari, ragna)
    wait(told_there, minutes=11)
    assert Notice.objects.get().state == NoticeState.WAITING
    told_there.post("clock", advance_seconds=timedelta(days=8).total_seconds())
    Watch(told_there).pass_time(1000)
    tell_all()
    assert Notice.objects.get().state == NoticeState.REFUSED


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("FLT-13")
def test_two_workers_tell_it_once(told_there: Sandbox, applied_kari: Application, ragna: User) -> None:
    reject(applied_kari, ragna)
    told_there.post("clock", advance_seconds=660)
    barrier = threading.Barrier(2)

    def worker() -> None:
        barrier.wait(10)
        tell_all()
        connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked(told_there)) == 1
