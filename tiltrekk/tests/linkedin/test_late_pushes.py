"""Status pushes that come late, in another order, or are read twice: the levels show what stands in Recruiter.

While the contract level is on, the organization's integrations read as enabled whether the company level is on or not;
then only its pushes tell (decision 8).
"""

import time
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ServerError
from pytest_django.live_server_helper import LiveServer
from sandbox_process import CONTRACT, Sandbox, connected
from tiltrekk.accounts.models import User
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.inbound import process
from tiltrekk.linkedin.models import Access, Level, LevelState, Notification

pytestmark = [
    pytest.mark.process,
    pytest.mark.django_db(transaction=True),
    pytest.mark.req("FLT-26", "FLT-27", "INV-10"),
]
LATE = 600  # seconds


@pytest.fixture
def ready(live_server: LiveServer, settings: Any, sandbox: Sandbox, admin: User) -> Sandbox:
    """Both levels asked for and named, neither switched on."""
    settings.PUBLIC_URL = live_server.url
    made = connected(sandbox, admin, "company")
    switch(sandbox, "company", on=False)
    asked = sandbox.post(
        "acts/request-integration", api_key=made.client_id, member="ragna", contract=CONTRACT, level="contract"
    )
    connect.request.requested(actor=admin, elements=asked["integrations"])
    arrives(sandbox, 2)
    read()
    pass_by(sandbox, 60)
    assert states() == {"company": LevelState.DISABLED, "contract": LevelState.PARTNER_READY}
    return sandbox


def switch(sandbox: Sandbox, level: str, *, on: bool, late: bool = False) -> None:
    """Somebody moves a switch in Recruiter; the push comes at once, or late."""
    if late:
        sandbox.fault("INTEGRATION_STATUS_CHANGE", "push-delayed", seconds=LATE, nth=1, times=1)
    sandbox.post("acts/ats-switch", contract=CONTRACT, level=level, on=on)
    sandbox.post("due")


def arrives(sandbox: Sandbox, number: int) -> None:
    """So many pushes have come, in all."""
    end = time.monotonic() + 10
    while Notification.objects.count() < number:
        assert time.monotonic() < end, f"{Notification.objects.count()} of {number} came"
        sandbox.post("due")


def pass_by(sandbox: Sandbox, seconds: int) -> None:
    sandbox.post("clock", advance_seconds=seconds)


def read() -> None:
    """Read every push that has come and was not read."""
    for row in Notification.objects.filter(processed_at=None).order_by("pk"):
        process.process(row.pk)


def states() -> dict[str, str]:
    return dict(Level.objects.values_list("access", "state"))


def company() -> str:
    return states()[Access.COMPANY]


def test_a_push_that_comes_after_its_change_was_read_changes_nothing(ready: Sandbox) -> None:
    switch(ready, "company", on=True, late=True)
    pass_by(ready, 60)
    connect.levels.refresh()
    assert company() == LevelState.ENABLED
    switch(ready, "contract", on=True)
    arrives(ready, 3)
    read()
    assert set(states().values()) == {LevelState.ENABLED}
    pass_by(ready, LATE)
    arrives(ready, 4)
    read()
    assert set(states().values()) == {LevelState.ENABLED}


def test_a_late_push_that_no_reading_could_tell_is_believed(ready: Sandbox) -> None:
    switch(ready, "contract", on=True)
    arrives(ready, 3)
    read()
    switch(ready, "company", on=True, late=True)
    pass_by(ready, 60)
    connect.levels.refresh()
    assert company() == LevelState.DISABLED, "nothing can tell yet"
    pass_by(ready, LATE)
    arrives(ready, 4)
    read()
    assert company() == LevelState.ENABLED


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pushes_of_several_switches_end_the_same_in_every_order(ready: Sandbox, order: tuple[int, ...]) -> None:
    switch(ready, "contract", on=True)
    arrives(ready, 3)
    read()
    for number, on in enumerate((True, False, True), start=4):
        switch(ready, "company", on=on)
        arrives(ready, number)
    rows = list(Notification.objects.filter(processed_at=None).order_by("pk"))
    for place in order:
        process.process(rows[place].pk)
    assert company() == LevelState.ENABLED


def test_a_push_whose_reading_broke_off_is_counted_once(ready: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    switch(ready, "contract", on=True)
    arrives(ready, 3)
    read()
    switch(ready, "company", on=True)
    arrives(ready, 4)

    def breaks() -> None:
        raise ServerError("LinkedIn is away", status=503)

    with monkeypatch.context() as patched:
        patched.setattr(connect.features, "refresh", breaks)
        with pytest.raises(ServerError):
            read()
    read()
    assert company() == LevelState.ENABLED


def test_a_push_that_two_workers_read_is_counted_once(ready: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    switch(ready, "contract", on=True)
    arrives(ready, 3)
    read()
    switch(ready, "company", on=True)
    arrives(ready, 4)
    others: list[Callable[[], None]] = [read]
    look = connect.levels.look

    def meanwhile(client: LinkedInClient) -> Any:
        if others:
            others.pop()()
        return look(client)

    monkeypatch.setattr(connect.levels, "look", meanwhile)
    read()
    assert company() == LevelState.ENABLED
