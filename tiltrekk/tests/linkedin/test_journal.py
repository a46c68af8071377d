"""What LinkedIn was told, kept beside the database: by several workers, for a while, without a word about anybody."""

import sqlite3
import stat
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from factories import CandidateFactory
from sandbox_process import Sandbox, drain
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import journal
from tiltrekk.linkedin.journal import Key, Point
from tiltrekk.linkedin.models import Connection, SyncRow
from tiltrekk.linkedin.sync import control
from tiltrekk.linkedin.sync.gate import Shut, why_shut
from tiltrekk.linkedin.sync.loop import work

pytestmark = pytest.mark.req("FLT-43")
NOW = timezone.now()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def key(object_id: str) -> Key:
    return Key("urn:li:organization:1", "candidate", object_id, "")


def known(connection: str = "here") -> set[str]:
    return {one.object_id for one in journal.told(connection, event=-1, after=0)[0]}


def test_what_is_older_than_any_backup_is_forgotten_and_the_newest_point_never(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    journal.note("here", Point(1, NOW), records=[key("old")], people=["gone"])
    with monkeypatch.context() as later:
        passed = NOW + timedelta(days=journal.DAYS_KEPT + 1)
        later.setattr("time.time", passed.timestamp)
        journal.forget_old()
        assert known() == {"old"}, "nothing newer is there"
        journal.note("here", Point(2, NOW), records=[key("new")])
        journal.forget_old()
    assert known() == {"new"}
    assert journal.told("here", event=-1, after=0)[1] == []
    assert [one.event for one in journal.points("here", after=0)] == [2]


def test_several_workers_write_at_the_same_time_and_each_connection_reads_its_own(folder: Path) -> None:
    del folder

    def write(name: int) -> None:
        for n in range(10):
            journal.note("here" if name else "there", Point(n, NOW + timedelta(n)), records=[key(f"{name}-{n}")])

    workers = [threading.Thread(target=write, args=[name]) for name in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert known() == {f"{name}-{n}" for name in (1, 2) for n in range(10)}
    assert known("there") == {f"0-{n}" for n in range(10)}


@pytest.mark.django_db
@pytest.mark.process
def test_it_says_nothing_about_anybody_and_only_the_owner_may_read_it(live: Sandbox, job: Job, ragna: User) -> None:
    person = CandidateFactory.create(given_name="Canaryname", surname="Canarysurname")
    hiring.add_applicant(actor=ragna, job=job, candidate=person)
    drain()
    file = live_file()
    assert known(Connection.objects.get().foreign_id) >= {person.public_id}
    assert b"anary" not in file.read_bytes()
    assert person.emails.get().address.encode() not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def live_file() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR) / "linkedin-journal.sqlite"


@pytest.mark.django_db
@pytest.mark.process
def test_what_cannot_be_written_down_is_not_sent_and_no_record_is_to_blame(
    live: Sandbox, job: Job, ragna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    before = live.received()

    def full(*_given: Any, **_more: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(journal, "note", full)
        with pytest.raises(sqlite3.OperationalError):
            work()
    assert live.received() == before
    assert not SyncRow.objects.filter(lease_until__isnull=False).exists()
    SyncRow.objects.update(next_try=None)
    drain()
    assert len(live.store("atsCandidates")) == 1
    assert not SyncRow.objects.filter(deaths__gt=0).exists()


@pytest.mark.django_db
@pytest.mark.process
def test_a_damaged_file_stops_what_leaves_and_no_page_and_a_new_one_goes_on_where_it_ended(
    live: Sandbox, job: Job, ragna: User, admin: User
) -> None:
    control.resend_everything(actor=admin)
    accepted = Connection.objects.get().journal_accepted
    live_file().write_text("no journal at all " * 99)
    hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    with pytest.raises(sqlite3.DatabaseError):
        work()
    browser = Client()
    browser.force_login(admin)
    assert browser.get(reverse("linkedin:admin")).status_code == 200
    live_file().unlink()
    SyncRow.objects.update(next_try=None)
    drain()
    assert journal.last_number() > accepted


@pytest.mark.django_db
@pytest.mark.process
def test_a_change_that_is_not_here_stops_the_sync(live: Sandbox) -> None:
    assert why_shut(Connection.current()) is None
    present = Connection.objects.get()
    journal.note(present.foreign_id, Point(10**9, NOW), records=[key("x")])
    assert why_shut(present) == Shut.RESTORED
    del live
