"""Workers as real processes: one is killed with a message in hand, one has a wrong clock."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from fake_receiver import OK, SILENT, Receiver
from skewed_clock import skewed
from standardwebhooks.webhooks import Webhook
from tiltrekk.accounts.models import User
from tiltrekk.api import worker
from tiltrekk.api.models import Attempt, Delivery, Problem, State
from webhook_stage import endpoint_at, pass_time
from worker_process import own_database

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

PROGRAM = """
import threading
import django
from django.conf import settings
settings.OUTGOING_TO_LOOPBACK = True
django.setup()
from tiltrekk.api import worker
worker.run(threading.Event(), failing=False)
"""


@contextmanager
def working(postgres_url: str, **clock: str) -> Iterator["subprocess.Popen[str]"]:
    """A worker; ``clock`` makes its clock wrong."""
    told = {"DJANGO_SETTINGS_MODULE": "tiltrekk.config.settings.test", "DATABASE_URL": own_database(postgres_url)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], env={**told, **clock}, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def all_ended() -> bool:
    return not Delivery.objects.filter(state=State.WAITING).exists()


@pytest.mark.req("FLT-34", "INV-02")
def test_what_a_killed_worker_had_in_hand_is_told_again_with_the_same_id_and_the_lost_try_is_seen(
    receiver: Receiver, admin: User, happen: Callable[..., None], postgres_url: str
) -> None:
    endpoint_at(receiver, admin, "application.created")
    receiver.usual = SILENT
    happen(2)
    with working(postgres_url) as first:
        wait_for(lambda: receiver.taken, "the worker has sent it")
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert Attempt.objects.get().problem == Problem.LOST
    receiver.usual = OK
    with working(postgres_url):
        time.sleep(1)
        assert len(receiver.taken) == 1, "it is in the dead worker's hands until its lease is over"
        pass_time(worker.LEASE)
        wait_for(all_ended, "another worker tells it")
    wanted = list(Delivery.objects.order_by("pk").values_list("public_id", flat=True))
    assert receiver.ids == [wanted[0], *wanted]
    assert timedelta(seconds=60) > worker.LEASE


@pytest.mark.req("FLT-20")
@pytest.mark.parametrize("ahead", [600, -600])
def test_a_worker_whose_clock_is_ten_minutes_wrong_signs_what_receivers_take_and_shares_nothing(
    receiver: Receiver, admin: User, happen: Callable[..., None], postgres_url: str, ahead: int
) -> None:
    wrong = skewed(ahead)
    endpoint = endpoint_at(receiver, admin, "application.created")
    happen(10)
    with working(postgres_url, **wrong), working(postgres_url):
        wait_for(all_ended, "everything is told")
    assert receiver.ids == list(Delivery.objects.order_by("pk").values_list("public_id", flat=True))
    for message in receiver.taken:
        Webhook(endpoint.secret).verify(message.body, message.headers)
    with working(postgres_url, **wrong):  # alone, so that it surely is the one that signs
        happen(1)
        wait_for(all_ended, "the one with the wrong clock tells it")
    Webhook(endpoint.secret).verify(receiver.taken[-1].body, receiver.taken[-1].headers)
