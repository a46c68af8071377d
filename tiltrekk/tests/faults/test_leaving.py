"""Leaving LinkedIn and coming back: to the same contract it goes on, to another one it starts clean (FLT-36)."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from factories import CandidateFactory
from fault_watch import Watch, turns
from sandbox_process import CONTRACT, URN, Sandbox, connected, waiting
from second_page import OTHER, OTHER_CONTRACT, OTHER_URN, WORLD, switch_on
from tiltrekk.accounts.models import User
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock
from tiltrekk.jobs.models import Job
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.connect import company
from tiltrekk.linkedin.inbound import process
from tiltrekk.linkedin.models import (
    Cursor,
    InMail,
    JobOperation,
    MemberMatch,
    Notification,
    RecruiterNote,
    Seat,
    SyncRow,
)
from tiltrekk.linkedin.pull import cursors, run

pytestmark = [pytest.mark.process, pytest.mark.django_db, pytest.mark.req("FLT-36")]
SECOND_CONTRACT = 5151  # of the same company
OF_THE_SAME: dict[str, Any] = {
    "contracts": [{"id": SECOND_CONTRACT, "organization": 90210, "name": "Fjordtech Recruiter, the new one"}],
    "seats": [{"id": 4, "contract": SECOND_CONTRACT, "member": "ragna", "admin": True}],
}
OLD_KEYS = (f"contract:{CONTRACT}", "seat:1", "seat:2")


@pytest.fixture
def watch(sandbox: Sandbox, admin: User, job: Job, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The contract level is on; an InMail, a note and a shared profile have been read."""
    monkeypatch.setattr(cursors, "FIRST_PULL", timedelta(hours=6))
    connected(sandbox, admin, "contract")
    sandbox.post("acts/inmail", seat=1, member="kari")
    sandbox.post("acts/inmail-reply", seat=1, member="kari", share=True)
    sandbox.post("acts/note", seat=1, member="ola", text="Knows turbines.", visibility="PUBLIC")
    sandbox.post("clock", advance_seconds=120)
    found = Watch(sandbox)
    run.pull()
    found.note()
    found.settle()
    assert InMail.objects.count() == 2
    assert RecruiterNote.objects.count() == 1
    assert Candidate.objects.filter(given_name="Kari").count() == 1
    return found


def leave(watch: Watch, job: Job, ragna: User, admin: User) -> Application:
    """Disconnect while many rows are pending and a push is unread; LinkedIn knows one person already."""
    one = hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    watch.note()
    watch.settle()
    for _ in range(20):
        hiring.add_applicant(actor=ragna, job=job, candidate=CandidateFactory.create())
    watch.note()
    Notification.objects.create(
        notification_id="exported-before-we-left",
        type="EXPORT_CANDIDATE_PROFILE",
        body={},
        received_at=clock.now(),
    )
    assert len(waiting()) == 60
    connect.disconnect.disconnect(actor=admin)
    return one


def calls_since(watch: Watch, before: int) -> str:
    """Whatever we asked of LinkedIn after that many calls."""
    later = watch.ledger().calls[before:]
    return "\n".join(
        f"{one['method']} {unquote(one['path'])}?{unquote(one['query'])} {one['request']}" for one in later
    )


def read_everything() -> None:
    """The worker's periodic tasks."""
    process.try_unread_again()
    for row in Notification.objects.filter(processed_at=None):
        process.process(row.pk)
    run.pull()


def test_to_the_same_contract_what_was_read_and_sent_is_still_known_and_what_waited_goes_on(
    watch: Watch, job: Job, ragna: User, admin: User
) -> None:
    leave(watch, job, ragna, admin)
    before = len(watch.ledger().calls)
    connect.provision.connect(actor=admin)
    read_everything()
    assert "seat:1" not in calls_since(watch, before)
    assert "exported-before-we-left" not in calls_since(watch, before), "nobody has chosen the contract yet"
    switch_on(watch.sandbox, admin, "contract", contract=CONTRACT)
    watch.note()
    read_everything()
    watch.settle()
    assert "exported-before-we-left" in calls_since(watch, before), "an export made before is not lost"
    assert watch.judge() == []
    assert len(watch.sandbox.store("atsApplications")) == 21
    assert InMail.objects.count() == 2
    assert RecruiterNote.objects.count() == 1


def test_to_another_contract_of_the_company_nothing_read_of_the_old_one_is_left_or_asked_for(
    watch: Watch, job: Job, ragna: User, admin: User
) -> None:
    leave(watch, job, ragna, admin)
    before = len(watch.ledger().calls)
    watch.sandbox.post("world", **OF_THE_SAME)
    connect.provision.connect(actor=admin)
    read_everything()
    switch_on(watch.sandbox, admin, "contract", contract=SECOND_CONTRACT)
    watch.note()
    read_everything()
    watch.settle()
    assert not InMail.objects.exists()
    assert not RecruiterNote.objects.exists()
    assert set(Seat.objects.values_list("urn", flat=True)) == {"urn:li:seat:4"}
    assert not Cursor.objects.filter(contract__endswith=str(CONTRACT)).exists()
    assert not run.is_due(), "the old contract's unread history does not make us hurry"
    said = calls_since(watch, before)
    assert not [key for key in (*OLD_KEYS, "exported-before-we-left") if key in said]
    assert f"contract:{SECOND_CONTRACT}" in said
    assert Candidate.objects.filter(given_name="Kari").count() == 1, "people who came from there are ours"
    assert len(watch.sandbox.store("atsApplications")) == 21, "the company is the same, and so is what it holds"
    assert watch.judge() == []


def test_to_another_company_it_starts_clean(watch: Watch, job: Job, ragna: User, admin: User) -> None:
    leave(watch, job, ragna, admin)
    watch.sandbox.post("world", **WORLD)
    company.save_company(actor=admin, name="Fjordtech Energy", company_id=str(OTHER))
    before = len(watch.ledger().calls)
    connect.provision.connect(actor=admin)
    switch_on(watch.sandbox, admin, "contract", contract=OTHER_CONTRACT)
    read_everything()
    for _ in range(3):
        turns()
        watch.pass_time(1000)
        watch.sandbox.settle_tasks()
    assert not waiting()
    assert set(SyncRow.objects.values_list("organization", flat=True)) == {OTHER_URN}
    assert set(JobOperation.objects.values_list("organization", flat=True)) == {OTHER_URN}
    assert not MemberMatch.objects.exclude(row__organization=OTHER_URN).exists()
    assert not InMail.objects.exists()
    assert not RecruiterNote.objects.exists()
    assert not [key for key in (*OLD_KEYS, URN, "exported-before-we-left") if key in calls_since(watch, before)]
    held = {row["context"] for row in watch.sandbox.store("atsApplications")}
    assert held == {URN, OTHER_URN}, "what the old company holds stays there: nobody may call it any more"
    new = [row for row in watch.sandbox.store("atsApplications") if row["context"] == OTHER_URN]
    assert len(new) == 21


def test_a_second_contract_beside_the_first_forgets_nothing(watch: Watch, admin: User) -> None:
    watch.sandbox.post("world", **OF_THE_SAME)
    switch_on(watch.sandbox, admin, "contract", contract=SECOND_CONTRACT)
    assert InMail.objects.count() == 2
    assert Seat.objects.filter(urn="urn:li:seat:1").exists()
