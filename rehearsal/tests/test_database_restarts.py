"""PostgreSQL is restarted again and again while people work: what was answered with success stays (FLT-18)."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bench.signed_in import sign_in
from rehearsal.stack import Stack, running

pytestmark = [pytest.mark.process, pytest.mark.long, pytest.mark.timeout(600)]
WHO = "marit"
WAYS = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)  # fast, immediate, and without any warning
RESTARTS = 20


@dataclass
class Work:
    """What one person did: titles the program took, and the answers when it could not."""

    taken: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    def go_on(self, client: httpx.Client, stop: Callable[[], bool]) -> None:
        number = 0
        while not stop():
            number += 1
            self._make_a_pool(client, f"Pool {number}")

    def _make_a_pool(self, client: httpx.Client, name: str) -> None:
        try:
            token = next(value for name, value in client.cookies.items() if name.endswith("_csrf"))
            fields = {"name": name, "csrfmiddlewaretoken": token}
            answer = client.post("/pools/new/", data=fields, headers={"Referer": str(client.base_url)},
                                 follow_redirects=False)  # fmt: skip
        except httpx.HTTPError:
            return
        self.answers[answer.status_code] += 1
        if answer.status_code == httpx.codes.FOUND and "/pools/" in answer.headers["location"]:
            self.taken.append(name)


@pytest.mark.req("FLT-18")
def test_what_was_answered_with_success_survives_every_restart(tmp_path: Path) -> None:
    with running(tmp_path, company="demo", durable=True) as stack, sign_in(stack.product_url, WHO) as client:
        work, over = Work(), threading.Event()
        person = threading.Thread(target=work.go_on, args=(client, over.is_set))
        person.start()
        for number in range(RESTARTS):
            time.sleep(0.5)
            _restart(stack, WAYS[number % len(WAYS)])
        time.sleep(2)
        over.set()
        person.join(timeout=120)
        assert client.get("/pools/").status_code == httpx.codes.OK, "the program recovers by itself"
        kept = {row[0] for row in stack.first.rows("select name from candidates_talentpool")}
        left = stack.first.rows("select count(*) from linkedin_syncrow where lease_until < now() - interval '1 minute'")
    assert work.taken, "nobody could do anything"
    assert [name for name in work.taken if name not in kept] == []
    assert set(work.answers) <= {302, 503}, work.answers
    assert work.answers[503], "no restart was noticed"
    assert left == [(0,)]


def _restart(stack: Stack, how: signal.Signals) -> None:
    stack.kill_database(how)
    time.sleep(0.3)  # long enough that somebody asks meanwhile
    stack.database.start()
