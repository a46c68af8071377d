"""A record that ends the process is found and left out; whoever was sent beside it is not to blame."""

import contextlib
from typing import Any

import pytest
from django.utils import timezone
from factories import CandidateFactory
from sandbox_process import Sandbox, drain
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.models import SyncRow
from tiltrekk.linkedin.sync import control, loop, todo

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def _work_until_it_ends() -> None:
    """As a worker that dies and is started again, each time after its leases ran out."""
    for _ in range(40):
        with contextlib.suppress(SystemExit):
            if not loop.work() and not SyncRow.objects.filter(lease_until__isnull=False).exists():
                return
        SyncRow.objects.filter(lease_until__isnull=False).update(lease_until=timezone.now())


@pytest.mark.req("FLT-22")
def test_a_record_that_ends_the_worker_three_times_is_left_out_and_the_others_go(
    live: Sandbox, admin: User, ragna: User, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = CandidateFactory.create_batch(4)
    for person in people:
        advance(hiring.add_applicant(actor=ragna, job=job, candidate=person), ragna, "screening")
    poison, seen = people[1].public_id, []
    whole = todo.Looked.__getitem__

    def deadly(self: todo.Looked, row: SyncRow) -> Any:
        seen.append(row.object_id)
        if row.object_id == poison:
            raise SystemExit
        return whole(self, row)

    with monkeypatch.context() as patched:
        patched.setattr(todo.Looked, "__getitem__", deadly)
        _work_until_it_ends()
    row = SyncRow.objects.get(failed=True)
    assert (row.object_id, row.error, seen.count(poison)) == (poison, "deadly", 3)
    assert len(live.store("atsCandidates")) == 3
    control.retry_now(actor=admin, row=row)
    drain()
    assert len(live.store("atsCandidates")) == 4
