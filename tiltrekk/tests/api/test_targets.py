"""The other system is away, slow, gone or elsewhere: nothing is lost, nobody else waits, and it is shown (FLT-34)."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from fake_receiver import ENDLESS, LOST, OK, SILENT, TRICKLE, Receiver, answer, date, receiving
from standardwebhooks.webhooks import Webhook
from tiltrekk.accounts.models import User
from tiltrekk.api import outcome, selectors, sending, services, worker
from tiltrekk.api.models import Attempt, Delivery, Endpoint, Problem, State
from tiltrekk.core import events, moment
from tiltrekk.core.errors import Refused
from webhook_stage import endpoint_at, pass_time, turns

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLT-34")]
MINUTE = timedelta(minutes=1)
Happen = Callable[..., None]


def again(endpoint: Endpoint) -> Endpoint:
    return Endpoint.objects.get(pk=endpoint.pk)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call may take half a second instead of ten."""
    monkeypatch.setattr(sending, "SECONDS", 0.5)


FAILS = {
    "error": (answer(500), Problem.ERROR, 500),
    "unavailable": (answer(503), Problem.ERROR, 503),
    "no such page": (answer(404), Problem.MISCONFIGURED, 404),
    "refused": (answer(401, body="bad signature"), Problem.MISCONFIGURED, 401),
    "too many": (answer(429), Problem.BUSY, 429),
    "moved": (answer(301, "Location: https://example.org/"), Problem.REDIRECT, 301),
    "temporary": (answer(307, "Location: https://example.org/"), Problem.REDIRECT, 307),
    "lost answer": (LOST, Problem.BROKEN, 0),
    "no http": ("hello\r\n\r\n", Problem.BROKEN, 0),
    "silent": (SILENT, Problem.TIMEOUT, 0),
    "trickle": (TRICKLE, Problem.TIMEOUT, 0),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fails", FAILS.values(), ids=FAILS)
def test_whatever_goes_wrong_it_is_noted_and_tried_again_with_the_same_id_and_a_fresh_time(
    receiver: Receiver, admin: User, happen: Happen, fails: tuple[str, Problem, int]
) -> None:
    step, problem, status = fails
    endpoint = endpoint_at(receiver, admin)
    happen()
    receiver.script = [step]
    began = time.monotonic()
    turns()
    assert time.monotonic() - began < 8
    row = Delivery.objects.get()
    assert (row.state, row.problem, row.status) == (State.WAITING, problem, status)
    assert len(receiver.taken) == 1, "it rests first"
    assert timedelta() < (again(endpoint).next_try or moment.now()) - moment.now() <= MINUTE
    pass_time(MINUTE)
    turns()
    assert Delivery.objects.get().state == State.DELIVERED
    assert receiver.ids == [row.public_id] * 2
    assert again(endpoint).failures == 0
    for message in receiver.taken:
        Webhook(endpoint.secret).verify(message.body, message.headers)


def test_a_redirect_is_never_followed(receiver: Receiver, other: Receiver, admin: User, happen: Happen) -> None:
    endpoint_at(receiver, admin)
    receiver.usual = answer(302, f"Location: {other.url}", body=f'<meta http-equiv="refresh" content="0;{other.url}">')
    happen()
    turns()
    assert receiver.taken
    assert not other.taken


def test_a_target_that_is_down_rests_a_minute_then_twice_as_long_each_time_a_day_at_most_and_says_so(
    admin: User, happen: Happen, settings: Any
) -> None:
    settings.OUTGOING_TO_LOOPBACK = True
    with receiving() as closed:
        endpoint = endpoint_at(closed, admin)  # nobody listens there any more
    happen()
    rests = []
    for _ in range(14):
        Delivery.objects.update(waiting_since=moment.now())
        worker.turn(failing=True) or worker.turn(failing=False)
        found = again(endpoint)
        assert found.next_try
        assert found.problem == Problem.UNREACHABLE
        rests.append(round((found.next_try - moment.now()) / MINUTE))
        pass_time(found.next_try - moment.now())
    assert rests == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440]
    assert again(endpoint).failures == 14
    assert selectors.needing_a_person() == [endpoint]


