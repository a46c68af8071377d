"""What an administrator sees of the sync and does to it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from factories import CandidateFactory
from sandbox_process import URN, Sandbox, drain, waiting
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.core.errors import NotAllowed
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect, tasks
from tiltrekk.linkedin.models import Connection, Hold, JobMode, JobOperation, Kind, LinkedInSettings, SyncRow
from tiltrekk.linkedin.sync import control, load, removal
from tiltrekk.linkedin.sync.gate import Shut, why_shut
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.status import counts, rows, status
from tiltrekk.postings import services as postings

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture
def applied(live: Sandbox, job: Job, ragna: User) -> Application:
    application = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    drain()
    return application


@pytest.mark.req("LIP-16")
def test_counts_add_up(live: Sandbox, applied: Application, job: Job, admin: User) -> None:
    hiring.add_prospect(actor=None, job=job, candidate=CandidateFactory.create(), by="linkedin")
    CandidateFactory.create()
    load.ask()
    drain()
    for line in counts():
        assert line.all == line.in_sync + line.waiting + line.failed + line.held_back, line
    people = next(line for line in counts() if line.kind == "candidate")
    assert (people.all, people.in_sync) == (3, 1)
    assert {why.value: number for why, number in people.held.items()} == {"prospect": 1, "no_application": 1}
    assert status(actor=admin).shut is None
    assert rows(actor=admin, state="held", kind="candidate").count() == 2


def test_only_administrators_look(ragna: User) -> None:
    with pytest.raises(NotAllowed):
        status(actor=ragna)
    with pytest.raises(NotAllowed):
        control.retry_now(actor=ragna)


def test_paused_sends_nothing_and_loses_nothing(live: Sandbox, job: Job, ragna: User, admin: User) -> None:
    control.pause(actor=admin)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    before = live.received()
    assert not work()
    assert live.received() == before
    assert waiting()
    control.resume(actor=admin)
    drain()
    assert len(live.store("atsCandidates")) == 1


def test_failed_row_is_retried_with_what_is_true_now(live: Sandbox, job: Job, ragna: User, admin: User) -> None:
    live.fault("PUT /v2/atsCandidates*", "entity", nth=1, status=422)
    application = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    drain()
    row = SyncRow.objects.get(kind="candidate")
    assert row.failed
    assert row.since
    application.candidate.given_name = "Changed"
    application.candidate.save()
    control.retry_now(actor=admin)
    drain()
    assert "Changed" in str(live.store("atsCandidates")[0]["body"])


@pytest.mark.req("RSC-503")
def test_removed_from_linkedin_and_sent_again(live: Sandbox, applied: Application, admin: User) -> None:
    row = SyncRow.objects.get(kind="application", object_id=applied.public_id)
    removal.remove(actor=admin, row=row)
    drain()
    assert live.store("atsApplications") == []
    assert live.store("atsApplications/stages") == []
    assert Application.objects.filter(pk=applied.pk).exists()
    removal.send_again(actor=admin, row=row)
    drain()
    assert len(live.store("atsApplications")) == 1
    assert len(live.store("atsApplications/stages")) == 1


def test_trying_again_hurries_what_waits_and_leaves_a_history_behind_live_changes(live: Sandbox, admin: User) -> None:
    later, key = timezone.now() + timedelta(hours=1), {"organization": URN, "kind": Kind.CANDIDATE, "rank": 3}
    waits = {**key, "since": timezone.now(), "urgent": False}
    history = SyncRow.objects.create(object_id="old", next_try=later, attempts=4, error="503", **waits)
    failed = SyncRow.objects.create(object_id="bad", failed=True, error="422", **waits)
    SyncRow.objects.create(object_id="due", **waits)
    assert control.retry_now(actor=admin) == 2
    for row in (history, failed):
        row.refresh_from_db()
        assert (row.failed, row.error, row.attempts, row.next_try) == (False, "", 0, None)
        assert (row.urgent, row.wanted) == (False, 1)


def test_copied_database_is_silent_until_told(live: Sandbox, applied: Application, admin: User, settings: Any) -> None:
    connection = Connection.current()
    settings.PUBLIC_URL = "http://localhost:9999"
    assert why_shut(connection) == Shut.COPIED
    assert not work()
    control.resend_everything(actor=admin)
    drain()
    assert why_shut(Connection.current()) is None


def test_resend_sends_unchanged_records_too(live: Sandbox, applied: Application, admin: User) -> None:
    before = len(live.calls("atsCandidates", "PUT"))
    control.resend_everything(actor=admin)
    drain()
    assert len(live.calls("atsCandidates", "PUT")) == before + 1


@pytest.mark.req("LIP-11")
def test_after_disconnecting_no_call_leaves(live: Sandbox, applied: Application, ragna: User, admin: User) -> None:
    advance(applied, ragna, "interview")
    connect.disconnect.disconnect(actor=admin)
    before = live.received()
    assert not work()
    live.post("clock", advance_seconds=8 * 24 * 3600)
    for ask in (tasks.due, tasks.pull.wrapped, tasks.pull_closed.wrapped, tasks.refresh_levels.wrapped):
        ask()
    assert live.received() == before


def test_switched_off_in_recruiter_holds_the_rows(live: Sandbox, job: Job, ragna: User) -> None:
    from sandbox_process import CONTRACT

    live.post("acts/ats-switch", contract=CONTRACT, level="company", on=False)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    while work():
        pass
    assert not SyncRow.objects.filter(failed=True).exists()
    assert Hold.objects.exists()
    connect.levels.refresh()
    assert why_shut(Connection.current()) == Shut.NOT_ENABLED
    live.post("acts/ats-switch", contract=CONTRACT, level="company", on=True)
    connect.levels.refresh()
    drain()
    assert len(live.store("atsCandidates")) == 1


@pytest.mark.req("LI-08", "RSC-102")
def test_public_by_api_and_private_again(live: Sandbox, job: Job, ragna: User, admin: User) -> None:
    LinkedInSettings.current()
    LinkedInSettings.objects.update(mode=JobMode.API)
    posting = postings.post(actor=ragna, job=job, channel="linkedin")
    drain()
    live.settle_tasks()
    state = JobOperation.objects.get()
    assert state.confirmed == "public"
    assert [one["external_id"] for one in live.get("listings")["listings"]] == [job.job_id]
    postings.unpost(actor=ragna, posting=posting)
    drain()
    for _ in range(3):  # close, then create anew
        live.settle_tasks()
    assert JobOperation.objects.get().confirmed == "private"
    assert live.get("listings")["listings"] == []


def test_lost_answer_to_a_job_is_reconciled(live: Sandbox, ragna: User, admin: User) -> None:
    from factories import JobFactory
    from tiltrekk.core import events

    live.fault("POST /v2/simpleJobPostings*", "lost-answer", nth=1)
    second = JobFactory.create(team={ragna: "recruiter"})
    events.record(actor=ragna, verb="job.activated", subject=second, job=second)
    drain()
    for _ in range(3):
        live.settle_tasks()
    assert JobOperation.objects.get(object_id=second.job_id).confirmed == "private"
    assert not SyncRow.objects.filter(failed=True).exists()
    assert len([one for one in live.store("jobs") if one["external_id"] == second.job_id]) == 1
