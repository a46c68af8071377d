"""LinkedIn's challenge of our address: answered whatever else arrives, noted, and missed when it does not come."""

import json
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from linkedin_talent.webhooks import SIGNATURE_HEADER, challenge_response, signature
from sandbox_process import Sandbox
from tiltrekk.accounts.models import User
from tiltrekk.core import clock
from tiltrekk.linkedin import endpoints
from tiltrekk.linkedin.connect import rotation
from tiltrekk.linkedin.inbound import challenge
from tiltrekk.linkedin.inbound.challenge import Hearing
from tiltrekk.linkedin.models import Connection, Level, LevelState, Notification
from tiltrekk.linkedin.pages.home import matters
from worker_process import environment, own_database

pytestmark = [pytest.mark.process, pytest.mark.req("FLT-29")]
CODE = "11111111-1111-4111-8111-111111111111"
LINKEDIN_WAITS = 3.0  # seconds
PUSHES = 200


@contextmanager
def served(sandbox: Sandbox, server: str) -> Iterator[str]:
    """The product behind the web server it has in production; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [
        *(sys.executable, "-m", "gunicorn", "tiltrekk.config.wsgi:application", "--bind", bind),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket"),
        *("--log-level", "warning"),
    ]
    with subprocess.Popen(command, env=environment(sandbox, server)) as it:
        try:
            _wait_for(f"http://{bind}/")
            yield f"http://{bind}"
        finally:
            it.terminate()
            it.wait(timeout=30)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            httpx.get(address, trust_env=False, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the product does not start")


def push(number: int, secret: str) -> tuple[bytes, dict[str, str]]:
    """One notification as LinkedIn signs it."""
    event = {"id": str(uuid.UUID(int=number)), "type": "SOMETHING_NEW", "expiresAt": 4102444800000}
    body = json.dumps(event).encode()
    return body, {SIGNATURE_HEADER: signature(body, secret), "Content-Type": "application/json"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(240)
def test_under_two_hundred_pushes_at_once_each_challenge_is_answered_in_time_and_each_push_is_kept(
    live: Sandbox, postgres_url: str
) -> None:
    present = Connection.objects.get()
    path, [secret] = f"/linkedin/callback/{present.callback_secret}/", present.secrets
    begin = threading.Barrier(PUSHES + 1)

    def deliver(number: int) -> int:
        body, headers = push(number, secret)
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as http:
            begin.wait(timeout=60)
            return http.post(path, content=body, headers=headers).status_code

    def challenged() -> tuple[float, Any]:
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as http:
            asked = time.monotonic()
            answer = http.get(path, params={"challengeCode": CODE, "applicationId": "7"})
            return time.monotonic() - asked, answer.json()

    with served(live, own_database(postgres_url)) as address, ThreadPoolExecutor(PUSHES) as crowd:
        pushed = [crowd.submit(deliver, number) for number in range(PUSHES)]
        begin.wait(timeout=60)
        answers = [challenged() for _ in range(5)]
        assert {one.result() for one in pushed} == {200}
    assert Notification.objects.count() == PUSHES
    right = {"challengeCode": CODE, "challengeResponse": challenge_response(CODE, secret)}
    assert [answer for _took, answer in answers] == [right] * 5
    assert max(took for took, _answer in answers) < LINKEDIN_WAITS
    assert challenge.hearing(Connection.objects.get()) == Hearing.IN_TIME


@pytest.mark.django_db
def test_a_challenge_costs_one_read_and_is_noted_when_the_answer_has_left(live: Sandbox) -> None:
    present = Connection.objects.get()
    asked = RequestFactory().get("/", {"challengeCode": CODE})
    with CaptureQueriesContext(connection) as before:
        answer = endpoints.callback(asked, present.callback_secret)
    assert answer.status_code == 200
    assert ["select" in one["sql"].lower() for one in before.captured_queries] == [True]
    assert challenge.hearing(Connection.objects.get()) == Hearing.NEVER
    with CaptureQueriesContext(connection) as whole:
        assert Client().get(f"/linkedin/callback/{present.callback_secret}/?challengeCode={CODE}").status_code == 200
    assert len(whole.captured_queries) == 2, "no queue is touched afterwards either"
    assert Connection.objects.get().challenged_at is not None


@pytest.mark.django_db
def test_without_the_secret_nothing_is_answered_or_believed_and_it_is_logged(
    live: Sandbox, admin: User, caplog: pytest.LogCaptureFixture
) -> None:
    present = Connection.objects.get()
    path, [secret] = f"/linkedin/callback/{present.callback_secret}/", present.secrets
    Connection.objects.update(client_secrets="")
    body, headers = push(1, secret)
    answers = [
        Client().get(path, {"challengeCode": CODE}),
        Client().post(
            path, body, content_type="application/json", headers={SIGNATURE_HEADER: headers[SIGNATURE_HEADER]}
        ),
    ]
    assert [one.status_code for one in answers] == [503, 503], "LinkedIn tries again"
    assert "secret is missing" in caplog.text
    assert challenge.hearing(Connection.objects.get()) == Hearing.UNABLE
    assert len(matters()) == 1
    rotation.rotate(actor=admin)  # the button beside the warning
    assert Client().get(path, {"challengeCode": CODE}).status_code == 200
    assert Connection.objects.get().rotated_at is None, "there is no old secret to retire"


HOURS = [
    (0.1, None, Hearing.IN_TIME),
    (2.4, None, Hearing.IN_TIME),
    (2.6, None, Hearing.LATE),
    (6.4, None, Hearing.LATE),
    (6.6, None, Hearing.BLOCKED),
    (6.6, 1.0, Hearing.LATE),  # a message came since: the address is open
    (24.0, 6.6, Hearing.BLOCKED),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("challenged", "pushed", "expected"), HOURS)
def test_a_challenge_that_stays_away_is_late_and_then_the_address_is_as_good_as_blocked(
    live: Sandbox, challenged: float, pushed: float | None, expected: Hearing
) -> None:
    now = clock.now()
    Connection.objects.update(challenged_at=now - timedelta(hours=challenged))
    if pushed is not None:
        received = now - timedelta(hours=pushed)
        Notification.objects.create(notification_id="x", type="X", body={}, received_at=received)
    assert challenge.hearing(Connection.objects.get()) == expected
    assert len(matters()) == (expected == Hearing.BLOCKED), "Home tells what keeps exports away"
    Level.objects.update(state=LevelState.DISABLED)
    assert challenge.hearing(Connection.objects.get()) == Hearing.IN_TIME, "nobody is missed while all is off"