def test_an_endpoint_that_is_gone_is_switched_off_with_the_reason_and_told_nothing_more(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint = endpoint_at(receiver, admin)
    receiver.script = [answer(410)]
    happen(2)
    turns()
    happen()
    pass_time(timedelta(hours=1))
    turns()
    found = again(endpoint)
    assert not found.is_on
    assert (found.off_reason, found.problem, found.status) == ("gone", Problem.GONE, 410)
    assert len(receiver.taken) == 1
    assert selectors.needing_a_person() == [endpoint]
    services.switch(actor=admin, endpoint=endpoint, on=True)
    assert selectors.needing_a_person() == []
    turns()
    assert len(receiver.taken) == 2, "what waited goes on; what happened meanwhile was not noted"


def test_of_an_answer_without_end_little_is_read_and_less_is_kept(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint_at(receiver, admin)
    receiver.usual = ENDLESS
    happen()
    turns()
    assert Delivery.objects.get().state == State.DELIVERED
    assert len(Attempt.objects.get().excerpt) <= 200
    assert receiver.written < 20_000_000


@pytest.mark.req("SEC-70")
def test_of_an_answer_only_readable_characters_of_its_beginning_are_kept(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint_at(receiver, admin)
    receiver.usual = answer(400, body="no\x00 \x1b[31msuch\r\n\tthing \ufffe æ" + "x" * 5000)
    happen()
    turns()
    kept = Attempt.objects.get().excerpt
    assert kept.startswith("no [31msuch thing")
    assert kept.isprintable()
    assert len(kept) == 200


def test_a_receiver_may_ask_for_a_longer_rest_but_not_for_more_than_a_day(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint = endpoint_at(receiver, admin)
    receiver.script = [answer(429, "Retry-After: 600"), answer(503, "Retry-After: 99999")]
    happen()
    turns()
    assert again(endpoint).next_try - moment.now() > 9 * MINUTE  # type: ignore[operator]
    pass_time(10 * MINUTE)
    turns()
    assert 23 < (again(endpoint).next_try - moment.now()) / timedelta(hours=1) <= 24  # type: ignore[operator]


@pytest.mark.usefixtures("quick")
@pytest.mark.req("MISC-03")
def test_the_oldest_goes_first_and_stays_first_over_an_outage(receiver: Receiver, admin: User, happen: Happen) -> None:
    endpoint_at(receiver, admin, "application.created")
    happen(5)
    receiver.script = [OK, answer(500), answer(500)]
    turns()
    pass_time(MINUTE)
    turns()
    happen(2)
    pass_time(2 * MINUTE)
    turns()
    wanted = list(Delivery.objects.order_by("pk").values_list("public_id", flat=True))
    assert list(dict.fromkeys(receiver.ids)) == wanted
    assert len(receiver.ids) == 9


def test_one_message_that_a_receiver_never_takes_does_not_keep_the_others(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint_at(receiver, admin, "application.created")
    happen()
    [bad] = Delivery.objects.all()
    receiver.never = {bad.public_id}
    for _ in range(12):
        happen()
        turns()
        pass_time(10 * MINUTE)
    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert bad.attempts == outcome.TRIES_OF_ONE
    assert not Delivery.objects.filter(state=State.WAITING).exists()


def test_what_nobody_took_for_three_days_is_given_up_and_can_be_sent_again_with_the_same_id(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint = endpoint_at(receiver, admin)
    receiver.usual = answer(500)
    happen(3)
    turns()
    begun = moment.now() - timedelta(days=4)
    pass_time(timedelta(days=3))
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.FAILED}
    receiver.usual = OK
    receiver.taken.clear()
    assert services.resend_failed(actor=admin, endpoint=endpoint, since=moment.now()) == 0
    assert services.resend_failed(actor=admin, endpoint=endpoint, since=begun) == 3
    turns()
    assert receiver.ids == list(Delivery.objects.order_by("pk").values_list("public_id", flat=True))
    assert services.resend_failed(actor=admin, endpoint=endpoint, since=begun) == 0


def test_only_what_has_ended_is_sent_again(receiver: Receiver, admin: User, happen: Happen) -> None:
    endpoint = endpoint_at(receiver, admin)
    happen()
    rows = list(Delivery.objects.all())
    assert services.resend(actor=admin, endpoint=endpoint, deliveries=rows) == 0
    turns()
    assert services.resend(actor=admin, endpoint=endpoint, deliveries=rows) == 1
    turns()
    assert receiver.ids == [rows[0].public_id] * 2
    assert Attempt.objects.count() == 2


def test_the_log_is_forgotten_after_thirty_days_but_never_what_waits(
    receiver: Receiver, admin: User, happen: Happen
) -> None:
    endpoint = endpoint_at(receiver, admin)
    happen()
    turns()
    pass_time(timedelta(days=29))
    assert Delivery.objects.count() == 1
    services.resend(actor=admin, endpoint=endpoint, deliveries=list(Delivery.objects.all()))
    pass_time(timedelta(days=2))
    assert Delivery.objects.get().state == State.WAITING
    turns()
    pass_time(timedelta(seconds=1))
    assert not Delivery.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.req("SEC-71")
def test_of_a_hundred_tests_five_are_sent_and_a_failing_one_is_tried_once(receiver: Receiver, admin: User) -> None:
    endpoint = endpoint_at(receiver, admin)
    receiver.script = [answer(500)]
    refused = 0
    for _ in range(100):
        try:
            services.send_test(actor=admin, endpoint=endpoint)
        except Refused:
            refused += 1
    turns()
    pass_time(MINUTE)
    turns()
    assert refused == 95
    assert len(receiver.taken) == 5
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["delivered"] * 4 + ["failed"]


@pytest.mark.req("FLT-20")
@pytest.mark.parametrize("ahead", [600, -660])
def test_a_receiver_that_refuses_because_its_own_clock_is_wrong_is_shown_as_such(
    receiver: Receiver, admin: User, happen: Happen, ahead: int
) -> None:
    endpoint_at(receiver, admin)
    receiver.usual = answer(400, date(ahead))
    happen()
    turns()
    assert abs(Attempt.objects.get().skew - ahead) < 30
    receiver.usual = answer(400, date())
    pass_time(MINUTE)
    turns()
    assert Attempt.objects.latest("pk").skew == 0


# --- several targets ------------------------------------------------------------------------------------------------

BOUND = 60  # seconds; what INV-08 allows


@pytest.mark.req("INV-08")
@pytest.mark.django_db(transaction=True)
def test_a_dozen_targets_that_suddenly_do_not_answer_delay_another_by_less_than_a_minute(
    receiver: Receiver, other: Receiver, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call may take a fifth of its time here, so the bound is a fifth too."""
    scale = 5
    monkeypatch.setattr(sending, "SECONDS", sending.SECONDS / scale)
    monkeypatch.setattr(worker, "TURN", worker.TURN / scale)
    monkeypatch.setattr(worker, "LOOK_EVERY", worker.LOOK_EVERY / scale)
    receiver.usual = SILENT
    for number in range(12):
        endpoint_at(receiver, admin, "job.changed", name=f"Slow {number}")
    endpoint_at(other, admin, "job.changed", name="Good")
    subject = Endpoint.objects.latest("pk")
    began = time.monotonic()
    for _ in range(5):
        events.record(actor=admin, verb="job.changed", subject=subject)
    with _working():
        while len(other.taken) < 5:
            assert time.monotonic() - began < BOUND / scale, f"{len(other.taken)} of 5"
            time.sleep(0.02)
        time.sleep(0.5)
        before, told = len(other.taken), time.monotonic()
        events.record(actor=admin, verb="job.changed", subject=subject)
        while len(other.taken) == before:
            assert time.monotonic() - told < 10 / scale + 3, (
                "once they are known to fail they have a thread of their own"
            )
            time.sleep(0.02)


class _working:  # noqa: N801  # used like a function
    """The worker's threads, as ``tasks`` registers them."""

    def __enter__(self) -> None:
        self.stop = threading.Event()
        lanes = [False, False, False, False, True]
        self.threads = [threading.Thread(target=self._run, args=(failing,)) for failing in lanes]
        for thread in self.threads:
            thread.start()

    def _run(self, failing: bool) -> None:
        try:
            worker.run(self.stop, failing=failing)
        finally:
            connections.close_all()

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_each_thing_once_and_in_order(receiver: Receiver, admin: User, happen: Happen) -> None:
    endpoint_at(receiver, admin, "application.created")
    happen(15)
    with _working():
        end = time.monotonic() + 30
        while Delivery.objects.filter(state=State.WAITING).exists() and time.monotonic() < end:
            time.sleep(0.05)
    assert receiver.ids == list(Delivery.objects.order_by("pk").values_list("public_id", flat=True))
