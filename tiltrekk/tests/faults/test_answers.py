"""What LinkedIn answers, or does not: each kind of trouble has its one right outcome, and the checker looks at each."""

from typing import Any

import pytest
from factories import CandidateFactory
from fault_watch import Watch
from sandbox_process import Sandbox, waiting
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import Connection, Hold, SyncRow
from tiltrekk.linkedin.sync.loop import work

pytestmark = [pytest.mark.process, pytest.mark.django_db]
TOKEN = "POST /oauth/v2/accessToken"


@pytest.fixture
def watch(live: Sandbox) -> Watch:
    return Watch(live)


def applicants(job: Job, ragna: User, number: int) -> list[Application]:
    """So many people, each on the job."""
    return [
        hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create(surname=f"Person{n}"))
        for n in range(number)
    ]


def turns() -> None:
    """The loop, until it has nothing to do for the moment."""
    while work():
        pass


def calls(watch: Watch, text: str, method: str = "") -> list[dict[str, Any]]:
    return watch.sandbox.calls(text, method)


@pytest.mark.req("FLT-10")
@pytest.mark.parametrize("trouble", [{"status": 400}, {"status": 429, "retry_after": "900"}, {"status": 503}])
def test_without_a_token_nothing_is_called_and_the_token_is_not_stormed(
    watch: Watch, job: Job, ragna: User, trouble: dict[str, Any]
) -> None:
    watch.sandbox.post("tokens/revoke")
    watch.fault(TOKEN, nth=0, **trouble)
    applicants(job, ragna, 3)
    watch.note()
    turns()
    before = len(calls(watch, "/v2/ats"))  # one of them was told that the token has ended
    asked = len(calls(watch, "accessToken"))
    for _ in range(12):  # an hour
        watch.pass_time(300)
        turns()
    assert len(calls(watch, "/v2/ats")) == before
    assert len(calls(watch, "accessToken")) - asked <= 12
    assert Hold.objects.get().reason
    assert waiting()
    assert not SyncRow.objects.filter(failed=True).exists()
    watch.settle()
    assert watch.judge() == []
    connection = Connection.current()
    assert connection is not None
    assert not connection.problem


@pytest.mark.req("FLT-10")
def test_refused_credentials_are_told_once(watch: Watch, job: Job, ragna: User) -> None:
    watch.sandbox.post("tokens/revoke")
    watch.fault(TOKEN, nth=0, status=400)
    applicants(job, ragna, 1)
    turns()
    first = Connection.objects.get()
    assert first.problem
    watch.pass_time(3600)
    turns()
    assert Connection.objects.get().problem_at == first.problem_at


@pytest.mark.req("FLT-10")
def test_a_token_that_ends_in_mid_run_is_renewed_once(watch: Watch, job: Job, ragna: User) -> None:
    applicants(job, ragna, 2)
    watch.note()
    asked = len(calls(watch, "accessToken"))
    watch.fault("PUT /v2/atsApplications", status=401, nth=1)
    turns()
    watch.settle()
    assert len(calls(watch, "accessToken")) - asked == 1
    assert watch.judge() == []
