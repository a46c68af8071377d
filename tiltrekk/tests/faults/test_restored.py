"""The database is restored from a backup: LinkedIn knows more than it, and people who were deleted are back."""

import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from backup import Backup
from django.test import Client
from django.urls import reverse
from factories import ApplicationFactory, CandidateFactory, NoteFactory
from fault_watch import Watch
from sandbox_process import Sandbox, connected, waiting
from tests_moves import advance
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, StageMove
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin.feed import publish
from tiltrekk.linkedin.models import Connection, InMail, Kind, SyncRow
from tiltrekk.linkedin.pull import cursors, run
from tiltrekk.linkedin.sync import control, load, restored
from tiltrekk.linkedin.sync.gate import Shut, why_shut
from tiltrekk.linkedin.sync.loop import work
from worker_process import own_database, worker

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True), pytest.mark.req("FLT-43")]


@pytest.fixture
def watch(sandbox: Sandbox, admin: User, job: Job, monkeypatch: pytest.MonkeyPatch) -> Watch:
    monkeypatch.setattr(cursors, "FIRST_PULL", timedelta(hours=6))
    connected(sandbox, admin, "contract")
    found = Watch(sandbox)
    found.settle()
    return found


@pytest.fixture
def server(postgres_url: str) -> str:
    return own_database(postgres_url)


@pytest.fixture
def backup(watch: Watch, job: Job, ragna: User, server: str, tmp_path: Path) -> Backup:
    """Taken when all was in sync: somebody who stays, somebody who will be deleted, a prospect."""
    ApplicationFactory.create(job=job)
    NoteFactory.create(application=ApplicationFactory.create(job=job))
    hiring.add_prospect(actor=ragna, job=job, candidate=CandidateFactory.create())
    load.ask()
    run.pull()
    watch.note()
    watch.settle()
    return Backup(server, tmp_path)


class Hour(NamedTuple):
    """What the backup knows nothing of."""

    deleted: Candidate
    new: Candidate


@pytest.fixture
def hour(watch: Watch, backup: Backup, job: Job, ragna: User, admin: User) -> Hour:
    """Somebody new, moves, notes, a deletion, an InMail; all of it in sync."""
    del backup  # taken before
    staying, leaving, prospect = Application.objects.order_by("pk")
    new = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    for one in (new, staying):
        advance(one, ragna, "interview")
        hiring.create_note(actor=ragna, candidate=one.candidate, application=one, text="Turbines.", visibility="team")
    details = people.ContactDetails(
        given_name="Changed", surname="Since", emails=[*staying.candidate.emails.values_list("address", flat=True)]
    )
    people.change_contact_details(actor=ragna, candidate=staying.candidate, details=details)
    advance(prospect, ragna, "application")
    people.delete(actor=admin, candidate=leaving.candidate)
    watch.sandbox.post("acts/inmail", seat=1, member="kari")
    watch.sandbox.post("clock", advance_seconds=3600)
    run.pull()
    watch.note()
    watch.settle()
    assert InMail.objects.count() == 1
    assert watch.judge() == []
    return Hour(leaving.candidate, new.candidate)


def candidates_there(watch: Watch) -> set[str]:
    return {row["key"] for row in watch.sandbox.store("atsCandidates")}


def test_nothing_leaves_a_restored_database_and_the_administrator_is_told_what_differs(
    watch: Watch, backup: Backup, hour: Hour, server: str, ragna: User
) -> None:
    backup.restore()
    before = watch.sandbox.received()
    with worker(watch.sandbox, server):
        advance(Application.objects.order_by("pk")[0], ragna, "screening")
        time.sleep(1.5)  # the worker was woken by the change
    assert not run.is_due()
    assert watch.sandbox.received() == before
    assert waiting(), "the change is kept"
    assert publish.edition() is None, "nor is the feed of the past published"
    present = Connection.current()
    assert present
    assert why_shut(present) == Shut.RESTORED
    found = restored.report(present)
    assert [one.public_id for one in found.people] == [hour.deleted.public_id]
    assert hour.new.public_id in {key.object_id for key in found.to_remove}
    assert {kind for kind, unknown, _changed in found.lines if unknown} == {
        Kind.CANDIDATE, Kind.APPLICATION, Kind.NOTE, Kind.STAGE
    }  # fmt: skip
    assert found.known_until
    assert found.known_until < found.told_until


def test_once_the_administrator_has_decided_both_sides_agree_and_who_was_deleted_stays_deleted(
    watch: Watch, backup: Backup, hour: Hour, ragna: User, admin: User
) -> None:
    last = StageMove.objects.order_by("-pk").values_list("pk", flat=True)[0]
    backup.restore()
    restored.keep_numbers_free_if_behind()  # the worker's tick
    advance(Application.objects.order_by("pk")[0], ragna, "screening")
    assert StageMove.objects.order_by("-pk")[0].pk > last, "LinkedIn knows another stage by that number"
    control.resend_everything(actor=admin)
    hour.deleted.refresh_from_db()
    assert hour.deleted.deleted_at
    watch.note()
    watch.settle()
    assert not {hour.deleted.public_id, hour.new.public_id} & candidates_there(watch)
    assert watch.judge() == []
    assert InMail.objects.count() == 0
    run.pull()
    assert InMail.objects.count() == 1, "what was read after the backup is read again"
    assert why_shut(Connection.current()) is None
    backup.restore()
    assert why_shut(Connection.current()) == Shut.RESTORED, "a second restore is noticed as the first"


def test_a_backup_after_which_only_answers_came_is_not_behind(
    watch: Watch, job: Job, server: str, tmp_path: Path, ragna: User
) -> None:
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    load.run_asked()
    backup = Backup(server, tmp_path)
    watch.note()
    watch.settle()
    backup.restore()
    assert why_shut(Connection.current()) is None
    watch.settle()
    assert watch.judge() == []


def test_a_worker_that_dies_after_a_deletion_left_cannot_lose_it(watch: Watch, backup: Backup, admin: User) -> None:
    """It is written down before LinkedIn is called, so also when nobody got to know the answer."""
    leaving = Application.objects.order_by("pk")[1].candidate
    people.delete(actor=admin, candidate=leaving)
    watch.note()
    watch.fault("DELETE /v2/*", "lost-answer", nth=0)
    work()
    backup.restore()
    present = Connection.current()
    assert present
    assert [one.public_id for one in restored.report(present).people] == [leaving.public_id]


def test_the_page_names_who_was_deleted_and_offers_both_ways(backup: Backup, hour: Hour, admin: User) -> None:
    backup.restore()
    browser = Client()
    browser.force_login(admin)
    page = browser.get(reverse("linkedin:admin")).content.decode()
    assert hour.deleted.name in page
    assert reverse("linkedin:resend") in page
    assert reverse("linkedin:leave") in page
    assert not SyncRow.objects.filter(failed=True).exists()
